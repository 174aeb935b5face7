// Messages of sendmsg(2) and recvmsg(2), and their vectors, as strace(1) shows them.

import {
  CMSGHDR,
  getUint64,
  MMSGHDR,
  MSG_BATCH,
  MSG_CMSG_CLOEXEC,
  MSG_CMSG_COMPAT,
  MSG_CONFIRM,
  MSG_CTRUNC,
  MSG_DONTROUTE,
  MSG_DONTWAIT,
  MSG_EOR,
  MSG_ERRQUEUE,
  MSG_FASTOPEN,
  MSG_FIN,
  MSG_MORE,
  MSG_NOSIGNAL,
  MSG_OOB,
  MSG_PEEK,
  MSG_PROBE,
  MSG_RST,
  MSG_SPLICE_PAGES,
  MSG_SYN,
  MSG_TRUNC,
  MSG_WAITALL,
  MSG_WAITFORONE,
  MSGHDR,
  SCM_CREDENTIALS,
  SCM_RIGHTS,
  SOL_SOCKET,
  UCRED,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { flags, int } from './decoders.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { addressText, changedInt, changeText, SOCKET } from './socket-address.ts'
import { flagText, hex, pointer, valueText } from './text.ts'
import { timespecText } from './times.ts'
import { bufferText, iovecsText, readExact } from './vectors.ts'

const MESSAGE = table({
  MSG_OOB,
  MSG_PEEK,
  MSG_DONTROUTE,
  MSG_CTRUNC,
  MSG_PROBE,
  MSG_TRUNC,
  MSG_DONTWAIT,
  MSG_EOR,
  MSG_WAITALL,
  MSG_FIN,
  MSG_SYN,
  MSG_CONFIRM,
  MSG_RST,
  MSG_ERRQUEUE,
  MSG_NOSIGNAL,
  MSG_MORE,
  MSG_WAITFORONE,
  MSG_BATCH,
  MSG_SPLICE_PAGES,
  MSG_FASTOPEN,
  MSG_CMSG_CLOEXEC,
  MSG_CMSG_COMPAT,
})
const LEVELS = byValue({ SOL_IP: 0, SOL_SOCKET, SOL_TCP: 6, SOL_UDP: 17, SOL_IPV6: 41 })
const TYPES = byValue({ SCM_RIGHTS, SCM_CREDENTIALS })
const ALIGN = 8
const { offsets } = MSGHDR

export const MESSAGE_FLAGS = flags('int flags', MESSAGE, 'MSG_???')
export const VECTOR_LENGTH = int('unsigned int vlen')

/** What recvfrom(2) has stored: no more than there is room for, whatever it tells of the message (MSG_TRUNC). */
export const RECEIVED: ParamDecoder = {
  declaration: 'void *buf',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const room = d.args.bigint(i + 1)
    const n = BigInt(d.result ?? 0)
    return failed(d) ? pointer(at) : bufferText(d.task, at, n < room ? n : room, d.limit)
  },
}

/** The message that sendmsg(2) is given. */
export const MESSAGE_IN: ParamDecoder = {
  declaration: 'const struct msghdr *msg',
  output: false,
  decode: (d, i) => headerText(d, d.args.bigint(i), Number.POSITIVE_INFINITY) ?? pointer(d.args.bigint(i)),
}

/** The message that recvmsg(2) has filled in; if it failed, how long the address might have been. */
export const MESSAGE_OUT: ParamDecoder = {
  declaration: 'struct msghdr *msg',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const length = changedInt(d, at + BigInt(offsets.msg_namelen))
    if (length === undefined) return pointer(at)
    if (failed(d)) return `{msg_namelen=${length.is}}`
    return headerText(d, at, d.result ?? 0, length.was) ?? pointer(at)
  },
}

/** The messages of sendmmsg(2). */
export const MESSAGES_IN = vector('struct mmsghdr *msgvec', (d, i) => {
  const count = Math.min(d.args.uint(i + 1), d.limit + 1)
  return { count, done: failed(d) ? 0 : (d.result ?? 0), content: Number.POSITIVE_INFINITY }
})

/** Those that recvmmsg(2) has filled in. */
export const MESSAGES_OUT = vector('struct mmsghdr *msgvec', (d) => {
  if (failed(d)) return undefined
  return { count: d.result ?? 0, done: d.result ?? 0, content: undefined }
})

// The limit of recvmmsg(2) as it was before the call, which stores what is left of it.
const limits = new WeakMap<Decoding['task'], string>()

/** The descriptor of recvmmsg(2), with the limit in argument 4. */
export const SOCKET_AND_LIMIT: ParamDecoder = {
  ...SOCKET,
  decode(d, i) {
    limits.set(d.task, timespecText(d.task, d.args.bigint(4)))
    return SOCKET.decode(d, i)
  },
}

export const LIMIT: ParamDecoder = {
  declaration: 'struct timespec *timeout',
  output: true,
  decode: (d, i) => limits.get(d.task) ?? pointer(d.args.bigint(i)),
}

