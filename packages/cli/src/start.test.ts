// The main job, scripts/start.js: files of the host come through jvisor byte for byte.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from './cli.testing.ts'

const ROOT = join(import.meta.dirname, '../../..')
const directory = temporaryDirectory()

/** Runs the script as a package manager does: elsewhere, with INIT_CWD set to where the caller stands. */
function start(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/start.js'), ...args], {
    cwd: ROOT,
    env: { ...process.env, INIT_CWD: directory },
    maxBuffer: 1 << 28,
  })
  return { status, stdout, stderr: stderr.toString() }
}

test.each([0, 1, 4095, 4096, 4097, 3_000_000])('a file of %i bytes', (size) => {
  const content = Buffer.from(Uint8Array.from({ length: size }, (_, i) => (i * 7 + (i >> 8)) & 0xff))
  writeFileSync(join(directory, 'file'), content)
  const { status, stdout, stderr } = start('file')
  expect([status, stdout.equals(content)]).toEqual([0, true])
  expect(stderr).toMatch(/^readv\(3, .*= \d+$/m)
  expect(stderr).toMatch(new RegExp(`^  bytes written ${size} `, 'm'))
})

test('a read ends at the unmapped page, and the next goes on from there', () => {
  writeFileSync(join(directory, 'file'), 'x'.repeat(8000))
  const calls = [...start('file').stderr.matchAll(/^readv\(3, (.*)\) += (\d+)$/gm)]
  const asked = [...calls[0][1].matchAll(/iov_len=(\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0)
  const got = calls.map(([, , n]) => Number(n))
  expect([asked - got[0], got.reduce((a, b) => a + b)]).toEqual([4096, 8000])
})

test('the README, if nothing is said', () => {
  expect(start().stdout.equals(readFileSync(join(ROOT, 'README.md')))).toBe(true)
})

test('several files, and names that are awkward', () => {
  mkdirSync(join(directory, 'a:b/c d'), { recursive: true })
  writeFileSync(join(directory, 'a:b/c d/ü: x'), 'one')
  writeFileSync(join(directory, 'two'), 'two')
  expect(start('--', 'a:b/c d/ü: x', 'two').stdout.toString()).toBe('onetwo')
})

test.each([
  ['nope', 'no such file'],
  ['.', 'not a regular file'],
])('%s is one line', (name, message) => {
  const { status, stdout, stderr } = start(name)
  expect([status, stdout.length, stderr]).toEqual([1, 0, `start: ${name}: ${message}\n`])
})
