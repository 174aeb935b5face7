// Calls about the process and the machine, against what was recorded on Linux.

import { errnoName, type SyscallName } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { type Argument, TestMachine } from './machine.testing.ts'
import { RECORDED_CALLS, type RecordedCall } from './process-recorded.testing.ts'
import { OtherTask } from './tasks.testing.ts'

/** Plays calls; the first process is number 1, as that of another user is on Linux. */
class Player {
  readonly m = new TestMachine()
  readonly #other = new OtherTask(this.m, { ownFds: true })
  readonly #buffer = this.m.map(3)
  #next = this.#buffer + 8192

  play([name, ...args]: RecordedCall[0], result: number | string): number | string {
    this.#next = this.#buffer + 8192
    const registers = args.map((a) => this.#argument(a))
    const got = this.#other.start(name as SyscallName, ...registers)
    if (typeof got !== 'number') return 0
    if (got < 0) return errnoName(-got)
    if (typeof result !== 'string' || !result.startsWith('is ')) return got
    const words = new Uint32Array(this.m.peek(this.#buffer, (result.split(' ').length - 1) * 4).buffer)
    return `is ${words.join(' ')}`
  }

  #argument(a: RecordedCall[0][number]): Argument {
    if (a === 'B') return this.#buffer
    if (a === 'C') return this.#buffer + 4096
    if (a === 'BAD') return 8
    if (a === 'SELF') return this.#other.task.tid
    if (typeof a === 'string') return this.#put(Uint8Array.from(`${a}\0`, (c) => c.charCodeAt(0)))
    return typeof a === 'object' ? this.#put(new Uint8Array(BigUint64Array.from(a, BigInt).buffer)) : a
  }

  #put(bytes: Uint8Array): number {
    const at = this.#next
    this.m.poke(at, bytes)
    this.#next += Math.ceil(bytes.length / 8) * 8
    return at
  }
}

test.each(Object.entries(RECORDED_CALLS))('%s', (_name, calls) => {
  const player = new Player()
  const got = calls.map(([call, result]) => [call, player.play(call, result)])
  expect(got).toEqual(calls)
  expect(player.m.kernel.counters.sentryBugs).toBe(0)
})

test('getrandom of much lets others have a turn, and ends where memory does, or with a signal', async () => {
  const m = new TestMachine()
  const at = m.mapBeforeHole(768)
  const result = m.start('getrandom', at, 768 * 4096, 0)
  expect(typeof result).toBe('object')
  expect(await result).toBe(768 * 4096)
  expect(m.peek(at + 767 * 4096, 4096).some((byte) => byte !== 0)).toBe(true)
  expect(await m.start('getrandom', at + 4096, 768 * 4096, 0)).toBe(767 * 4096)
  const other = new OtherTask(m)
  const interrupted = other.wait('getrandom', at, 768 * 4096, 0)
  other.task.threadGroup.signalHandlers.set(10, { handler: 16 })
  other.task.sendSignal(10)
  expect(await interrupted).toBe((1 << 20) + 4096)
})
