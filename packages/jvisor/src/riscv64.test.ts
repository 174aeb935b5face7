// Programs of riscv64 in a machine: started by path, by execve from a program in JavaScript and by a script, and what
// is left when they are gone. The program is guests/riscv64/hello.S.

import { readFileSync } from 'node:fs'
import { SIGKILL } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'
import { OutputStream } from './streams.ts'

const HELLO = readFileSync(new URL('../../../guests/bin/hello', import.meta.url))
const SAID = 'hello from riscv64\n'

function machineWithHello() {
  const machine = new Machine({ memoryBytes: 32 << 20 })
  machine.install('/bin/hello', HELLO)
  return machine
}

const textOf = (stream: OutputStream) => new TextDecoder().decode(stream.bytes())

test('a program is started by its path, with its arguments, and ends with its status', async () => {
  const stdout = new OutputStream()
  const { exited } = machineWithHello().spawn('/bin/hello', { args: ['hello', 'a', 'b'], stdout })
  expect(await exited).toEqual({ code: 3, signal: 0 })
  expect(textOf(stdout)).toBe(SAID)
})

test('it leaves nothing behind, however often it runs', async () => {
  const machine = machineWithHello()
  const used = []
  for (let i = 0; i < 3; i++) {
    await machine.spawn('/bin/hello').exited
    used.push(machine.kernel.memoryFile.pagesInUse)
  }
  expect(used[1]).toBe(used[0])
  expect(used[2]).toBe(used[0])
})

test('a script is executed by it', async () => {
  const machine = machineWithHello()
  machine.install('/bin/script', new TextEncoder().encode('#!/bin/hello one\n'))
  // Its arguments: hello, one, the script.
  expect(await machine.spawn('/bin/script').exited).toEqual({ code: 3, signal: 0 })
})

test('a program in JavaScript forks, executes it and waits for it', async () => {
  const stdout = new OutputStream()
  const child = async (g: Guest) => {
    const argv = g.malloc(16)
    const path = g.cstring('/bin/hello')
    g.store64(argv, path)
    g.store64(argv + 8, 0)
    return g.syscall('execve', path, argv, 0)
  }
  const { exited } = machineWithHello().spawn(
    async (g) => {
      const status = g.malloc(4)
      const pid = await g.fork(child)
      await g.syscall('wait4', pid, status, 0, 0)
      return g.load32(status) >> 8
    },
    { stdout },
  )
  expect(await exited).toEqual({ code: 1, signal: 0 })
  expect(textOf(stdout)).toBe(SAID)
})

describe('what is no program', () => {
  const other = Uint8Array.from(HELLO)
  other[18] = 62 // x86-64
  test.each([
    ['of another machine', other, 'ENOEXEC'],
    ['of garbage', Uint8Array.of(1, 2, 3, 4), 'ENOEXEC'],
  ])('%s is refused', (_name, bytes, code) => {
    const machine = new Machine()
    machine.install('/bin/other', bytes)
    expect(() => machine.spawn('/bin/other')).toThrow(`cannot execute /bin/other: ${code}`)
  })

  test('a machine without room for a CPU kills it, and lives on', async () => {
    const machine = new Machine({ memoryBytes: 128 << 10 })
    machine.install('/bin/hello', HELLO)
    expect(await machine.spawn('/bin/hello').exited).toEqual({ code: 0, signal: SIGKILL })
    expect(await machine.spawn(() => 4).exited).toEqual({ code: 4, signal: 0 })
  })
})
