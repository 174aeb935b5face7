// The arguments and results of select, as strace(1) shows them.

import type { ParamDecoder } from '../spec.ts'
import { int } from './decoders.ts'
import type { Decoding } from './params.ts'
import { pointer } from './text.ts'
import { TIMEVAL_IN, timespecText, timevalText } from './times.ts'
import { readExact } from './vectors.ts'

/** strace(1) looks at no more descriptors than these. */
const MAX_FDS = 1024 * 1024

export const FD_COUNT = int('int nfds')
export const READ_FDS = fdSet('fd_set *readfds')
export const WRITE_FDS = fdSet('fd_set *writefds')
export const EXCEPT_FDS = fdSet('fd_set *exceptfds')

function fdSet(declaration: string): ParamDecoder {
  return {
    declaration,
    output: false,
    decode(d, i) {
      const fds = fdsAt(d, i)
      return fds === undefined ? pointer(d.args.bigint(i)) : `[${fds.join(' ')}]`
    },
  }
}

/** The descriptors of a set; undefined if it cannot be read. The first argument says how many there are to look at. */
function fdsAt(d: Decoding, i: number): number[] | undefined {
  const at = d.args.bigint(i)
  const count = Math.min(d.args.int(0), MAX_FDS)
  if (at === 0n || count <= 0) return undefined
  const bytes = new Uint8Array(Math.ceil(count / 64) * 8)
  if (!readExact(d.task, at, bytes)) return undefined
  const fds: number[] = []
  for (let fd = 0; fd < count; fd++) if (((bytes[fd >> 3] >> (fd & 7)) & 1) !== 0) fds.push(fd)
  return fds
}

/** "1 (in [3], left {tv_sec=0, tv_usec=5})", or "0 (Timeout)". */
export function selectResult(d: Decoding, result: number): string {
  if (result === 0) return '0 (Timeout)'
  const parts: string[] = []
  for (const [k, name] of ['in', 'out', 'except'].entries()) {
    const fds = fdsAt(d, k + 1) ?? []
    if (fds.length > 0) parts.push(`${name} [${fds.join(' ')}]`)
  }
  const at = d.args.bigint(4)
  const text = d.params[4] === TIMEVAL_IN ? timevalText : timespecText
  if (at !== 0n) parts.push(`left ${text(d.task, at)}`)
  return `${result} (${parts.join(', ')})`
}
