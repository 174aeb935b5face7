// A million random system calls with random 64-bit arguments: none throws, none escapes its bounds.

import {
  ENOENT,
  type Errno,
  isInternal,
  O_RDONLY,
  OK,
  S_IFDIR,
  S_IFREG,
  SIGUSR1,
  SYSCALL_NUMBERS,
} from '@jvisor/abi'
import { SignalSet, type Task } from '@jvisor/kernel'
import { type HostDirectory, HostFilesystem } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'

const CALLS = 1_000_000
const MEMORY = 16 << 20
const PATHS = ['/tmp/a', '/tmp', '/', '/host/file', '/host', '/host/../dev/zero', '/dev/full']

/** A small generator (mulberry32), so that a failure can be repeated. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

/**
 * Ends a call that waits for what will never come: a signal does, or, after a stop, being continued; and again, since
 * the calls before may have left signals that stop. @returns whether it has ended
 */
async function interrupted(task: Task, call: Promise<number>): Promise<boolean> {
  const { signals, threadGroup } = task
  let ended = false
  void call.then(() => {
    ended = true
  })
  for (let attempt = 0; attempt < 100 && !ended; attempt++) {
    signals.setMask(new SignalSet())
    threadGroup.signalHandlers.set(SIGUSR1, { handler: 16 })
    threadGroup.continue()
    task.sendSignal(SIGUSR1)
    for (let turn = 0; turn < 20 && !ended; turn++) await Promise.resolve()
  }
  signals.setMask(new SignalSet())
  return ended
}

test(`${CALLS} hostile system calls neither throw nor leave their bounds`, { timeout: 240_000 }, async () => {
  const seed = 20261123
  const random = generator(seed)
  const ends = ['exit', 'exit_group'].map((name) => SYSCALL_NUMBERS['x86-64'][name as 'exit'])
  let m = new TestMachine({ memoryBytes: MEMORY })
  const numbers = Object.values(SYSCALL_NUMBERS['x86-64']).filter((n) => m.table.lookup(n) !== undefined)
  let area = 0
  // A directory of the host, shown read-only. It has one file, and must never be asked to change anything.
  const asked: string[] = []
  const directory: HostDirectory = {
    stat: (path) => {
      const mode = path.length === 0 ? S_IFDIR | 0o755 : S_IFREG | 0o644
      return path.length > 1 ? ENOENT : { mode, size: 3, ino: 1, nlink: 1, mtimeSec: 0, mtimeNsec: 0 }
    },
    readlink: () => ENOENT,
    readdir: () => [],
    open: (_path, flags) => {
      if (flags !== O_RDONLY) asked.push(`open with flags ${flags}`)
      return {
        pread: (dst, offset) => Math.max(0, Math.min(dst.length, 3 - offset)),
        pwrite: () => asked.push('pwrite'),
        truncate: () => {
          asked.push('truncate')
          return OK
        },
        stat: () => directory.stat([]),
        close: () => {},
      }
    },
  }
  const freshMachine = () => {
    m = new TestMachine({ memoryBytes: MEMORY })
    m.kernel.vfs.makeDirectories('/host')
    m.kernel.vfs.mount('/host', new HostFilesystem(m.kernel.vfs, directory), { readOnly: true })
    furnish()
  }
  const furnish = () => {
    area = m.map(16)
    for (const [i, path] of PATHS.entries()) m.poke(area + i * 16, `${path}\0`)
    m.pipe(0o4000)
    m.file('some content')
  }
  /** Mostly what nearly works, sometimes anything at all. */
  const argument = (): number | bigint => {
    const n = random()
    switch (n % 8) {
      case 0:
        return (BigInt(random()) << 32n) | BigInt(random())
      case 1:
        return area + (random() % 65536)
      case 2:
        return (
          area + (random() % 2 ? (random() % 16) * 4096 - (random() % 32) : (random() % PATHS.length) * 16)
        )
      case 3:
        return -(random() % 64)
      case 4:
        return 1n << BigInt(random() % 64)
      case 5:
        return random() % 4096
      default:
        return random() % 8
    }
  }
  freshMachine()
  for (let i = 0; i < CALLS; i++) {
    if (i % 50_000 === 49_999) freshMachine()
    if (m.task.exiting) {
      // Children that nobody runs and files in /tmp stay; another process goes on beside them while there is room.
      if (m.kernel.memoryFile.pagesInUse > MEMORY / 8192) freshMachine()
      else {
        m.newProcess()
        furnish()
      }
    }
    for (let k = 0; k < 6; k++) m.task.args.set(k, argument())
    let number = random() % 16 === 0 ? random() % 1024 : numbers[random() % numbers.length]
    // A program that has ended makes no more calls, so only some of the calls may be its last.
    if (ends.includes(number) && random() % 256 !== 0) number = numbers[0]
    const result = m.task.syscall(number)
    if (typeof result === 'number') {
      if (result < 0 && (isInternal(-result as Errno) || result < -133)) {
        expect.fail(`seed ${seed}, call ${i}: ${number} returned ${result}`)
      }
      continue
    }
    if (!(await interrupted(m.task, result)))
      expect.fail(`seed ${seed}, call ${i}: ${number} goes on waiting`)
  }
  expect(asked).toEqual([])
  expect(m.kernel.counters.sentryBugs).toBe(0)
  expect(m.kernel.memoryFile.pagesInUse).toBeLessThanOrEqual(MEMORY / 4096)
})
