import { addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { TestMachine } from '../machine.testing.ts'
import { bufferText, pathText, readExact } from './vectors.ts'

const GROWSDOWN = 0x100 | 0x32 // with MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS

test('no stack grows because somebody looks below it', () => {
  const m = new TestMachine()
  const fd = m.file('')
  // A hole that is larger than the gap which stacks keep (256 pages), and a stack above it.
  const hole = m.map(513)
  const stack = hole + 512 * 4096
  expect(m.call('munmap', hole, 512 * 4096)).toBe(0)
  expect(m.call('mmap', stack, 4096, 3, GROWSDOWN, -1, 0)).toBe(stack)
  m.poke(stack, 'top')
  const below = BigInt(stack - 4096)
  expect(bufferText(m.task, below, 8n, 32)).toBe(`0x${below.toString(16)}`)
  expect(pathText(m.task, below)).toBe(`0x${below.toString(16)}`)
  expect(readExact(m.task, below + 4090n, new Uint8Array(9))).toBe(false)
  expect(m.task.mm.isMapped(addr(stack - 4096))).toBe(false)
  expect(bufferText(m.task, below + 4096n, 3n, 32)).toBe('"top"')
  // The task itself makes it grow.
  expect(m.call('write', fd, Number(below), 1)).toBe(1)
  expect(m.task.mm.isMapped(addr(stack - 4096))).toBe(true)
})
