// What getpriority and ioprio_get are about, as strace(1) shows it.

import type { ParamDecoder } from '../spec.ts'
import { oneOf } from './decoders.ts'
import type { Decoding } from './params.ts'
import { numbered } from './process-params.ts'
import { hex } from './text.ts'

export const PRIORITY_WHICH: ParamDecoder = oneOf(
  'int which',
  numbered('PRIO_', 'PROCESS PGRP USER'),
  'PRIO_???',
)
export const IOPRIO_WHICH: ParamDecoder = oneOf(
  'int which',
  numbered('IOPRIO_WHO_', '- PROCESS PGRP USER'),
  'IOPRIO_WHO_???',
)

const CLASSES = numbered('IOPRIO_CLASS_', 'NONE RT BE IDLE')

function ioprioText(value: number): string {
  const kind = value >>> 13
  return `IOPRIO_PRIO_VALUE(${CLASSES.get(kind) ?? `${hex(kind)} /* IOPRIO_CLASS_??? */`}, ${value & 0x1fff})`
}

export const IOPRIO: ParamDecoder = {
  declaration: 'int ioprio',
  output: false,
  decode: (d, i) => ioprioText(d.args.int(i)),
}

/** `16388 (IOPRIO_PRIO_VALUE(IOPRIO_CLASS_BE, 4))` */
export function ioprioResult(_d: Decoding, result: number): string {
  return `${result} (${ioprioText(result)})`
}
