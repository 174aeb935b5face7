// What tests of calls that wait for events have in common. Not shipped.

import { errnoName, TIMESPEC, TIMEVAL } from '@jvisor/abi'
import type { VirtualClock } from '@jvisor/kernel'
import { TestMachine } from './machine.testing.ts'

/** 'ENOENT' or the value. */
export const shown = (result: number): string | number => (result < 0 ? errnoName(-result) : result)

/** A machine whose clock can be turned. */
export class EventMachine extends TestMachine {
  get clock(): VirtualClock {
    return this.kernel.clock as VirtualClock
  }

  get now(): number {
    return this.clock.monotonicNs()
  }

  /** 64-bit words in memory of their own, with a hole behind them. */
  words(...words: readonly (number | bigint)[]): number {
    const bytes = new Uint8Array(BigInt64Array.from(words, (w) => BigInt.asIntN(64, BigInt(w))).buffer)
    const at = this.mapBeforeHole(1) + 4096 - bytes.length
    this.poke(at, bytes)
    return at
  }

  timespec(at: number): [sec: number, nsec: number] {
    const { tv_sec, tv_nsec } = TIMESPEC.read(new DataView(this.peek(at, 16).buffer), 0)
    return [tv_sec, tv_nsec]
  }

  timeval(at: number): [sec: number, usec: number] {
    const { tv_sec, tv_usec } = TIMEVAL.read(new DataView(this.peek(at, 16).buffer), 0)
    return [tv_sec, tv_usec]
  }

  word(at: number): bigint {
    return new DataView(this.peek(at, 8).buffer).getBigUint64(0, true)
  }

  /** Writes a byte into a descriptor. */
  feed(fd: number, bytes = 1): void {
    if (this.call('write', fd, this.map(16), bytes) !== bytes) throw new Error(`write to ${fd}`)
  }

  /** A handler for a signal, without SA_RESTART unless `flags` says so. */
  handle(signal: number, flags = 0): void {
    this.task.threadGroup.signalHandlers.set(signal, { handler: 16, flags })
  }
}
