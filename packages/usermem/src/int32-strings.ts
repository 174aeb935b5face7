// Integers written as text, as files under /proc/sys take them. gVisor: usermem.go CopyInt32StringsInVec.
//
// The rules are those of proc_dointvec in Linux' kernel/sysctl.c, as observed on 6.18. gVisor differs where it takes
// decimal numbers only, a plus sign, any whitespace as a separator, and refuses an empty write.

import { EINVAL, OK, PAGE_SIZE } from '@jvisor/abi'
import type { AddrRangeSeq } from './addr-range-seq.ts'
import type { BlockWriter } from './block-io.ts'
import { copyInVec } from './copy-vec.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'
import { NOTHING, type Transfer, transfer } from './transfer.ts'

/** Characters that are looked at; more are accepted and ignored. */
const MAX_TEXT = PAGE_SIZE - 1
/** A number of this many characters or more is refused, leading zeros and all. */
const MAX_NUMBER = 21

/**
 * Reads up to `dsts.length` integers into `dsts`: optional "-", then decimal, octal ("0...") or hexadecimal ("0x..."),
 * with whitespace before and a space, tab or newline after each.
 * @returns the number of bytes used up, whitespace behind the last number included, and OK if there was a number or
 *   there were no bytes at all. EINVAL: something that is no number or no int32; numbers before it are in `dsts`.
 *   EFAULT: not all of the ranges can be read; then `dsts` is as it was.
 */
export function copyInt32StringsInVec(
  io: IO,
  ars: AddrRangeSeq,
  dsts: Int32Array,
  opts: IOOpts = NORMAL_IO,
): Transfer {
  if (dsts.length === 0 || ars.numBytes === 0) return NOTHING
  const text = new Uint8Array(Math.min(ars.numBytes, MAX_TEXT))
  let { err } = copyInVec(io, ars, text, opts)
  if (err === OK && ars.numBytes > MAX_TEXT) {
    err = io.copyInTo(ars.dropFirst(MAX_TEXT), DISCARD, opts).err
  }
  if (err !== OK) return transfer(0, err)

  const ignored = ars.numBytes - text.length
  let at = 0
  let count = 0
  while (count < dsts.length) {
    at = skipSpaces(text, at)
    if (at === text.length) break
    const end = parseInt32(text, at, dsts, count)
    if (end < 0) return transfer(at, EINVAL)
    at = end
    count++
  }
  if (count === 0) return transfer(at, EINVAL)
  return transfer(skipSpaces(text, at) + ignored, OK)
}

const DISCARD: BlockWriter = { writeFromBlocks: (src) => transfer(src.numBytes, OK) }

/** As {@link copyInt32StringsInVec} for a single integer, which `dst` holds. */
export function copyInt32StringInVec(
  io: IO,
  ars: AddrRangeSeq,
  dst: { value: number },
  opts: IOOpts = NORMAL_IO,
): Transfer {
  const dsts = new Int32Array(1)
  dsts[0] = dst.value
  const result = copyInt32StringsInVec(io, ars, dsts, opts)
  dst.value = dsts[0]
  return result
}

function skipSpaces(text: Uint8Array, start: number): number {
  let at = start
  while (at < text.length && isSpace(text[at])) at++
  return at
}

/** Linux' isspace: tab to carriage return, space, and Latin-1's no-break space. */
function isSpace(c: number): boolean {
  return (c >= 9 && c <= 13) || c === 32 || c === 0xa0
}

/** Space, tab and newline: what may follow a number. */
function isSeparator(c: number): boolean {
  return c === 32 || c === 9 || c === 10
}

/** Parses the number at `start` into `dsts[i]`. @returns where it ends, or -1 if it is not an int32. */
function parseInt32(text: Uint8Array, start: number, dsts: Int32Array, i: number): number {
  const limit = Math.min(text.length, start + MAX_NUMBER)
  const negative = text[start] === 0x2d && text.length - start > 1
  let at = negative ? start + 1 : start
  let base = 10
  if (text[at] === 0x30) {
    base = 8
    if (at + 2 < limit && (text[at + 1] | 0x20) === 0x78 && digit(text[at + 2]) < 16) {
      base = 16
      at += 2
    }
  }
  const first = at
  let value = 0
  while (at < limit && digit(text[at]) < base) value = value * base + digit(text[at++])
  const tooLong = at - start === MAX_NUMBER
  if (at === first || tooLong || value > (negative ? 2 ** 31 : 2 ** 31 - 1)) return -1
  if (at < text.length && !isSeparator(text[at])) return -1
  dsts[i] = negative ? -value : value
  return at
}

/** The value of a digit of base 16 or less; 99 if it is none. */
function digit(c: number): number {
  if (c >= 0x30 && c <= 0x39) return c - 0x30
  const lower = c | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : 99
}
