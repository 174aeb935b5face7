// Arguments of calls: what is not a number is put into a task's memory, and its address given.

import type { Out } from './actor.ts'
import { SCRATCH, SCRATCH_BYTES, SIGNAL_HANDLER, SIGNAL_RESTORER } from './arena.ts'
import { type Content, contentBytes, digest } from './content.ts'
import { PlayError } from './play-error.ts'
import type { Argument, Value } from './schema.ts'
import type { Subject } from './subject.ts'

/** Bytes of results that are told in full; of more, a digest is. */
const TOLD_IN_FULL = 64
const LARGEST = 2n ** 64n
const SA_RESTORER = 0x04000000n
const HANDLERS = { notes: BigInt(SIGNAL_HANDLER), default: 0n, ignore: 1n } as const

export class Layout {
  readonly #value: (value: Value) => bigint
  #next = SCRATCH

  /** `value` evaluates expressions. */
  constructor(value: (value: Value) => bigint) {
    this.#value = value
  }

  /** The player's memory is free again. */
  reset(): void {
    this.#next = SCRATCH
  }

  /** The register that stands for an argument. Places that a call is to fill are added to `outs`. */
  register(subject: Subject, argument: Argument, outs: Out[]): bigint {
    if (argument === null || typeof argument !== 'object') return wrap(this.#value(argument))
    const bytes = this.#bytes(argument)
    const at = argument.at === undefined ? this.#room(bytes.length) : Number(this.#value(argument.at))
    if (bytes.length > 0 && !('out' in argument && argument.at !== undefined)) subject.poke(at, bytes)
    if ('out' in argument || ('shown' in argument && argument.shown === true)) outs.push([at, bytes.length])
    return BigInt(at)
  }

  #bytes(argument: Extract<Argument, object>): Uint8Array {
    if ('iov' in argument) return longs(argument.iov.flat().map(this.#value))
    if ('string' in argument) return contentBytes(`${argument.string}\0`)
    if ('bytes' in argument) return contentBytes(argument.bytes as Content)
    if ('longs' in argument) return longs(argument.longs.map(this.#value))
    if ('ints' in argument) return ints(argument.ints.map(this.#value))
    if ('out' in argument) return new Uint8Array(argument.out)
    const flags = this.#value(argument.flags) | SA_RESTORER
    return longs([HANDLERS[argument.handler], flags, BigInt(SIGNAL_RESTORER), this.#value(argument.mask)])
  }

  #room(length: number): number {
    const where = this.#next
    if (where + length > SCRATCH + SCRATCH_BYTES) throw new PlayError('arguments take more than 256 KiB')
    this.#next = where + Math.ceil(length / 16) * 16
    return where
  }
}

function longs(values: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(values, wrap).buffer)
}

function ints(values: readonly bigint[]): Uint8Array {
  return new Uint8Array(Uint32Array.from(values, (value) => Number(BigInt.asUintN(32, value))).buffer)
}

/** As 64 bits of a register. */
function wrap(value: bigint): bigint {
  return value >= 0n && value < LARGEST ? value : BigInt.asUintN(64, value)
}

/** What lies there, in words. */
export function told(subject: Subject, [at, length]: Out): string {
  const bytes = subject.peek(at, length)
  return bytes === undefined ? 'unreadable' : bytesText(bytes)
}

export function bytesText(bytes: Uint8Array): string {
  if (bytes.length > TOLD_IN_FULL) return digest(bytes)
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
