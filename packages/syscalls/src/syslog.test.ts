// The log of the kernel, what becomes of what is read, and how strace(1) 6.1 shows the call; its errors were recorded
// (files-linux.test.ts).

import { SIGUSR1 } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { Strace } from './strace/strace.ts'
import { OtherTask } from './tasks.testing.ts'

const [READ, READ_ALL, READ_CLEAR, UNREAD] = [2, 3, 4, 9]
const LINE = '<5>[    0.000000] Linux version 6.18.0 (jvisor@jvisor) (TypeScript) #1 SMP PREEMPT_DYNAMIC\n'

test('the log says what the kernel is, and is read once, or as often as one likes until it is cleared', () => {
  const m = new TestMachine()
  const at = m.map(1)
  const read = (type: number, room: number) => m.text(at, m.call('syslog', type, at, room))
  expect(m.call('syslog', UNREAD, 0, 0)).toBe(LINE.length)
  expect([read(READ_ALL, 4096), read(READ_ALL, 20)]).toEqual([LINE, ''])
  expect([read(READ, 20), read(READ, 4096)]).toEqual([LINE.slice(0, 20), LINE.slice(20)])
  expect(m.call('syslog', UNREAD, 0, 0)).toBe(0)
  expect([read(READ_CLEAR, 4096), read(READ_ALL, 4096)]).toEqual([LINE, ''])
})

test('who has read all waits', async () => {
  const m = new TestMachine()
  const at = m.map(1)
  m.call('syslog', READ, at, 4096)
  const other = new OtherTask(m)
  const waits = other.wait('syslog', READ, at, 4096)
  other.task.threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
  other.task.sendSignal(SIGUSR1)
  expect(await waits).toBe(-4)
})

test('strace', () => {
  const m = new TestMachine()
  const at = m.map(1, undefined, 0x10000000)
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  for (const args of [
    [10, 0, 0],
    [3, 8, -1],
    [99, 0, 0],
    [8, 0, 0],
    [2, at, 5],
  ])
    m.call('syslog', ...args)
  expect(lines).toEqual([
    'syslog(10 /* SYSLOG_ACTION_SIZE_BUFFER */) = 16384',
    'syslog(3 /* SYSLOG_ACTION_READ_ALL */, 0x8, -1) = -1 EINVAL (Invalid argument)',
    'syslog(99 /* SYSLOG_ACTION_??? */, NULL, 0) = -1 EINVAL (Invalid argument)',
    'syslog(8 /* SYSLOG_ACTION_CONSOLE_LEVEL */, NULL, 0 /* LOGLEVEL_EMERG */) = -1 EINVAL (Invalid argument)',
    'syslog(2 /* SYSLOG_ACTION_READ */, "<5>[ ", 5) = 5',
  ])
})
