// The layers hold, and the check that says so finds each way of breaking them.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { checkLayering } from './layering.ts'

const ROOT = join(import.meta.dirname, '..')
const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** A tree of one package, mm, which is in order but for `files`. */
function tree(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'layering-'))
  roots.push(root)
  const all: Record<string, string> = {
    'packages/mm/package.json':
      '{"name":"@jvisor/mm","exports":{".":{}},"dependencies":{"@jvisor/usermem":"*"}}',
    'packages/mm/tsconfig.json': '{"references":[{"path":"../usermem"}]}',
    'packages/mm/src/index.ts': "export * from '@jvisor/usermem'\n",
    ...files,
  }
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}

test('the house is in order', () => {
  expect(checkLayering(ROOT)).toEqual([])
})

test('a fixture in order has no violation', () => {
  expect(checkLayering(tree({}))).toEqual([])
})

test.each<[name: string, files: Record<string, string>, where: string, rule: string]>([
  [
    'an import of a neighbour',
    { 'packages/mm/src/a.ts': "\nimport type { X } from '@jvisor/vfs'\n" },
    'packages/mm/src/a.ts:2',
    'mm may import abi, usermem, memmap: not vfs',
  ],
  [
    'an import upward, dynamically',
    { 'packages/mm/src/a.ts': "await import('@jvisor/kernel')" },
    'packages/mm/src/a.ts:1',
    'mm may import abi, usermem, memmap: not kernel',
  ],
  [
    'a re-export upward, in a test too',
    { 'packages/mm/src/a.test.ts': "export { x } from 'jvisor'" },
    'packages/mm/src/a.test.ts:1',
    'mm may import abi, usermem, memmap: not jvisor',
  ],
  [
    'a deep import',
    { 'packages/mm/src/a.ts': "import { x } from '@jvisor/usermem/src/io.ts'" },
    'packages/mm/src/a.ts:1',
    'packages are entered by their index only, not by @jvisor/usermem/src/io.ts',
  ],
  [
    'a relative import that leaves the package',
    { 'packages/mm/src/a/b.ts': "import '../../../usermem/src/io.ts'" },
    'packages/mm/src/a/b.ts:1',
    'no relative import may leave the package: ../../../usermem/src/io.ts',
  ],
  [
    'Node in a core package',
    { 'packages/mm/src/a.ts': "import { readFileSync } from 'node:fs'" },
    'packages/mm/src/a.ts:1',
    'mm is core: it may not import Node (node:fs)',
  ],
  [
    'a package of others',
    { 'packages/mm/src/a.ts': "import { z } from 'zod'" },
    'packages/mm/src/a.ts:1',
    'mm may use no package of others: not zod',
  ],
  [
    "the host's clock",
    { 'packages/mm/src/a.ts': 'export const now = () => `$' + '{Date.now()}`' },
    'packages/mm/src/a.ts:1',
    'mm is core: it may not use Date',
  ],
  [
    "the host's randomness",
    { 'packages/mm/src/a.ts': '// Math.random in a comment is fine\nexport const r = Math.random()' },
    'packages/mm/src/a.ts:2',
    'mm is core: it may not use Math.random, but the Random it is handed',
  ],
  [
    'timers',
    { 'packages/mm/src/a.ts': "const s = 'setTimeout'\nsetTimeout(s, 1)" },
    'packages/mm/src/a.ts:2',
    'mm is core: it may not use setTimeout',
  ],
  [
    'a dependency that is not imported',
    { 'packages/mm/src/index.ts': 'export {}' },
    'packages/mm/package.json',
    'dependencies are what is imported: @jvisor/usermem is not',
  ],
  [
    'an import that is not a dependency',
    { 'packages/mm/src/a.ts': "import '@jvisor/abi'" },
    'packages/mm/package.json',
    'what is imported is a dependency: @jvisor/abi is not',
  ],
  [
    'an open door in exports',
    {
      'packages/mm/package.json':
        '{"name":"@jvisor/mm","exports":{".":{},"./x":{}},"dependencies":{"@jvisor/usermem":"*"}}',
    },
    'packages/mm/package.json',
    'exports close everything but the index',
  ],
  [
    'a reference upward',
    { 'packages/mm/tsconfig.json': '{"references":[{"path":"../vfs"}]}' },
    'packages/mm/tsconfig.json',
    'mm may import abi, usermem, memmap: not vfs',
  ],
  [
    "Node's types in a core package",
    { 'packages/mm/tsconfig.json': '{"compilerOptions":{"types":["node"]}}' },
    'packages/mm/tsconfig.json',
    'mm is core: it is compiled without the types of Node and the DOM',
  ],
  [
    'a package that has no place',
    { 'packages/extra/src/index.ts': '' },
    'packages/extra',
    'every package has its place in the table of layers',
  ],
])('the rule that is broken is named: %s', (_name, files, where, rule) => {
  expect(checkLayering(tree(files))).toEqual([{ where, rule }])
})
