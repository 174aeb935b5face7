// ioctl(2): the names of its requests, and what its argument is for each.

import {
  FIBMAP,
  FIGETBSZ,
  FIOASYNC,
  FIOCLEX,
  FIONBIO,
  FIONCLEX,
  FIONREAD,
  FIOQSIZE,
  SIOCATMARK,
  TIOCOUTQ,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { byValue, table } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { flagText, hex, pointer } from './text.ts'
import { TTY_REQUESTS } from './tty-params.ts'
import { readExact } from './vectors.ts'

const REQUESTS = byValue({
  FIBMAP,
  FIGETBSZ,
  TIOCOUTQ,
  FIONREAD,
  SIOCATMARK,
  FIONBIO,
  FIONCLEX,
  FIOCLEX,
  FIOASYNC,
  FIOQSIZE,
  ...Object.fromEntries(TTY_REQUESTS),
})
const TTY_ARGUMENTS = new Map(TTY_REQUESTS.map(([, request, argument]) => [request, argument]))
const DIRECTIONS = table({ _IOC_READ: 2, _IOC_WRITE: 1 })

/** A request; one that has no name in its parts: direction, type, number, size. */
export const IOCTL_REQUEST: ParamDecoder = {
  declaration: 'unsigned int cmd',
  output: false,
  decode(d, i) {
    const request = d.args.uint(i)
    const name = REQUESTS.get(request)
    if (name !== undefined) return name
    const direction = request >>> 30
    const parts = [(request >>> 8) & 0xff, request & 0xff, (request >>> 16) & 0x3fff].map(hex)
    return `_IOC(${direction === 0 ? '_IOC_NONE' : flagText(direction, DIRECTIONS)}, ${parts.join(', ')})`
  },
}

/** The argument of the request before it. */
export const IOCTL_ARGUMENT: ParamDecoder = {
  declaration: 'unsigned long arg',
  output: true,
  decode(d, i) {
    const request = d.args.uint(i - 1)
    const ofTerminal = TTY_ARGUMENTS.get(request)
    if (ofTerminal !== undefined) return ofTerminal(d, i)
    switch (request) {
      case FIOCLEX:
      case FIONCLEX:
        return undefined
      case FIONBIO:
      case FIOASYNC:
        return intAt(d, i)
      case FIONREAD:
      case SIOCATMARK:
      case TIOCOUTQ:
        return failed(d) ? pointer(d.args.bigint(i)) : intAt(d, i)
      default:
        return REQUESTS.has(request) ? pointer(d.args.bigint(i)) : hex(d.args.bigint(i))
    }
  },
}

function intAt(d: Decoding, i: number): string {
  const at = d.args.bigint(i)
  const bytes = new Uint8Array(4)
  if (at === 0n || !readExact(d.task, at, bytes)) return pointer(at)
  return `[${new DataView(bytes.buffer).getInt32(0, true)}]`
}
