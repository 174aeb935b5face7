// Moving bytes between the sentry and an address space: the methods of usermem's IO. gVisor: pkg/sentry/mm/io.go.
//
// A walk goes page by page, faulting as needed, and merges pages that are neighbours in the MemoryFile into one run.
// A range that leaves the application's part of the address space moves nothing at all (Linux's access_ok).

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import {
  type AccessType,
  type AddrRangeSeq,
  type BlockReader,
  BlockSeq,
  type BlockWriter,
  NOTHING,
  READ,
  type Transfer,
  transfer,
  WRITE,
} from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { resolve } from './fault.ts'

/** True if [addr, addr + length) lies in the application's part (Linux access_ok); also for a length of 0. */
export function inRange(space: AddressSpace, addr: number, length: number): boolean {
  return addr + length <= space.layout.maxAddr
}

/**
 * Finds the run of memory behind `addr`: at most `length` bytes that follow each other in the MemoryFile.
 * @returns its length, with its offset in `run.offset`; 0 on a fault.
 */
function nextRun(
  space: AddressSpace,
  addr: number,
  length: number,
  access: AccessType,
  force: boolean,
): number {
  const page = resolve(space, addr, access, force)
  if (page < 0) return 0
  const inPage = addr % PAGE_SIZE
  runOffset = page * PAGE_SIZE + inPage
  let n = PAGE_SIZE - inPage
  let last = page
  while (n < length) {
    const next = resolve(space, addr + n, access, force)
    if (next !== last + 1) break // a fault is found again by whoever goes on
    last = next
    n += PAGE_SIZE
  }
  return Math.min(n, length)
}
// The second result of nextRun; a result object would be an allocation per run.
let runOffset = 0

/** @see IO.copyOut */
export function copyOut(space: AddressSpace, addr: number, src: Uint8Array, force: boolean): Transfer {
  const length = src.length
  if (!inRange(space, addr, length)) return transfer(0, EFAULT)
  let done = 0
  while (done < length) {
    const n = nextRun(space, addr + done, length - done, WRITE, force)
    if (n === 0) return transfer(done, EFAULT)
    const bytes = space.file.bytes
    if (n <= 16) for (let i = 0; i < n; i++) bytes[runOffset + i] = src[done + i]
    else bytes.set(n === length ? src : src.subarray(done, done + n), runOffset)
    done += n
  }
  return transfer(length, OK)
}

/** @see IO.copyIn */
export function copyIn(space: AddressSpace, addr: number, dst: Uint8Array, force: boolean): Transfer {
  const length = dst.length
  if (!inRange(space, addr, length)) return transfer(0, EFAULT)
  let done = 0
  while (done < length) {
    const n = nextRun(space, addr + done, length - done, READ, force)
    if (n === 0) return transfer(done, EFAULT)
    const bytes = space.file.bytes
    if (n <= 16) for (let i = 0; i < n; i++) dst[done + i] = bytes[runOffset + i]
    else dst.set(bytes.subarray(runOffset, runOffset + n), done)
    done += n
  }
  return transfer(length, OK)
}

/** @see IO.zeroOut */
export function zeroOut(space: AddressSpace, addr: number, length: number, force: boolean): Transfer {
  if (!inRange(space, addr, length)) return transfer(0, EFAULT)
  let done = 0
  while (done < length) {
    const n = nextRun(space, addr + done, length - done, WRITE, force)
    if (n === 0) return transfer(done, EFAULT)
    space.file.zero(runOffset, n)
    done += n
  }
  return transfer(length, OK)
}

/** Bytes and blocks that are translated before the reader or writer is called. */
const WINDOW_BYTES = 1 << 20
const WINDOW_BLOCKS = 256

/** A walk over the ranges of one transfer: the part of it that is translated, and how far it has come. */
class Window {
  readonly blocks: BlockSeq
  #ranges!: AddrRangeSeq
  #index = 0
  #inRange = 0
  #left = 0

  constructor(file: MemoryFile) {
    this.blocks = new BlockSeq(file, WINDOW_BLOCKS)
  }

  start(ranges: AddrRangeSeq): void {
    this.#ranges = ranges
    this.#index = 0
    this.#inRange = 0
    this.#left = ranges.numBytes
  }

  /** Translates what comes next. @returns EFAULT if a fault ended it; the blocks before the fault are there. */
  fill(space: AddressSpace, access: AccessType, force: boolean): Errno {
    const { blocks } = this
    blocks.clear()
    while (this.#left > 0 && blocks.numBytes < WINDOW_BYTES && blocks.numBlocks < WINDOW_BLOCKS) {
      const inThis = this.#ranges.rawLengthAt(this.#index) - this.#inRange
      if (inThis === 0) {
        this.#index++
        this.#inRange = 0
        continue
      }
      const wanted = Math.min(inThis, this.#left, WINDOW_BYTES - blocks.numBytes)
      const n = nextRun(space, this.#ranges.startAt(this.#index) + this.#inRange, wanted, access, force)
      if (n === 0) return EFAULT
      blocks.push(runOffset, n)
      this.#inRange += n
      this.#left -= n
    }
    return OK
  }

  get finished(): boolean {
    return this.#left === 0
  }
}

// Windows not in use. A reader may itself access user memory (one process's memory read into another's), so there
// can be more than one at a time; but there is never a reason for many.
const idle = new WeakMap<MemoryFile, Window[]>()

function takeWindow(file: MemoryFile): Window {
  let windows = idle.get(file)
  if (windows === undefined) {
    windows = []
    idle.set(file, windows)
  }
  return windows.pop() ?? new Window(file)
}

function inRangeAll(space: AddressSpace, ranges: AddrRangeSeq): boolean {
  for (let i = 0; i < ranges.count; i++) {
    if (!inRange(space, ranges.startAt(i), ranges.rawLengthAt(i))) return false
  }
  return true
}

/** @see IO.copyOutFrom */
export function copyOutFrom(
  space: AddressSpace,
  dst: AddrRangeSeq,
  src: BlockReader,
  force: boolean,
): Transfer {
  if (!inRangeAll(space, dst)) return transfer(0, EFAULT)
  if (dst.numBytes === 0) return NOTHING
  const window = takeWindow(space.file)
  window.start(dst)
  let done = 0
  let result: Transfer | undefined
  while (result === undefined) {
    const faulted = window.fill(space, WRITE, force)
    const offered = window.blocks.numBytes
    if (offered > 0) {
      const { n, err } = src.readToBlocks(window.blocks)
      done += n
      if (err !== OK || n < offered) result = transfer(done, err)
    }
    if (result === undefined && (faulted !== OK || window.finished)) result = transfer(done, faulted)
  }
  idle.get(space.file)?.push(window)
  return result
}

/** @see IO.copyInTo */
export function copyInTo(space: AddressSpace, src: AddrRangeSeq, dst: BlockWriter, force: boolean): Transfer {
  if (!inRangeAll(space, src)) return transfer(0, EFAULT)
  if (src.numBytes === 0) return NOTHING
  const window = takeWindow(space.file)
  window.start(src)
  let done = 0
  let result: Transfer | undefined
  while (result === undefined) {
    const faulted = window.fill(space, READ, force)
    const offered = window.blocks.numBytes
    if (offered > 0) {
      const { n, err } = dst.writeFromBlocks(window.blocks)
      done += n
      if (err !== OK || n < offered) result = transfer(done, err)
    }
    if (result === undefined && (faulted !== OK || window.finished)) result = transfer(done, faulted)
  }
  idle.get(space.file)?.push(window)
  return result
}
