// The arguments of epoll, as strace(1) shows them.

import {
  EPOLL_CLOEXEC,
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLL_CTL_MOD,
  EPOLLET,
  EPOLLEXCLUSIVE,
  EPOLLONESHOT,
  EPOLLWAKEUP,
  type EpollEvent,
  epollEventCodec,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags, oneOf } from './decoders.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { POLL_EVENTS } from './poll.ts'
import { flagText, pointer } from './text.ts'
import { readExact } from './vectors.ts'

const EVENTS = [
  ...POLL_EVENTS.filter(([name]) => name !== 'POLLREMOVE' && name !== 'POLL_BUSY_LOOP').map(
    ([name, bits]) => [`E${name}`, bits] as const,
  ),
  ...table({ EPOLLEXCLUSIVE, EPOLLWAKEUP, EPOLLONESHOT, EPOLLET }),
]

export const EPOLL_FLAGS = flags('int flags', table({ EPOLL_CLOEXEC }), 'EPOLL_???')
export const EPOLL_OP = oneOf(
  'int op',
  byValue({ EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD }),
  'EPOLL_CTL_???',
)

/** The event of epoll_ctl(2), which is not looked at when one is deleted. */
export const EPOLL_EVENT: ParamDecoder = {
  declaration: 'struct epoll_event *event',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const event = d.args.int(i - 2) === EPOLL_CTL_DEL ? undefined : eventAt(d, at)
    return event === undefined ? pointer(at) : eventText(event)
  },
}

/** The events of epoll_wait(2): as many as it returned. */
export const EPOLL_EVENTS_OUT: ParamDecoder = {
  declaration: 'struct epoll_event *events',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    if (failed(d)) return pointer(at)
    const { size } = epollEventCodec(d.task.syscallTable.arch)
    const shown: string[] = []
    for (let k = 0; k < (d.result ?? 0); k++) {
      const event = k === d.limit ? undefined : eventAt(d, at + BigInt(k * size))
      shown.push(event === undefined ? '...' : eventText(event))
      if (event === undefined) break
    }
    return `[${shown.join(', ')}]`
  },
}

function eventAt(d: Decoding, at: bigint): EpollEvent | undefined {
  const codec = epollEventCodec(d.task.syscallTable.arch)
  const bytes = new Uint8Array(codec.size)
  if (at === 0n || !readExact(d.task, at, bytes)) return undefined
  return codec.read(new DataView(bytes.buffer), 0)
}

function eventText({ events, dataLo, dataHi }: EpollEvent): string {
  const data = (BigInt(dataHi) << 32n) | BigInt(dataLo)
  return `{events=${flagText(events, EVENTS)}, data={u32=${dataLo}, u64=${data}}}`
}
