// Copying ABI structs in and out of user memory. gVisor: pkg/marshal CopyContext, pkg/usermem/marshal.go.
//
// A codec of @jvisor/abi says how a struct lies in memory, a copy context whose memory that is: usually a task's. A
// single integer goes the same way, since u32, i64 and so on are codecs too.

import { type Field, OK } from '@jvisor/abi'
import type { Addr } from './addr.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'
import type { Transfer } from './transfer.ts'

/** Somebody's user memory, and room to encode and decode in. */
export interface CopyContext {
  /** `size` bytes to work with until the next call of this method; what is in them is undefined. */
  copyScratchBuffer(size: number): Uint8Array
  /** Copies all of `src` to `addr`. @see IO.copyOut */
  copyOutBytes(addr: Addr, src: Uint8Array): Transfer
  /** Fills `dst` from `addr`. @see IO.copyIn */
  copyInBytes(addr: Addr, dst: Uint8Array): Transfer
}

/** Any IO as a copy context. */
export class IOCopyContext implements CopyContext {
  readonly io: IO
  readonly opts: IOOpts
  #scratch = new Uint8Array(0)

  constructor(io: IO, opts: IOOpts = NORMAL_IO) {
    this.io = io
    this.opts = opts
  }

  copyScratchBuffer(size: number): Uint8Array {
    if (this.#scratch.length < size) this.#scratch = new Uint8Array(Math.max(size, 256))
    return this.#scratch.subarray(0, size)
  }

  copyOutBytes(addr: Addr, src: Uint8Array): Transfer {
    return this.io.copyOut(addr, src, this.opts)
  }

  copyInBytes(addr: Addr, dst: Uint8Array): Transfer {
    return this.io.copyIn(addr, dst, this.opts)
  }
}

/** A struct that was copied in; or how many of its bytes could be read, and why no more. */
export interface StructIn<T> extends Transfer {
  readonly value: T | undefined
}

/** Copies in the struct at `addr`. @returns `value` if all of it could be read, so exactly if `err` is OK. */
export function copyStructIn<T>(cc: CopyContext, addr: Addr, codec: Field<T>): StructIn<T> {
  const buffer = cc.copyScratchBuffer(codec.size)
  const { n, err } = cc.copyInBytes(addr, buffer)
  return { n, err, value: err === OK ? codec.read(viewOf(buffer), 0) : undefined }
}

/** Copies a struct out to `addr`. @returns bytes copied: on a fault, those of the struct before it are there. */
export function copyStructOut<T>(cc: CopyContext, addr: Addr, codec: Field<T>, value: T): Transfer {
  const buffer = cc.copyScratchBuffer(codec.size)
  codec.write(viewOf(buffer), 0, value)
  return cc.copyOutBytes(addr, buffer)
}

/** As many structs of an array as could be copied in whole, and why there are no more. */
export interface StructArrayIn<T> extends Transfer {
  readonly values: readonly T[]
}

/**
 * Copies in `count` structs that follow each other from `addr` on, in one copy.
 * @returns the bytes read, and the structs that these hold in whole. Precondition: the caller has bounded `count`.
 */
export function copyStructArrayIn<T>(
  cc: CopyContext,
  addr: Addr,
  codec: Field<T>,
  count: number,
): StructArrayIn<T> {
  const buffer = cc.copyScratchBuffer(codec.size * count)
  const { n, err } = cc.copyInBytes(addr, buffer)
  const whole = err === OK ? count : Math.floor(n / codec.size)
  const view = viewOf(buffer)
  const values = Array.from({ length: whole }, (_, i) => codec.read(view, i * codec.size))
  return { n, err, values }
}

/** Copies structs out one after the other from `addr` on, in one copy. @returns bytes copied. */
export function copyStructArrayOut<T>(
  cc: CopyContext,
  addr: Addr,
  codec: Field<T>,
  values: readonly T[],
): Transfer {
  const buffer = cc.copyScratchBuffer(codec.size * values.length)
  const view = viewOf(buffer)
  for (let i = 0; i < values.length; i++) codec.write(view, i * codec.size, values[i])
  return cc.copyOutBytes(addr, buffer)
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
