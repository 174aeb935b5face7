// Standing at the doors by hand: that everything is put back, and how calls that wait are told.

import { SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import { MemoryFile } from '@jvisor/memmap'
import { MemoryManager } from '@jvisor/mm'
import { IOSequence } from '@jvisor/usermem'
import { FileDescription } from '@jvisor/vfs'
import { beforeEach, expect, test, vi } from 'vitest'
import { ARENA } from '../arena.ts'
import { JvisorMachine } from '../jvisor-machine.ts'
import type { JvisorSubject } from '../jvisor-subject.ts'
import { hopTree } from './draw.ts'
import { withDoorsWatched } from './watch.ts'

let subject: JvisorSubject
let readEnd: number
let writeEnd: number

beforeEach(() => {
  subject = new JvisorMachine().subject()
  expect(call('mmap', ARENA, 4096, 3, 0x32, -1, 0)).toBe(ARENA)
  expect(call('pipe', ARENA)).toBe(0)
  const pair = new DataView((subject.peek(ARENA, 8) as Uint8Array).buffer)
  readEnd = pair.getInt32(0, true)
  writeEnd = pair.getInt32(4, true)
})

/** Makes a call and gives what the task gives: a promise if it waits. */
function call(name: SyscallName, ...args: number[]): number | Promise<number> {
  const { task } = subject
  for (let i = 0; i < 6; i++) task.args.set(i, args[i] ?? 0)
  return task.syscall(SYSCALL_NUMBERS['x86-64'][name] as number)
}

/** All methods that could have been replaced. */
function methods(): unknown[] {
  const { task } = subject
  const chains = [task, task.fdTable, task.syscallTable, task.kernel.vfs, task.fdTable.get(readEnd) as object]
  const prototypes = [IOSequence, MemoryManager, MemoryFile, FileDescription].map((c) => c.prototype)
  const owners: object[] = [...prototypes]
  for (const object of chains) {
    for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) owners.push(at)
  }
  return owners.flatMap((owner) =>
    Object.entries(Object.getOwnPropertyDescriptors(owner))
      .filter(([, { value }]) => typeof value === 'function')
      .map(([name, descriptor]) => [owner, name, descriptor]),
  )
}

test('all is put back afterwards', () => {
  const before = methods()
  let during: unknown[] = []
  withDoorsWatched(subject.task, () => {
    during = methods()
    return call('write', writeEnd, ARENA, 3)
  })
  expect(during).not.toEqual(before)
  expect(methods()).toEqual(before)
})

test('all is put back when what is watched throws', () => {
  const before = methods()
  const watched = () =>
    withDoorsWatched(subject.task, () => {
      throw new Error('of its own')
    })
  expect(watched).toThrow('of its own')
  expect(methods()).toEqual(before)
})

test('all is put back when a promise is rejected', async () => {
  const before = methods()
  const { returned } = withDoorsWatched(subject.task, () => Promise.reject(new Error('later')))
  await expect(returned).rejects.toThrow('later')
  expect(methods()).toEqual(before)
})

test('a call that throws is told, and the exception goes on', async () => {
  const file = subject.task.fdTable.get(writeEnd) as FileDescription
  const spy = vi.spyOn(file, 'write').mockImplementation(() => {
    throw new RangeError('a bug')
  })
  const { returned, hops } = withDoorsWatched(subject.task, () => call('write', writeEnd, ARENA, 3))
  expect(hopTree(hops)).toBe(
    [
      `syscalls  write(${writeEnd}, 0x200000000, 3) = throws RangeError: a bug`,
      `kernel    ├─ FdTable.get(${writeEnd}) = PipeEnd`,
      'kernel    ├─ Task.singleIOSequence(0x200000000, 3 bytes) = 3 bytes at 0x200000000',
      'vfs       └─ PipeEnd.write(3 bytes at 0x200000000) = throws RangeError: a bug',
    ].join('\n'),
  )
  expect(file.write).toBe(spy)
  await returned
  subject.task.kernel.counters.sentryBugs = 0
})

test('a call that waits is completed when it comes back, with what it did then', async () => {
  const before = methods()
  const { task } = subject
  const { returned, hops } = withDoorsWatched(task, () => call('read', readEnd, ARENA, 10))
  expect(hopTree(hops)).toMatch(/^syscalls {2}read\(3, 0x200000000, 10\) {2}waits\n/)
  // What comes from elsewhere while it sleeps is not its doing.
  task.mm.copyOut(ARENA as never, new TextEncoder().encode('abc'))
  const writer = task.fdTable.get(writeEnd) as FileDescription
  const source = task.singleIOSequence(ARENA as never, 3) as IOSequence
  writer.write(source, { append: false, nowait: false, sizeLimit: Infinity })
  expect(await returned).toBe(3)
  expect(hopTree(hops)).toBe(
    [
      'syscalls  read(3, 0x200000000, 10) = 3, after a wait',
      'kernel    ├─ FdTable.get(3) = PipeEnd',
      'kernel    ├─ Task.singleIOSequence(0x200000000, 10 bytes) = 10 bytes at 0x200000000',
      'vfs       ├─ PipeEnd.read(10 bytes at 0x200000000) = 0 bytes, WOULD_BLOCK',
      'vfs       ├─ PipeEnd.eventRegister()',
      'vfs       ├─ PipeEnd.read(10 bytes at 0x200000000) = 0 bytes, WOULD_BLOCK',
      'kernel    ├─ Task.block() = OK, after a wait',
      'vfs       ├─ PipeEnd.read(10 bytes at 0x200000000) = 3 bytes',
      'usermem   │  └─ IOSequence.copyOutFrom(PipeRing) = 3 bytes',
      'mm        │     └─ MemoryManager.copyOutFrom(3 bytes at 0x200000000, PipeRing) = 3 bytes',
      'vfs       │        └─ PipeRing.readToBlocks(1 block, 3 bytes) = 3 bytes',
      'memmap    │           └─ MemoryFile.copyWithin(page 1, page 5, 3 bytes)',
      'vfs       └─ PipeEnd.eventUnregister()',
    ].join('\n'),
  )
  expect(methods()).toEqual(before)
})

test('a new watch ends the one before', () => {
  const before = methods()
  const first = withDoorsWatched(subject.task, () => call('read', readEnd, ARENA, 10))
  const second = withDoorsWatched(subject.task, () => call('getpid'))
  expect(methods()).toEqual(before)
  expect(hopTree(second.hops)).toBe(`syscalls  getpid() = ${subject.task.threadGroup.pid}`)
  expect(first.hops[0].result).toBeUndefined()
})
