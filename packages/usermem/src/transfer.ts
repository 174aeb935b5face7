// The result of moving bytes: how far it got, and why it stopped. Every layer that moves bytes returns one.

import { type Errno, OK } from '@jvisor/abi'

/**
 * A count together with a reason, because a partial count with a reason is the essence of readv and writev.
 * `n` bytes moved; `err` is OK, or why no more did. Both may be set: then `n` bytes moved *before* the error.
 */
export interface Transfer {
  readonly n: number
  readonly err: Errno
}

/** Nothing moved and nothing wrong: end of file, or a request for no bytes. */
export const NOTHING: Transfer = Object.freeze({ n: 0, err: OK })

/** `n` bytes moved, then `err` (OK if nothing stopped it). */
export function transfer(n: number, err: Errno): Transfer {
  return { n, err }
}

/** A 32-bit word read from user memory, or why it could not be read; `value` is unsigned and 0 on error. */
export interface Word {
  readonly value: number
  readonly err: Errno
}
