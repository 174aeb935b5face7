// Scripts are what they are, whatever lies beside them as V8's code.

import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryDirectory } from './cli.testing.ts'
import { codeFile, compile, load } from './code-cache.ts'

const directory = temporaryDirectory()

interface Exports {
  sum(a: number, b: number): number
  file: string
}

/** A script, and what is there as its code. */
function write(name: string, code: (path: string) => Uint8Array | undefined): Exports {
  mkdirSync(join(directory, name))
  const path = join(directory, name, 'script.cjs')
  writeFileSync(
    path,
    "exports.sum = (a, b) => a + b; exports.file = require('node:path').resolve(__filename)",
  )
  const bytes = code(path)
  if (bytes !== undefined) writeFileSync(codeFile(path), bytes)
  expect(existsSync(codeFile(path))).toBe(bytes !== undefined)
  return load(pathToFileURL(path)) as Exports
}

test.each([
  ['none', () => undefined],
  ['recorded', (path: string) => compile(path).createCachedData()],
  ['empty', () => new Uint8Array()],
  ['of another version', (path: string) => compile(path).createCachedData().fill(7, 0, 16)],
  ['cut off', (path: string) => compile(path).createCachedData().subarray(0, 200)],
] as const)('%s', (name, code) => {
  const { sum, file } = write(name, code)
  expect([sum(2, 3), file]).toEqual([5, join(directory, name, 'script.cjs')])
})
