// The arguments and results of poll, as strace(1) shows them.

import {
  POLLERR,
  POLLFD,
  POLLHUP,
  POLLIN,
  POLLMSG,
  POLLNVAL,
  POLLOUT,
  POLLPRI,
  POLLRDBAND,
  POLLRDHUP,
  POLLRDNORM,
  POLLWRBAND,
  POLLWRNORM,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { int } from './decoders.ts'
import { table } from './flag-tables.ts'
import type { Decoding } from './params.ts'
import { flagText, hex, pointer } from './text.ts'
import { timespecText } from './times.ts'
import { readExact } from './vectors.ts'

export const POLL_EVENTS = table({
  POLLIN,
  POLLPRI,
  POLLOUT,
  POLLERR,
  POLLHUP,
  POLLNVAL,
  POLLRDNORM,
  POLLRDBAND,
  POLLWRNORM,
  POLLWRBAND,
  POLLMSG,
  POLLREMOVE: 0x1000,
  POLLRDHUP,
  POLL_BUSY_LOOP: 0x8000,
})

const bytes = new Uint8Array(POLLFD.size)
const view = new DataView(bytes.buffer)

export const NFDS: ParamDecoder = {
  declaration: 'nfds_t nfds',
  output: false,
  decode: (d, i) => String(d.args.uint(i)),
}
export const TIMEOUT_MS = int('int timeout')

/** The array of poll(2); the next argument says how many there are. */
export const POLLFDS: ParamDecoder = {
  declaration: 'struct pollfd *fds',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const count = d.args.uint(i + 1)
    if (at === 0n) return 'NULL'
    const shown: string[] = []
    for (let k = 0; k < count; k++) {
      const where = at + BigInt(k * POLLFD.size)
      if (k === d.limit) {
        shown.push('...')
        break
      }
      if (!readExact(d.task, where, bytes)) {
        if (k === 0) return pointer(at)
        shown.push(`... /* ${hex(where)} */`)
        break
      }
      const { fd, events } = POLLFD.read(view, 0)
      shown.push(fd < 0 ? `{fd=${fd}}` : `{fd=${fd}, events=${eventsText(events)}}`)
    }
    return `[${shown.join(', ')}]`
  },
}

function eventsText(events: number): string {
  return flagText(events & 0xffff, POLL_EVENTS, 'POLL???')
}

/** "1 ([{fd=3, revents=POLLIN}], left {tv_sec=0, tv_nsec=5})", or "0 (Timeout)". */
export function pollResult(d: Decoding, result: number): string {
  if (result === 0) return '0 (Timeout)'
  const at = d.args.bigint(0)
  const count = d.args.uint(1)
  const shown: string[] = []
  for (let k = 0; k < count; k++) {
    if (!readExact(d.task, at + BigInt(k * POLLFD.size), bytes)) break
    const { fd, revents } = POLLFD.read(view, 0)
    if (fd < 0 || revents === 0) continue
    if (shown.push(`{fd=${fd}, revents=${eventsText(revents)}}`) > d.limit) {
      shown[d.limit] = '...'
      break
    }
  }
  const hasTime = d.params.length > 3 && d.args.bigint(2) !== 0n
  const left = hasTime ? `, left ${timespecText(d.task, d.args.bigint(2))}` : ''
  return `${result} ([${shown.join(', ')}]${left})`
}
