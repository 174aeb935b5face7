// sched_setattr as strace shows it: what strace(1) 6.1 printed on Linux 6.18 for the same calls.

import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

const AT = 0x10000000
const EINVAL = '-1 EINVAL (Invalid argument)'

test.each([
  [
    [-1, AT, 0],
    [56, 3, 1, 0, 7],
    `sched_setattr(-1, {size=56, sched_policy=SCHED_BATCH, sched_flags=SCHED_FLAG_RESET_ON_FORK, sched_nice=7, sched_priority=0, sched_runtime=0, sched_deadline=0, sched_period=0, sched_util_min=0, sched_util_max=0}, 0) = ${EINVAL}`,
  ],
  [
    [-1, AT, 1],
    [48, 3, 0x18],
    `sched_setattr(-1, {size=48, sched_flags=SCHED_FLAG_KEEP_POLICY|SCHED_FLAG_KEEP_PARAMS}, 0x1) = ${EINVAL}`,
  ],
  [[0, 8, 0], [], 'sched_setattr(0, 0x8, 0)                = -1 EFAULT (Bad address)'],
  [[-1, 0, 0], [], `sched_setattr(-1, NULL, 0)              = ${EINVAL}`],
  [[-1, AT, 0], [47], `sched_setattr(-1, {size=47}, 0)         = ${EINVAL}`],
])('%j %j', (args, words, line) => {
  const m = new TestMachine()
  m.map(1, undefined, AT)
  m.poke(AT, new Uint8Array(Uint32Array.from(words).buffer))
  const lines: string[] = []
  m.kernel.tracer = new Strace((event) => lines.push(event.line))
  m.call('sched_setattr', ...args)
  expect(lines).toEqual([line])
})