/** What recvmmsg(2) returned, and what is left of its limit. */
export function receivedText(d: Decoding, result: number): string {
  if (result === 0) return '0 (Timeout)'
  const left = d.args.bigint(4) === 0n ? '' : ` (left ${timespecText(d.task, d.args.bigint(4))})`
  return `${result}${left}`
}

interface Shown {
  readonly count: number
  /** Messages that have been sent or received: their length is known. */
  readonly done: number
  /** Bytes of each to show; undefined: as many as were received. */
  readonly content: number | undefined
}

function vector(declaration: string, shown: (d: Decoding, i: number) => Shown | undefined): ParamDecoder {
  return {
    declaration,
    output: true,
    decode(d, i) {
      const at = d.args.bigint(i)
      const what = shown(d, i)
      if (what === undefined) return pointer(at)
      const texts: string[] = []
      for (let k = 0; k < what.count; k++) {
        const text = k === d.limit ? '...' : entryText(d, at + BigInt(k * MMSGHDR.size), what, k)
        if (text === undefined && k === 0) return pointer(at)
        texts.push(text ?? `... /* ${hex(at + BigInt(k * MMSGHDR.size))} */`)
        if (text === undefined || text === '...') break
      }
      return `[${texts.join(', ')}]`
    },
  }
}

function entryText(d: Decoding, at: bigint, { done, content }: Shown, k: number): string | undefined {
  const bytes = new Uint8Array(MMSGHDR.size)
  if (!readExact(d.task, at, bytes)) return undefined
  const { msg_len } = MMSGHDR.read(new DataView(bytes.buffer), 0)
  const header = headerText(d, at, content ?? msg_len)
  return header && `{msg_hdr=${header}${k < done ? `, msg_len=${msg_len}` : ''}}`
}

/** A header with the first `content` bytes of its buffers; undefined if it cannot be read. */
function headerText(d: Decoding, at: bigint, content: number, room?: number): string | undefined {
  const bytes = new Uint8Array(MSGHDR.size)
  if (at === 0n || !readExact(d.task, at, bytes)) return undefined
  const view = new DataView(bytes.buffer)
  const word = (offset: number) => view.getBigUint64(offset, true)
  const { msg_namelen: length, msg_flags } = MSGHDR.read(view, 0)
  const count = word(offsets.msg_iovlen)
  const parts = [
    `msg_name=${addressText(d, word(offsets.msg_name), Math.min(length, room ?? length))}`,
    `msg_namelen=${changeText(room ?? length, length)}`,
    `msg_iov=${iovecsText(d.task, word(offsets.msg_iov), count, content, d.limit)}`,
    `msg_iovlen=${count}`,
  ]
  const controlLength = getUint64(view, offsets.msg_controllen)
  const control = word(offsets.msg_control)
  if (control !== 0n && controlLength > 0) parts.push(`msg_control=${controlText(d, control, controlLength)}`)
  parts.push(`msg_controllen=${controlLength}`, `msg_flags=${flagText(msg_flags, MESSAGE, 'MSG_???')}`)
  return `{${parts.join(', ')}}`
}

function controlText(d: Decoding, at: bigint, length: number): string {
  const bytes = new Uint8Array(Math.min(length, 4096))
  if (length < CMSGHDR.size || !readExact(d.task, at, bytes)) return pointer(at)
  const texts: string[] = []
  for (let k = 0; k + CMSGHDR.size <= bytes.length; ) {
    const { cmsg_len } = CMSGHDR.read(new DataView(bytes.buffer), k)
    const end = Math.min(bytes.length, k + cmsg_len)
    texts.push(controlMessage(d, bytes.subarray(k, Math.max(end, k + CMSGHDR.size))))
    if (cmsg_len < CMSGHDR.size) {
      texts.push(`... /* ${hex(at + BigInt(k + CMSGHDR.size))} */`)
      break
    }
    k += Math.ceil(cmsg_len / ALIGN) * ALIGN
  }
  return `[${texts.join(', ')}]`
}

function controlMessage(d: Decoding, bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { cmsg_len, cmsg_level, cmsg_type } = CMSGHDR.read(view, 0)
  const ours = cmsg_level === SOL_SOCKET
  const type = ours ? valueText(cmsg_type, TYPES, 'SCM_???') : hex(cmsg_type)
  const parts = [
    `cmsg_len=${cmsg_len}`,
    `cmsg_level=${LEVELS.get(cmsg_level) ?? hex(cmsg_level)}`,
    `cmsg_type=${type}`,
  ]
  const body = bytes.subarray(CMSGHDR.size)
  if (ours && cmsg_type === SCM_RIGHTS && body.length >= 4) {
    const fds = Array.from({ length: Math.floor(body.length / 4) }, (_, i) =>
      view.getInt32(CMSGHDR.size + i * 4, true),
    )
    parts.push(`cmsg_data=[${fds.slice(0, d.limit).join(', ')}${fds.length > d.limit ? ', ...' : ''}]`)
  } else if (ours && cmsg_type === SCM_CREDENTIALS && body.length >= UCRED.size) {
    const { pid, uid, gid } = UCRED.read(view, CMSGHDR.size)
    parts.push(`cmsg_data={pid=${pid}, uid=${uid}, gid=${gid}}`)
  }
  return `{${parts.join(', ')}}`
}
