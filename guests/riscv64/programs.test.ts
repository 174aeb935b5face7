// Programs in C and C++, statically linked with the GNU libraries: on jvisor they print what they print under
// qemu-riscv64, and end with the same status. Needs gcc and the C library for riscv64, qemu-user-static and apt.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { BesideQemu } from './beside-qemu.testing.ts'

const beside = new BesideQemu()
afterAll(() => beside.close())

test.each([
  ['values.c', ['last']],
  ['signals.c', []],
  ['processes.c', []],
  ['threads.c', []],
])('%s', async (source, args) => {
  const program = beside.compile(source, '-lm')
  const { stdout } = await beside.compare({ program, args })
  expect(stdout).not.toBe('')
})

test('hello.txt is hello.S', async () => {
  const name = beside.compile('hello.S', '-nostdlib', '-s', '-Wl,-N,--build-id=none,--no-warnings')
  const text = readFileSync(join(beside.root, name)).toString('base64')
  await expect(`${text.match(/.{1,100}/g)?.join('\n')}\n`).toMatchFileSnapshot('hello.txt')
})
