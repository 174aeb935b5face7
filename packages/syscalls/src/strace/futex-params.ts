// The operations of futex, as strace(1) shows them.

import {
  FUTEX_CLOCK_REALTIME,
  FUTEX_CMP_REQUEUE,
  FUTEX_PRIVATE_FLAG,
  FUTEX_REQUEUE,
  FUTEX_WAIT,
  FUTEX_WAIT_BITSET,
  FUTEX_WAKE,
  FUTEX_WAKE_BITSET,
  FUTEX_WAKE_OP,
} from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { TIMESPEC_IN } from './signal-params.ts'
import { hex } from './text.ts'

const COMMANDS = new Map([
  [FUTEX_WAIT, 'FUTEX_WAIT'],
  [FUTEX_WAKE, 'FUTEX_WAKE'],
  [FUTEX_REQUEUE, 'FUTEX_REQUEUE'],
  [FUTEX_CMP_REQUEUE, 'FUTEX_CMP_REQUEUE'],
  [FUTEX_WAKE_OP, 'FUTEX_WAKE_OP'],
  [FUTEX_WAIT_BITSET, 'FUTEX_WAIT_BITSET'],
  [FUTEX_WAKE_BITSET, 'FUTEX_WAKE_BITSET'],
])

function commandOf(op: number): number {
  return op & ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME)
}

/** "FUTEX_WAIT_PRIVATE", "FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME" */
export const FUTEX_OP: ParamDecoder = {
  declaration: 'int futex_op',
  output: false,
  decode(d, i) {
    const op = d.args.int(i)
    const name = COMMANDS.get(commandOf(op))
    if (name === undefined) return `${hex(op >>> 0)} /* FUTEX_??? */`
    const scope = (op & FUTEX_PRIVATE_FLAG) === 0 ? '' : '_PRIVATE'
    return name + scope + ((op & FUTEX_CLOCK_REALTIME) === 0 ? '' : '|FUTEX_CLOCK_REALTIME')
  },
}

/** A time limit of those that wait; of others, a second count. */
export const FUTEX_TIMEOUT: ParamDecoder = {
  declaration: 'const struct timespec *timeout',
  output: false,
  decode(d, i) {
    const command = commandOf(d.args.int(1))
    const waits = command === FUTEX_WAIT || command === FUTEX_WAIT_BITSET
    return waits ? TIMESPEC_IN.decode(d, i) : String(d.args.uint(i))
  },
}
