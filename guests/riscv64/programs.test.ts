// Programs in C and C++, statically linked with the GNU libraries: on jvisor they print what they print under
// qemu-riscv64, and end with the same status. Needs gcc and the C library for riscv64, qemu-user-static and apt.

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Machine, OutputStream, SeededRandom } from 'jvisor'
import { afterAll, expect, inject, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const beside = new BesideQemu()
beside.addBusybox(join(inject('debian'), 'usr/bin/busybox')) // for system(3)
const bin = join(import.meta.dirname, '../bin')
beside.add('scatter-cat', join(bin, 'scatter-cat'))
afterAll(() => beside.close())

test.each([
  ['values.c', ['last']],
  ['signals.c', []],
  ['processes.c', []],
  ['threads.c', []],
  ['restart.c', []],
  ['shared.c', []],
  ['arithmetic.c', []],
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

test('threads interleave in the same way with the same seed, and in another with another', async () => {
  const file = readFileSync(beside.pathOf(beside.compile('interleave.c')))
  const orderWith = async (seed: number) => {
    const machine = new Machine({ memoryBytes: 64 << 20, random: new SeededRandom(seed) })
    machine.install('/interleave', file)
    const stdout = new OutputStream()
    await machine.spawn('/interleave', { stdout }).exited
    return Buffer.from(stdout.bytes()).toString()
  }
  const orders = [await orderWith(1), await orderWith(2), await orderWith(1), await orderWith(2)]
  expect(orders.slice(2)).toEqual(orders.slice(0, 2))
  expect(orders[0]).not.toBe(orders[1])
  for (const order of orders) expect(order).toMatch(/^(?=.*ab+a)(?=.*ba+b)[ab]{48}\n$/)
})

test('code that changes while it is executed', async () => {
  // qemu does not notice changes that come through another mapping of the same page.
  const run = { program: beside.compile('modified-code.c') }
  expect(await beside.onJvisor(run, beside.directory())).toEqual({
    stdout:
      'in turn 2460000\nallowed 7, faults 1\ntwo mappings 300000\nby system call 9\nby pwrite 11\n' +
      'child 5, parent 7\nhalf an instruction: child 5, parent 3\nmapped anew 3\nitself 1225\n',
    stderr: '',
    status: 0,
  })
})

test('a mutex whose owner is dead', async () => {
  // Of qemu there is nothing to compare with: it has no robust lists.
  const run = { program: beside.compile('shared.c'), args: ['dies'] }
  const { stdout, status } = await beside.onJvisor(run, beside.directory())
  expect([stdout, status]).toEqual(['40000 400 5000, own 0, children 8, turn 8\nOwner died\n', 0])
})

test('what is committed is what the sources make', () => {
  for (const script of ['build.sh', 'build-shell.sh'])
    execFileSync('bash', [join(import.meta.dirname, '..', script), join(beside.root, 'built')])
  for (const name of readdirSync(bin)) {
    const built = readFileSync(join(beside.root, 'built', name))
    expect(built.equals(readFileSync(join(bin, name))), name).toBe(true)
  }
}, 180_000)

test.each([0, 1, 69, 4096, 100_000, 400_000])('scatter-cat copies %i bytes', async (size) => {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) ^ (i >> 9))
  const { stdout } = await beside.compare({
    program: 'scatter-cat',
    args: ['file', 'nope', 'file'],
    files: { file: bytes },
  })
  expect(stdout.length).toBe(2 * size)
})
