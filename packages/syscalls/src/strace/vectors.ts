// Buffers and iovec arrays as strace(1) shows them: their bytes as far as they count, addresses where they cannot be
// read. Called by params.ts.
//
// Memory is read as process_vm_readv(2) does, by which strace(1) reads: this may fault pages in, but no stack grows for it.

import { getUint64, IOVEC, OK, PAGE_SIZE, PATH_MAX } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import type { MemoryManager } from '@jvisor/mm'
import { type Addr, addr, copyStringIn, INVALID_ADDR } from '@jvisor/usermem'
import { hex, pointer, quote } from './text.ts'

const TWO_64 = 2n ** 64n
const iovecBytes = new Uint8Array(IOVEC.size)
const iovecView = new DataView(iovecBytes.buffer)

/** An address as a register or a struct holds it, for the memory manager. */
function toAddr(value: bigint): Addr {
  return value < INVALID_ADDR ? addr(Number(value)) : INVALID_ADDR
}

/** Fills `dst` from a task's memory. @returns true if all of it could be read */
export function readExact(t: Task, at: bigint, dst: Uint8Array): boolean {
  const mm = t.memoryManager
  if (dst.length === 0) return true
  const start = toAddr(at)
  if (mm === undefined || !isMapped(mm, start, start + dst.length)) return false
  return mm.copyIn(start, dst).err === OK
}

/** All of [start, end) lies in mappings: a copy does not touch what is below a stack. */
function isMapped(mm: MemoryManager, start: number, end: number): boolean {
  for (let page = start - (start % PAGE_SIZE); page < end; page += PAGE_SIZE) {
    if (!mm.isMapped(addr(page))) return false
  }
  return true
}

/** The first `length` bytes of a buffer in quotes, `limit` of them at most; its address if they cannot all be read. */
export function bufferText(t: Task, at: bigint, length: bigint, limit: number): string {
  if (at === 0n) return 'NULL'
  // One byte more than is shown, since strace reads it too and gives up if it cannot.
  const bytes = new Uint8Array(length > limit ? limit + 1 : Number(length))
  return readExact(t, at, bytes) ? quote(bytes, limit) : pointer(at)
}

/** A path in quotes, whole; its address if a fault comes before its NUL. */
export function pathText(t: Task, at: bigint): string {
  const mm = t.memoryManager
  if (at === 0n || mm?.isMapped(toAddr(at)) !== true) return pointer(at)
  const { bytes, err } = copyStringIn(mm, toAddr(at), PATH_MAX)
  if (err === OK) return quote(bytes, PATH_MAX)
  return bytes.length === PATH_MAX ? quote(bytes, PATH_MAX - 1) : pointer(at)
}

/** A string in quotes, its first `limit` bytes; its address if a fault comes before its NUL and before one byte more. */
export function stringText(t: Task, at: bigint, limit: number): string {
  const mm = t.memoryManager
  if (at === 0n || mm === undefined) return pointer(at)
  const { bytes, err } = copyStringIn(mm, toAddr(at), limit + 1)
  return err === OK || bytes.length > limit ? quote(bytes, limit) : pointer(at)
}

/**
 * An iovec array with what its segments hold: the first `content` bytes of all of them together, or only their
 * addresses if `content` is undefined. `limit` is the most segments, and the most bytes of each, that are shown.
 */
export function iovecsText(
  t: Task,
  at: bigint,
  count: bigint,
  content: number | undefined,
  limit: number,
): string {
  if (at === 0n) return 'NULL'
  if (count === 0n) return '[]'
  const size = count * BigInt(IOVEC.size)
  if (size >= TWO_64 || at + size >= TWO_64) return pointer(at)
  const segments: string[] = []
  let left = content ?? 0
  for (let k = 0; k < count; k++) {
    const where = at + BigInt(k * IOVEC.size)
    if (k === limit) {
      segments.push('...')
      break
    }
    if (!readExact(t, where, iovecBytes)) {
      if (k === 0) return pointer(at)
      segments.push(`... /* ${hex(where)} */`)
      break
    }
    const { iov_base, iov_len } = IOVEC.read(iovecView, 0)
    const length = Math.min(getUint64(iovecView, IOVEC.offsets.iov_len), left)
    const base = content === undefined ? pointer(iov_base) : bufferText(t, iov_base, BigInt(length), limit)
    left -= length
    segments.push(`{iov_base=${base}, iov_len=${iov_len}}`)
  }
  return `[${segments.join(', ')}]`
}
