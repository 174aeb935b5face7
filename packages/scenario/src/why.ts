// Why a call that moves bytes gave what it gave: which byte it stopped at, and the rule behind it, with the page of the
// manual that has it.

import { type Errno, errnoName, MAX_RW_COUNT, type SyscallName } from '@jvisor/abi'
import { isRead, type TransferSegment } from './segments.ts'

/** What there was when the call was made. */
export interface CallFacts {
  readonly name: SyscallName
  /** A count, or minus an errno. */
  readonly returned: number
  /** Undefined if the vector could not be read. */
  readonly segments: readonly TransferSegment[] | undefined
  /** Puts an address into words. */
  readonly address: (at: number) => string
}

const READ_ERRORS = 'read(2), ERRORS'
const WRITE_ERRORS = 'write(2), ERRORS'
const VECTOR_ERRORS = 'readv(2), ERRORS'

/** Rules for errnos that need no look at memory: for reads, and for writes. */
const RULES: Readonly<Record<string, readonly [read: string, write: string]>> = {
  EBADF: [
    `the descriptor is not open, or not for reading (${READ_ERRORS})`,
    `the descriptor is not open, or not for writing (${WRITE_ERRORS})`,
  ],
  EAGAIN: [
    `there is nothing yet, and O_NONBLOCK says not to wait (${READ_ERRORS})`,
    `there is no room for it, and O_NONBLOCK says not to wait (${WRITE_ERRORS}; pipe(7), PIPE_BUF)`,
  ],
  EISDIR: [`a directory is not read as bytes (${READ_ERRORS})`, ''],
  ESPIPE: [
    'what has no positions cannot be read at one (pread(2), ERRORS)',
    'what has no positions cannot be written at one (pread(2), ERRORS)',
  ],
  EPIPE: ['', `nobody can read it any more; SIGPIPE was sent too (${WRITE_ERRORS})`],
  ENOSPC: ['', `there is no room (${WRITE_ERRORS}; full(4))`],
  EPERM: ['', 'a seal forbids it, before the buffer is looked at (fcntl(2), File Sealing)'],
  EOPNOTSUPP: [
    'the file does not do what a flag asks for (readv(2), preadv2)',
    'the file does not do what a flag asks for (readv(2), pwritev2)',
  ],
}

/** The reason in one sentence; undefined where there is nothing to say. */
export function why(facts: CallFacts): string | undefined {
  const { name, returned, segments } = facts
  if (returned >= 0) return segments === undefined ? undefined : whySoMany(facts, segments)
  const errno = errnoName(-returned as Errno)
  if (errno === 'EFAULT') return whyFault(facts)
  if (errno === 'EINVAL') return whyInvalid(facts)
  const rule = RULES[errno]?.[isRead(name) ? 0 : 1]
  return rule === '' ? undefined : rule
}

function whySoMany({ name, returned, address }: CallFacts, segments: readonly TransferSegment[]): string {
  const wanted = segments.reduce((sum, { length }) => sum + length, 0)
  if (returned === wanted) return wanted === 0 ? 'there was nothing to move' : 'all of it was moved'
  if (returned === MAX_RW_COUNT) return 'one call moves no more than 0x7ffff000 bytes (read(2), NOTES)'
  const stop = stopOf(name, segments)
  if (stop !== undefined) {
    return `stopped at ${address(stop.at)}: ${stop.reason}; what came before is moved and counted (${isRead(name) ? 'read' : 'write'}(2), RETURN VALUE)`
  }
  return isRead(name)
    ? 'there was no more to be had: the end of the file, of what a pipe holds, or of a packet (read(2), RETURN VALUE)'
    : 'there was no more room (write(2), RETURN VALUE)'
}

/** The first byte that was not moved, if memory is to blame for it. */
function stopOf(
  name: SyscallName,
  segments: readonly TransferSegment[],
): { at: number; reason: string } | undefined {
  for (const { base, length, moved, parts } of segments) {
    if (moved === length) continue
    let before = 0
    for (const { bytes, mapped } of parts) {
      if (moved < before + bytes) {
        const reason = blame(name, mapped)
        return reason === undefined ? undefined : { at: base + moved, reason }
      }
      before += bytes
    }
    return undefined
  }
  return undefined
}

function blame(name: SyscallName, mapped: string): string | undefined {
  if (mapped === 'hole') return 'nothing is mapped there'
  if (isRead(name)) return mapped[1] === 'w' ? undefined : `the page may not be written (${mapped})`
  return mapped[0] === 'r' ? undefined : `the page may not be read (${mapped})`
}

function whyFault({ name, segments, address }: CallFacts): string {
  if (segments === undefined) return `the array of segments cannot be read (${VECTOR_ERRORS})`
  const stop = stopOf(name, segments)
  const rule = `not one byte could be moved (${isRead(name) ? READ_ERRORS : WRITE_ERRORS})`
  if (stop === undefined)
    return `a buffer reaches out of the program's memory, or past the end of a mapped file: ${rule}`
  return `${address(stop.at)}: ${stop.reason}, so ${rule}`
}

function whyInvalid({ segments }: CallFacts): string | undefined {
  if (segments === undefined)
    return `the count of segments is negative or above 1024, one of their lengths is negative, or the file has no such operation (${VECTOR_ERRORS})`
  if (segments.some(({ length }) => length < 0)) return `a segment has a negative length (${VECTOR_ERRORS})`
  return undefined
}
