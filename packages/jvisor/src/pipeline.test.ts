// A shell's pipeline: programs that are installed as files, and know nothing of each other, made with fork, pipe2, dup3
// and execve, as people do. All that was written arrives, and nothing is left afterwards.

import { O_CLOEXEC } from '@jvisor/abi'
import { expect, test } from 'vitest'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'

const BLOCK = 64 * 1024
const MIB = 1024 * 1024

/** The stream: this, again and again. */
const PATTERN = Uint8Array.from({ length: MIB }, (_, i) => i * 31 + (i >>> 12))

/** Writes all of a buffer. */
async function writeAll(g: Guest, fd: number, at: number, length: number): Promise<boolean> {
  for (let done = 0; done < length; ) {
    const n = await g.syscall('write', fd, at + done, length - done)
    if (n < 0) return false
    done += n
  }
  return true
}

/** produce BYTES: to standard output. */
async function produce(g: Guest): Promise<number> {
  const total = Number(g.args[1])
  const at = g.malloc(BLOCK)
  for (let position = 0; position < total; position += BLOCK) {
    g.store(at, PATTERN.subarray(position % MIB, (position % MIB) + BLOCK))
    if (!(await writeAll(g, 1, at, Math.min(BLOCK, total - position)))) return 1
  }
  return 0
}

/** cat: standard input to standard output. */
async function cat(g: Guest): Promise<number> {
  const at = g.malloc(BLOCK)
  for (;;) {
    const n = await g.syscall('read', 0, at, BLOCK)
    if (n <= 0) return -n
    if (!(await writeAll(g, 1, at, n))) return 1
  }
}

/** check BYTES: 0 if standard input is what produce writes. */
async function check(g: Guest): Promise<number> {
  const at = g.malloc(BLOCK)
  for (let position = 0; ; ) {
    const n = await g.syscall('read', 0, at, BLOCK)
    if (n <= 0) return n === 0 && position === Number(g.args[1]) ? 0 : 2
    const bytes = g.load(at, n)
    for (let i = 0; i < n; i++) if (bytes[i] !== PATTERN[(position + i) % MIB]) return 3
    position += n
  }
}

function vector(g: Guest, strings: readonly string[]): number {
  const at = g.malloc((strings.length + 1) * 8)
  strings.forEach((s, i) => {
    g.store64(at + 8 * i, g.cstring(s))
  })
  return at
}

/** sh: runs the pipeline that its arguments are, divided by "|". @returns the status of the last that failed */
async function sh(g: Guest): Promise<number> {
  const commands = g.args
    .slice(1)
    .join(' ')
    .split('|')
    .map((command) => command.trim().split(' '))
  const ends = g.malloc(8)
  let input = 0
  for (const [i, command] of commands.entries()) {
    const last = i === commands.length - 1
    if (!last) await g.syscall('pipe2', ends, O_CLOEXEC)
    const [readEnd, writeEnd] = [g.load32(ends), g.load32(ends + 4)]
    const from = input
    await g.fork(async (child) => {
      if (from !== 0) await child.syscall('dup3', from, 0, 0)
      if (!last) await child.syscall('dup3', writeEnd, 1, 0)
      await child.syscall('execve', child.cstring(command[0]), vector(child, command), 0)
      return 127
    })
    if (from !== 0) await g.syscall('close', from)
    if (!last) await g.syscall('close', writeEnd)
    input = readEnd
  }
  let failed = 0
  for (const _ of commands) {
    await g.syscall('wait4', -1, ends, 0, 0)
    failed = (g.load32(ends) >> 8) & 0xff || failed
  }
  return failed
}

function machine(): Machine {
  const m = new Machine({ memoryBytes: 64 << 20 })
  for (const [path, main] of Object.entries({ sh, cat, produce, check })) m.install(`/bin/${path}`, main)
  return m
}

test('50 MiB go through four programs, byte for byte, and nothing is left', async () => {
  const m = machine()
  const before = m.kernel.holdings()
  const size = String(50 * MIB)
  const args = ['sh', '/bin/produce', size, '|', '/bin/cat', '|', '/bin/cat', '|', '/bin/check', size]
  expect(await m.spawn('/bin/sh', { args }).exited).toEqual({ code: 0, signal: 0 })
  expect(m.kernel.holdings()).toEqual(before)
})

test.each([
  ['a program that is not there', ['/bin/produce', '100000', '|', '/bin/none'], 127],
  ['a reader that ends early', ['/bin/produce', '1000000', '|', '/bin/produce', '0'], 0],
  ['an end that comes too soon', ['/bin/produce', '5', '|', '/bin/check', '6'], 2],
  [
    'many programs',
    [
      '/bin/produce',
      '100000',
      ...Array.from({ length: 30 }, () => ['|', '/bin/cat']).flat(),
      '|',
      '/bin/check',
      '100000',
    ],
    0,
  ],
])('%s', async (_name, command, status) => {
  const m = machine()
  const before = m.kernel.holdings()
  expect(await m.spawn('/bin/sh', { args: ['sh', ...command] }).exited).toEqual({ code: status, signal: 0 })
  expect(m.kernel.holdings()).toEqual(before)
})
