// IO: access to the contents of a virtual address space. Declared here, low, and implemented high, by
// mm.MemoryManager; BytesIO is a second, small implementation. gVisor: pkg/usermem/usermem.go.
//
// What holds for every method: a transfer stops at the first address that cannot be accessed, and the bytes before
// it have moved, so that `n < length` exactly if `err` is set (EFAULT, or what a reader or writer returned), but for a
// reader or writer that is short without an error. Host arrays and readers that are passed in are not kept.

import type { Addr } from './addr.ts'
import type { AddrRangeSeq } from './addr-range-seq.ts'
import type { BlockReader, BlockWriter } from './block-io.ts'
import type { Transfer, Word } from './transfer.ts'

/** How an access is made. */
export interface IOOpts {
  /**
   * Look past the protections of a mapping, as a debugger does, up to what the mapping could ever be given
   * (its maximum protections). A write to a private mapping copies the page first and never reaches the file.
   */
  readonly ignorePermissions: boolean
}

/** Access under the mapping's own protections. */
export const NORMAL_IO: IOOpts = Object.freeze({ ignorePermissions: false })
/** Access as a debugger makes it. */
export const IGNORE_PERMISSIONS: IOOpts = Object.freeze({ ignorePermissions: true })

export interface IO {
  /** Copies all of `src` to user memory at `addr`. */
  copyOut(addr: Addr, src: Uint8Array, opts?: IOOpts): Transfer

  /** Copies user memory at `addr` into `dst` until it is full. */
  copyIn(addr: Addr, dst: Uint8Array, opts?: IOOpts): Transfer

  /** Sets `length` bytes of user memory at `addr` to zero. */
  zeroOut(addr: Addr, length: number, opts?: IOOpts): Transfer

  /**
   * Lets `src` fill the ranges of `dst` in order. `src` may be called several times, each time with the next blocks,
   * until the ranges end, it returns fewer bytes than asked for, or an error. Blocks handed over are mapped and
   * writable; a fault is reported only after the bytes before it were filled.
   */
  copyOutFrom(dst: AddrRangeSeq, src: BlockReader, opts?: IOOpts): Transfer

  /** Hands the ranges of `src` in order to `dst`; as {@link copyOutFrom}, the other way. */
  copyInTo(src: AddrRangeSeq, dst: BlockWriter, opts?: IOOpts): Transfer

  /** Replaces the word at `addr`. @returns the old value. Precondition: `addr` is a multiple of 4. */
  swapUint32(addr: Addr, value: number, opts?: IOOpts): Word

  /** Replaces the word at `addr` if it is `old`. @returns the old value. Precondition: `addr` is a multiple of 4. */
  compareAndSwapUint32(addr: Addr, old: number, value: number, opts?: IOOpts): Word

  /** Reads the word at `addr`. Precondition: `addr` is a multiple of 4. */
  loadUint32(addr: Addr, opts?: IOOpts): Word
}
