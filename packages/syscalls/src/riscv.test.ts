// riscv_flush_icache: flags, and that the program's context hears of it.

import { EINVAL, SYSCALL_NUMBERS } from '@jvisor/abi'
import { Kernel, NO_PROGRAM, VirtualClock } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { expect, test } from 'vitest'
import { syscallTable } from './table.ts'

test.each([
  [0, 0, 1],
  [1, 0, 1],
  [2, -EINVAL, 0],
  [2 ** 40, -EINVAL, 0],
])('riscv_flush_icache with flags %d', (flags, want, times) => {
  let flushed = 0
  const context = { ...NO_PROGRAM, flushInstructions: () => flushed++ }
  const platform = { name: 'test', layout: DEFAULT_LAYOUT, createContext: () => context }
  const kernel = new Kernel({ memoryBytes: 1 << 20, clock: new VirtualClock(0), random: { fill: () => {} } })
  const task = kernel.createProcess(platform, syscallTable('riscv64'))
  if (typeof task === 'number') throw new Error('no task')
  task.args.set(2, flags)
  expect([task.syscall(SYSCALL_NUMBERS.riscv64.riscv_flush_icache ?? -1), flushed]).toEqual([want, times])
})
