// The parameters of syslog, as strace(1) shows them: those that the type of the call has.

import type { ParamDecoder } from '../spec.ts'
import { failed } from './params.ts'
import { pointer } from './text.ts'
import { bufferText } from './vectors.ts'

const TYPES =
  'CLOSE OPEN READ READ_ALL READ_CLEAR CLEAR CONSOLE_OFF CONSOLE_ON CONSOLE_LEVEL SIZE_UNREAD SIZE_BUFFER'.split(
    ' ',
  )
const LEVELS = 'EMERG ALERT CRIT ERR WARNING NOTICE INFO DEBUG'.split(' ')
const CONSOLE_LEVEL = 8
/** READ, READ_ALL, READ_CLEAR. */
const READS = [2, 3, 4]
const isAlone = (type: number) => type in TYPES && !READS.includes(type) && type !== CONSOLE_LEVEL

export const SYSLOG_TYPE: ParamDecoder = {
  declaration: 'int type',
  output: false,
  decode(d, i) {
    const type = d.args.int(i)
    return `${type} /* SYSLOG_ACTION_${TYPES[type] ?? '???'} */`
  },
}

export const SYSLOG_BUFFER: ParamDecoder = {
  declaration: 'char *bufp',
  output: true,
  decode(d, i) {
    const type = d.args.int(0)
    if (isAlone(type)) return undefined
    const at = d.args.bigint(i)
    if (!READS.includes(type) || failed(d)) return pointer(at)
    return bufferText(d.task, at, BigInt(d.result ?? 0), d.limit)
  },
}

export const SYSLOG_LENGTH: ParamDecoder = {
  declaration: 'int len',
  output: false,
  decode(d, i) {
    const type = d.args.int(0)
    const length = d.args.int(i)
    if (isAlone(type)) return undefined
    return type === CONSOLE_LEVEL ? `${length} /* LOGLEVEL_${LEVELS[length] ?? '???'} */` : String(length)
  },
}
