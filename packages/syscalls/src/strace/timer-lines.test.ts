// Timers as strace shows them: what strace(1) 6.1 printed on Linux 6.18 for the same calls.

import type { SyscallName } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

const AT = 0x10000000

type Words = readonly (number | bigint)[]

/** A struct sigevent. */
function event(value: bigint, signal: number, notify: number, thread = 0): Words {
  return [value, BigInt(signal) | (BigInt(notify) << 32n), thread, 0, 0, 0, 0, 0]
}

const CREATED: readonly (readonly [args: readonly (number | Words)[], line: string])[] = [
  [[1, 0, AT], 'timer_create(CLOCK_MONOTONIC, NULL, [0]) = 0'],
  [
    [1, event(7n, 40, 0), AT],
    'timer_create(CLOCK_MONOTONIC, {sigev_value={sival_int=7, sival_ptr=0x7}, sigev_signo=SIGRT_8, sigev_notify=SIGEV_SIGNAL}, [0]) = 0',
  ],
  [
    [0, event(0n, 10, 1), AT],
    'timer_create(CLOCK_REALTIME, {sigev_signo=10, sigev_notify=SIGEV_NONE}, [0]) = 0',
  ],
  [
    [7, event(0x123456789an, 14, 2), AT],
    'timer_create(CLOCK_BOOTTIME, {sigev_value={sival_int=878082202, sival_ptr=0x123456789a}, sigev_signo=SIGALRM, sigev_notify=SIGEV_THREAD, sigev_notify_function=NULL, sigev_notify_attributes=NULL}, [0]) = 0',
  ],
  [
    [2, event(5n, 14, 4, 1), AT],
    'timer_create(CLOCK_PROCESS_CPUTIME_ID, {sigev_value={sival_int=5, sival_ptr=0x5}, sigev_signo=SIGALRM, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=1}, [0]) = 0',
  ],
  [
    [2, event(0n, 0, 4, 99), AT],
    'timer_create(CLOCK_PROCESS_CPUTIME_ID, {sigev_signo=0, sigev_notify=SIGEV_THREAD_ID, sigev_notify_thread_id=99}, 0x10000000) = -1 EINVAL (Invalid argument)',
  ],
  [
    [0x37, event(0xffffffffffffffffn, 99, 9), AT],
    'timer_create(0x37 /* CLOCK_??? */, {sigev_value={sival_int=-1, sival_ptr=0xffffffffffffffff}, sigev_signo=99, sigev_notify=0x9 /* SIGEV_??? */}, 0x10000000) = -1 EINVAL (Invalid argument)',
  ],
  [[1, 8, AT], 'timer_create(CLOCK_MONOTONIC, 0x8, 0x10000000) = -1 EFAULT (Bad address)'],
  [[1, 0, 8], 'timer_create(CLOCK_MONOTONIC, NULL, 0x8) = -1 EFAULT (Bad address)'],
]

/** Makes calls, and gives their lines. */
function linesOf(calls: readonly (readonly [SyscallName, ...(number | Words)[]])[]): string[] {
  const m = new TestMachine()
  m.map(1, undefined, AT)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  for (const [name, ...args] of calls) {
    const registers = args.map((a) => {
      if (typeof a === 'number') return a
      m.poke(AT + 64, new Uint8Array(BigUint64Array.from(a, BigInt).buffer))
      return AT + 64
    })
    m.call(name, ...registers)
  }
  return lines
}

test('timer_create', () => {
  const got = CREATED.map(([args]) => linesOf([['timer_create', ...args]])[0])
  expect(got).toEqual(CREATED.map(([, line]) => line))
})

test('the others', () => {
  const lines = linesOf([
    ['timer_create', 1, 0, AT],
    ['timer_settime', 0, 0, [100, 0, 200, 5], 0],
    ['timer_settime', 0, 1, [100, 0, 200, 5], AT],
    ['timer_gettime', 0, AT],
    ['timer_gettime', -1, AT],
    ['timer_getoverrun', 0],
    ['timer_getoverrun', 99],
    ['timer_delete', 0],
    ['timer_delete', 99],
  ])
  expect(lines.slice(1)).toEqual([
    'timer_settime(0, 0, {it_interval={tv_sec=100, tv_nsec=0}, it_value={tv_sec=200, tv_nsec=5}}, NULL) = 0',
    'timer_settime(0, TIMER_ABSTIME, {it_interval={tv_sec=100, tv_nsec=0}, it_value={tv_sec=200, tv_nsec=5}}, {it_interval={tv_sec=100, tv_nsec=0}, it_value={tv_sec=200, tv_nsec=5}}) = 0',
    'timer_gettime(0, {it_interval={tv_sec=100, tv_nsec=0}, it_value={tv_sec=200, tv_nsec=5}}) = 0',
    'timer_gettime(-1, 0x10000000)           = -1 EINVAL (Invalid argument)',
    'timer_getoverrun(0)                     = 0',
    'timer_getoverrun(99)                    = -1 EINVAL (Invalid argument)',
    'timer_delete(0)                         = 0',
    'timer_delete(99)                        = -1 EINVAL (Invalid argument)',
  ])
})
