// Signals to the command, run as people run it: they reach the program, and end one that does not listen.

import { describe, expect, test } from 'vitest'
import { program, startJvisor, temporaryDirectory } from './cli.testing.ts'

const directory = temporaryDirectory()
const say = (text: string) =>
  `await guest.syscall('write', 1, guest.cstring(${JSON.stringify(text)}), ${text.length})`

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a program that waits', async (signal, status) => {
    const body = `${say('ready')}\nawait guest.syscall('read', 0, guest.malloc(1), 1)\nreturn 0`
    const { child, exited, said } = startJvisor(['run', program(directory, body, 'wait.js')])
    await said('ready')
    child.kill(signal)
    expect((await exited).slice(0, 2)).toEqual([status, null])
  })

  test('SIGINT reaches a handler of the program, also while it computes', async () => {
    const body = `let stop = false
      guest.onSignal(2, () => { stop = true })
      ${say('ready')}
      while (!stop) await guest.syscall('getpid')
      return 42`
    const { child, exited, said } = startJvisor(['run', program(directory, body, 'handler.js')])
    await said('ready')
    child.kill('SIGINT')
    expect((await exited)[0]).toBe(42)
  })

  test('a second SIGINT ends a program that does not listen', async () => {
    const body = `guest.onSignal(2, 'ignore')
      ${say('ready')}
      for (;;) await guest.syscall('getpid')`
    const { child, exited, said } = startJvisor(['run', program(directory, body, 'deaf.js')])
    await said('ready')
    child.kill('SIGINT')
    const again = setInterval(() => child.kill('SIGINT'), 50)
    expect((await exited)[0]).toBe(130)
    clearInterval(again)
  })

  test('a program that handles SIGINT can be sent as many as one likes', async () => {
    const body = `guest.onSignal(2, async () => { ${say('!')} }, { restart: true })
      ${say('ready')}
      return await guest.syscall('read', 0, guest.malloc(10), 10)`
    const { child, exited, said } = startJvisor(['run', program(directory, body, 'handler.js')])
    await said('ready')
    for (let text = 'ready!'; text.length < 15; text += '!') {
      child.kill('SIGINT')
      await said(text)
    }
    child.stdin.end('four')
    expect((await exited)[0]).toBe(4)
  })

  test('a program that computes without a system call is ended by the second SIGINT', async () => {
    const { child, exited, said } = startJvisor([
      'run',
      program(directory, `${say('ready')}\nfor (;;);`, 'busy.js'),
    ])
    await said('ready')
    child.kill('SIGINT')
    const again = setInterval(() => child.kill('SIGINT'), 100)
    expect((await exited).slice(0, 2)).toEqual([130, null])
    clearInterval(again)
  })

  test.each([
    ['computes without a system call', 'for (;;);'],
    ['waits for what no system call gives', 'await new Promise(() => {})'],
  ])('a program that %s is ended by one SIGTERM, after a while', async (_what, end) => {
    const { child, exited, said } = startJvisor([
      'run',
      program(directory, `${say('ready')}\n${end}`, 'gone.js'),
    ])
    await said('ready')
    child.kill('SIGTERM')
    expect((await exited).slice(0, 2)).toEqual([143, null])
  })

  test.each([
    ['default', 130, ''],
    ['handled', 7, 'interrupted'],
  ])('SIGINT ends a write that nobody reads: %s', async (how, status, message) => {
    const body = `if ('${how}' === 'handled') guest.onSignal(2, () => {})
      await guest.syscall('write', 2, guest.cstring('ready'), 5)
      const n = await guest.syscall('write', 1, guest.malloc(1 << 22), 1 << 22)
      if (n > 0 && n < 1 << 22) await guest.syscall('write', 2, guest.cstring('interrupted'), 11)
      return 7`
    const { child, exited } = startJvisor(['run', program(directory, body, 'full.js')])
    child.stdout.pause()
    await new Promise((resolve) => child.stderr.once('data', resolve))
    // It may not have come to the write yet; a signal between two calls does nothing if it is handled.
    const again = setInterval(() => child.kill('SIGINT'), 100)
    child.once('exit', () => {
      clearInterval(again)
      child.stdout.resume()
    })
    const [code, , , stderr] = await exited
    expect([code, stderr]).toEqual([status, `ready${message}`])
  })

  test('signals that still come when the program has ended do not change its status', async () => {
    const path = program(directory, `guest.onSignal(2, () => {})\n${say('over')}\nreturn 7`, 'over.js')
    for (let run = 0; run < 5; run++) {
      const { child, exited, said } = startJvisor(['run', path])
      await said('over')
      const flood = setInterval(() => child.kill('SIGINT'), 1)
      const result = await exited
      clearInterval(flood)
      expect(result.slice(0, 2)).toEqual([7, null])
    }
  })

  test('SIGINT ends the command though strace cannot be written', async () => {
    const body = `${say('ready')}\nfor (;;) await guest.syscall('getpid')`
    const { child, exited, said } = startJvisor(['run', '--strace', program(directory, body, 'traced.js')])
    child.stderr.pause()
    await said('ready')
    child.kill('SIGINT')
    child.once('exit', () => child.stderr.resume())
    // By the signal itself: a thread that stands in a system call of the host cannot be ended otherwise.
    const [status, signal] = await exited
    expect([130, 'SIGINT']).toContain(signal ?? status)
  })

  test('an exception in a timer of the program is one line', async () => {
    const body = `setTimeout(() => { throw new Error('late\\nand long') })
      return await guest.syscall('read', 0, guest.malloc(10), 10)`
    const { exited } = startJvisor(['run', program(directory, body, 'timer.js')])
    const [status, , , stderr] = await exited
    expect([status, stderr]).toEqual([1, 'jvisor: uncaught exception: late\n'])
  })
})
