// Programs in C and C++, statically linked with the GNU libraries: on jvisor they print what they print under
// qemu-riscv64, and end with the same status. Needs gcc and the C library for riscv64, qemu-user-static and apt.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const beside = new BesideQemu()
beside.addBusybox(join(inject('debian'), 'usr/bin/busybox')) // for system(3)
afterAll(() => beside.close())

test.each([
  ['values.c', ['last']],
  ['signals.c', []],
  ['processes.c', []],
  ['threads.c', []],
  ['restart.c', []],
  ['shared.c', []],
  ['doubles.c', []],
  ['heap.c', []],
  ['pthreads.c', []],
  ['jumps.c', []],
  ['files.c', []],
  ['waiting.c', []],
  ['exceptions.cc', []],
])('%s', async (source, args) => {
  const program = beside.compile(source, '-lm')
  const { stdout } = await beside.compare({ program, args })
  expect(stdout).not.toBe('')
})

test('a mutex whose owner is dead', async () => {
  // Of qemu there is nothing to compare with: it has no robust lists.
  const run = { program: beside.compile('shared.c'), args: ['dies'] }
  const { stdout, status } = await beside.onJvisor(run, beside.directory())
  expect([stdout, status]).toEqual(['40000 400 5000, own 0, children 8, turn 8\nOwner died\n', 0])
})

test('hello.txt is hello.S', async () => {
  const name = beside.compile('hello.S', '-nostdlib', '-s', '-Wl,-N,--build-id=none,--no-warnings')
  const text = readFileSync(join(beside.root, name)).toString('base64')
  await expect(`${text.match(/.{1,100}/g)?.join('\n')}\n`).toMatchFileSnapshot('hello.txt')
})
