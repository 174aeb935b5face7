// Random system calls with random 64-bit arguments: none throws, none escapes its bounds.

import { ENOENT, O_RDONLY, OK, S_IFDIR, S_IFREG, SIGUSR1 } from '@jvisor/abi'
import { SignalSet, type Task } from '@jvisor/kernel'
import { type HostDirectory, HostFilesystem } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { furnish, generator, isPublic, numbersOf, prepare } from './hostile.testing.ts'
import { TestMachine } from './machine.testing.ts'

const CALLS = 250_000
const MEMORY = 16 << 20

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
    threadGroup.groupStop.continue()
    task.sendSignal(SIGUSR1)
    for (let turn = 0; turn < 20 && !ended; turn++) await Promise.resolve()
  }
  signals.setMask(new SignalSet())
  return ended
}

test(`${CALLS} hostile system calls neither throw nor leave their bounds`, { timeout: 240_000 }, async () => {
  const seed = 20261123
  const random = generator(seed)
  let m = new TestMachine({ memoryBytes: MEMORY })
  const numbers = numbersOf(m.table)
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
    area = furnish(m)
  }
  freshMachine()
  for (let i = 0; i < CALLS; i++) {
    if (i % 50_000 === 49_999) freshMachine()
    if (m.task.exiting) {
      // Children that nobody runs and files in /tmp stay; another process goes on beside them while there is room.
      if (m.kernel.memoryFile.pagesInUse > MEMORY / 8192) freshMachine()
      else {
        m.newProcess()
        area = furnish(m)
      }
    }
    const number = prepare(m.task, numbers, area, random)
    const result = m.task.syscall(number)
    if (typeof result === 'number') {
      if (!isPublic(result)) expect.fail(`seed ${seed}, call ${i}: ${number} returned ${result}`)
      continue
    }
    if (!(await interrupted(m.task, result)))
      expect.fail(`seed ${seed}, call ${i}: ${number} goes on waiting`)
  }
  expect(asked).toEqual([])
  expect(m.kernel.counters.sentryBugs).toBe(0)
  expect(m.kernel.memoryFile.pagesInUse).toBeLessThanOrEqual(MEMORY / 4096)
})
