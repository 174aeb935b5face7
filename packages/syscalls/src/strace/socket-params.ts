// Parameters of the calls about sockets as strace(1) shows them; socket-address.ts and message-params.ts have addresses
// and messages.

import {
  LINGER,
  SHUT_RD,
  SHUT_RDWR,
  SHUT_WR,
  SO_LINGER,
  SO_PEERCRED,
  SOCK_CLOEXEC,
  SOCK_DCCP,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
  SOCK_PACKET,
  SOCK_RAW,
  SOCK_RDM,
  SOCK_SEQPACKET,
  SOCK_STREAM,
  SOCK_TYPE_MASK,
  SOL_SOCKET,
  UCRED,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags, int, oneOf } from './decoders.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { changedInt, FAMILIES, intAt, lengthText } from './socket-address.ts'
import { SO_NAMES } from './socket-option-names.ts'
import { flagText, pointer, quote, valueText } from './text.ts'
import { readExact } from './vectors.ts'

const TYPES = byValue({
  SOCK_STREAM,
  SOCK_DGRAM,
  SOCK_RAW,
  SOCK_RDM,
  SOCK_SEQPACKET,
  SOCK_DCCP,
  SOCK_PACKET,
})
const TYPE_FLAGS = table({ SOCK_CLOEXEC, SOCK_NONBLOCK })
const LEVELS = byValue({ SOL_IP: 0, SOL_SOCKET, SOL_TCP: 6, SOL_UDP: 17, SOL_IPV6: 41 })

export const FAMILY = oneOf('int domain', FAMILIES, 'AF_???')
export const PROTOCOL = int('int protocol')
export const BACKLOG = int('int backlog')
export const HOW = oneOf('int how', byValue({ SHUT_RD, SHUT_WR, SHUT_RDWR }), 'SHUT_???')
export const SOCKET_FLAGS = flags('int flags', TYPE_FLAGS, 'SOCK_???')
export const OPTION_LENGTH = int('socklen_t optlen')
export const OPTION_LEVEL = oneOf('int level', LEVELS, 'SOL_??')

export const SOCKET_TYPE: ParamDecoder = {
  declaration: 'int type',
  output: false,
  decode(d, i) {
    const value = d.args.int(i)
    const type = TYPES.get(value & SOCK_TYPE_MASK)
    const rest = value & ~SOCK_TYPE_MASK
    if (value === 0) return '0'
    if (type === undefined) return flagText(value, TYPE_FLAGS, 'SOCK_???')
    return rest === 0 ? type : `${type}|${flagText(rest, TYPE_FLAGS, 'SOCK_???')}`
  },
}

/** The descriptors that socketpair(2) stores. */
export const PAIR_OUT: ParamDecoder = {
  declaration: 'int sv[2]',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const [a, b] = [intAt(d, at), intAt(d, at + 4n)]
    return failed(d) || a === undefined || b === undefined ? pointer(at) : `[${a}, ${b}]`
  },
}

export const OPTION: ParamDecoder = {
  declaration: 'int optname',
  output: false,
  decode(d, i) {
    const option = d.args.int(i)
    return d.args.int(i - 1) === SOL_SOCKET ? valueText(option, SO_NAMES, 'SO_???') : String(option)
  },
}

export const OPTION_VALUE_IN: ParamDecoder = {
  declaration: 'const void *optval',
  output: false,
  decode(d, i) {
    const at = d.args.bigint(i)
    const length = d.args.int(i + 1)
    if (isSocketOption(d, i, SO_LINGER)) return length < LINGER.size ? pointer(at) : valueAt(d, i, at, length)
    const shown = length >= 8 && SO_NAMES.get(d.args.int(i - 1))?.includes('TIMEO') ? length : 4
    return length < 4 ? pointer(at) : valueAt(d, i, at, shown)
  },
}

export const OPTION_VALUE_OUT: ParamDecoder = {
  declaration: 'void *optval',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const length = changedInt(d, d.args.bigint(i + 1))
    return failed(d) || length === undefined
      ? pointer(at)
      : valueAt(d, i, at, Math.min(length.was, length.is))
  },
}

export const OPTION_LENGTH_OUT: ParamDecoder = {
  declaration: 'socklen_t *optlen',
  output: true,
  decode: (d, i) => lengthText(d, d.args.bigint(i)),
}

function isSocketOption(d: Decoding, i: number, option: number): boolean {
  return d.args.int(i - 2) === SOL_SOCKET && d.args.int(i - 1) === option
}

/** The value of an option: an int, a struct, or bytes. */
function valueAt(d: Decoding, i: number, at: bigint, length: number): string {
  if (at === 0n || length === 0) return pointer(at)
  const bytes = new Uint8Array(Math.min(length, d.limit + 1))
  if (!readExact(d.task, at, bytes)) return pointer(at)
  const whole = new DataView(new ArrayBuffer(Math.max(12, bytes.length)))
  new Uint8Array(whole.buffer).set(bytes)
  if (isSocketOption(d, i, SO_LINGER) && length >= 4) {
    const { l_onoff, l_linger } = LINGER.read(whole, 0)
    return length < LINGER.size ? `{l_onoff=${l_onoff}}` : `{l_onoff=${l_onoff}, l_linger=${l_linger}}`
  }
  if (isSocketOption(d, i, SO_PEERCRED) && length >= 4) {
    const { pid, uid, gid } = UCRED.read(whole, 0)
    const fields = [`pid=${pid}`, `uid=${uid | 0}`, `gid=${gid | 0}`]
    return `{${fields.slice(0, Math.floor(length / 4)).join(', ')}}`
  }
  return length === 4 ? `[${whole.getInt32(0, true)}]` : quote(bytes, d.limit)
}
