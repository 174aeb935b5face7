// Copying a NUL-terminated string in. gVisor: pkg/usermem/usermem.go CopyStringIn. Linux: strncpy_from_user.

import { ENAMETOOLONG, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type Addr, pageOffset } from './addr.ts'
import { type IO, type IOOpts, NORMAL_IO } from './io.ts'

/** A string of a program. Linux strings are bytes: {@link decodeUtf8} makes text of them. */
export interface CopiedString {
  /** The string without its NUL; on an error, what came before it. */
  readonly bytes: Uint8Array
  readonly err: Errno
}

/** Room to begin with: most strings are shorter. */
const FIRST_READ = 128

/**
 * Copies in the string at `addr`, which with its NUL has at most `maxLength` bytes.
 * @returns the string, with ENAMETOOLONG if there is no NUL in the first `maxLength` bytes (then it is these), or with
 *   the reason of a fault before the NUL. No page behind the one with the NUL is touched.
 */
export function copyStringIn(io: IO, addr: Addr, maxLength: number, opts: IOOpts = NORMAL_IO): CopiedString {
  let buffer: Uint8Array = new Uint8Array(Math.min(maxLength, FIRST_READ))
  let done = 0
  while (done < maxLength) {
    if (done === buffer.length) buffer = grown(buffer, Math.min(maxLength, 2 * done))
    const at = (addr + done) as Addr
    // Never across a page boundary: the next page may be unmapped, and need not be there if the NUL comes before it.
    const end = Math.min(buffer.length, done + PAGE_SIZE - pageOffset(at))
    const { n, err } = io.copyIn(at, buffer.subarray(done, end), opts)
    const nul = buffer.subarray(done, done + n).indexOf(0)
    if (nul >= 0) return { bytes: buffer.subarray(0, done + nul), err: OK }
    done += n
    if (err !== OK) return { bytes: buffer.subarray(0, done), err }
  }
  return { bytes: buffer, err: ENAMETOOLONG }
}

function grown(buffer: Uint8Array, length: number): Uint8Array {
  const larger = new Uint8Array(length)
  larger.set(buffer)
  return larger
}
