// The layers hold, and the check that says so finds each way of breaking them.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { ROOT } from './embed.ts'
import { checkLayering } from './layering.ts'
import { LAYERS } from './layers.ts'

const trees: string[] = []

afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true })
})

const MANIFEST = {
  name: '@jvisor/mm',
  exports: { '.': {}, './package.json': './package.json' },
  dependencies: { '@jvisor/usermem': '*' },
}
const PROJECT = { references: [{ path: '../usermem' }] }

/** A tree of one package, mm, which is in order but for `files`. */
function tree(files: Record<string, string | object>): string {
  const root = mkdtempSync(join(tmpdir(), 'layering-'))
  trees.push(root)
  const all: Record<string, string | object> = {
    'tsconfig.json': { references: [{ path: 'packages/mm' }] },
    'packages/mm/package.json': MANIFEST,
    'packages/mm/tsconfig.json': PROJECT,
    'packages/mm/src/index.ts': "export * from '@jvisor/usermem'\n",
    ...files,
  }
  for (const [name, content] of Object.entries(all)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  return root
}

test('the house is in order', () => {
  expect(checkLayering(ROOT)).toEqual([])
})

const A = 'packages/mm/src/a.ts'
const UP = 'mm may import only abi, usermem, memmap'
const WHY =
  '(docs/architecture.md: mm and vfs are neighbours that do not know each other: they meet at memmap)'
const NO_NODE = '(docs/architecture.md: no package but cli may touch Node)'

describe('an import that breaks a rule', () => {
  test.each<[name: string, source: string, at: number, rule: string]>([
    ['of a neighbour', "\nimport type { X } from '@jvisor/vfs'\n", 2, `${UP}: not vfs ${WHY}`],
    ['upward', "import { x } from 'jvisor'", 1, `${UP}: not jvisor ${WHY}`],
    ['upward, re-exported', "export { x } from '@jvisor/syscalls'", 1, `${UP}: not syscalls ${WHY}`],
    ['upward, re-exported whole', "export * from '@jvisor/cli'", 1, `${UP}: not cli ${WHY}`],
    ['upward, for its effects', "import '@jvisor/kernel'", 1, `${UP}: not kernel ${WHY}`],
    ['upward, dynamic', "await import('@jvisor/kernel')", 1, `${UP}: not kernel ${WHY}`],
    ['upward, in a template', 'await import(`@jvisor/kernel`)', 1, `${UP}: not kernel ${WHY}`],
    ['upward, with an escape', "import '@jvisor/kern\\u0065l'", 1, `${UP}: not kernel ${WHY}`],
    ['upward, in a type', "type T = '' | import('@jvisor/kernel').Task", 1, `${UP}: not kernel ${WHY}`],
    ['upward, as of old', "import k = require('@jvisor/kernel')", 1, `${UP}: not kernel ${WHY}`],
    ['upward, augmented', "declare module '@jvisor/kernel' {}", 1, `${UP}: not kernel ${WHY}`],
    [
      'that is deep',
      "import { x } from '@jvisor/usermem/src/io.ts'",
      1,
      'packages are entered by their index only: not by @jvisor/usermem/src/io.ts',
    ],
    [
      'that leaves the package',
      "import '../../usermem/src/io.ts'",
      1,
      'no relative import leaves the package: ../../usermem/src/io.ts',
    ],
    [
      'of what is for tests',
      "import './a.testing.ts'",
      1,
      'no source imports what is for tests: ./a.testing.ts',
    ],
    [
      'of Node',
      "import { readFileSync } from 'node:fs'",
      1,
      `mm may not import Node: not node:fs ${NO_NODE}`,
    ],
    ["of Node's types", '/// <reference types="node" />', 1, `mm may not import Node: not node:* ${NO_NODE}`],
    ['of others', "import { z } from 'zod'", 1, 'mm may use of others only nothing: not zod'],
    ['of Node without its name', "import 'fs'", 1, 'mm may use of others only nothing: not fs'],
    [
      'that is computed',
      "import { WHERE } from '@jvisor/usermem'\nawait import(WHERE)",
      2,
      'what is imported is written out: no computed import',
    ],
  ])('%s', (_name, source, at, rule) => {
    expect(checkLayering(tree({ [A]: source }))).toEqual([{ where: `${A}:${at}`, rule }])
  })

  test('in a test too', () => {
    const file = 'packages/mm/src/deep/a.test.ts'
    const source = "import '../../../vfs/src/vfs.ts'\nimport '@jvisor/vfs'\nimport 'zod'"
    expect(checkLayering(tree({ [file]: source }))).toEqual([
      { where: `${file}:1`, rule: 'no relative import leaves the package: ../../../vfs/src/vfs.ts' },
      { where: `${file}:2`, rule: `${UP}: not vfs ${WHY}` },
      { where: `${file}:3`, rule: 'mm may use of others only nothing: not zod' },
    ])
  })
})

describe('a name that breaks a rule', () => {
  const rule = (name: string) =>
    `mm may use only what gives the same result in every run, on every host: not ${name} ` +
    '(docs/architecture.md: the kernel is handed a clock, a source of randomness and a way to yield)'

  test.each<[name: string, source: string, at: number, used: string]>([
    ['the clock', 'export const now = () => `’’ $' + '{\n  Date.now()}`', 2, 'Date'],
    ['the clock, between divisions', 'export const a = 1 / Date.now() / 2', 1, 'Date'],
    ['the clock, chosen', 'const f = (d: boolean) => (d ? Date : Number)', 1, 'Date'],
    ['the clock, inherited', 'class K extends Date {}', 1, 'Date'],
    ['the clock, by a property', "const k = { [Date.name]: 1 }['x']", 1, 'Date'],
    ['the clock, as a short property', 'export const host = { Date }', 1, 'Date'],
    ['the clock, behind a regular expression', "export const a = /'/.test('') ? 0 : new Date()", 1, 'Date'],
    ['the clock, cast', 'const d = (Date as unknown as { now(): number })!', 1, 'Date'],
    ['randomness', 'const r = Math.random()', 1, 'Math.random'],
    ['randomness, by a string', "const r = Math['random']()", 1, 'Math'],
    ['randomness, taken apart', 'const { random } = Math', 1, 'Math'],
    ['timers', 'setTimeout(() => {}, 1)', 1, 'setTimeout'],
    ['microtasks', 'queueMicrotask(() => {})', 1, 'queueMicrotask'],
    [
      'performance, declared',
      'declare const performance: { now(): number }\nperformance.now()',
      2,
      'performance',
    ],
    ['crypto', 'export const id = crypto.randomUUID()', 1, 'crypto'],
    ['Node', 'export const pid = process?.pid', 1, 'process'],
    ["Node's buffers", 'Buffer.alloc(1)', 1, 'Buffer'],
    ['require', "require('fs')", 1, 'require'],
    ['the DOM', "document.title = ''", 1, 'document'],
    ['text decoding', 'new TextDecoder()', 1, 'TextDecoder'],
    ['all globals', 'globalThis.Date.now()', 1, 'globalThis'],
    ['code from strings', "new Function('return Date')", 1, 'Function'],
    ['garbage collection', 'new WeakRef({})', 1, 'WeakRef'],
    ['the locale', "''.localeCompare('')", 1, '.localeCompare'],
  ])('%s', (_name, source, at, used) => {
    expect(checkLayering(tree({ [A]: source }))).toEqual([{ where: `${A}:${at}`, rule: rule(used) }])
  })

  test('is found in no comment, string, type, key or declaration of our own', () => {
    const source = `// Date.now()
      /* setTimeout */ export const s = 'Math.random()' + /Buffer/.source
      interface I { Date: Date; process(this: I, window: Window): asserts window is typeof window }
      export const o = { Date: 1, setTimeout() {}, process: Math.max(1, 2) }.Date
      export class C { Date = 1; get crypto() { return this.Date } }
      Date: for (;;) break Date
      export function f(process: I, { window, ...document }: I, [Buffer = 1]: number[]) {
        try { return [process, window, document, Buffer, import.meta] } catch (performance) { throw performance }
      }
      export type { Date } from '@jvisor/usermem'`
    expect(checkLayering(tree({ [A]: source }))).toEqual([])
  })

  test('is no matter in a test', () => {
    const source =
      "import { setTimeout } from 'node:timers/promises'\nimport 'vitest'\nawait setTimeout(Date.now())"
    expect(checkLayering(tree({ 'packages/mm/src/a.test.ts': source }))).toEqual([])
  })
})

describe('a manifest or a project that breaks a rule', () => {
  const manifest = (change: object) => ({ 'packages/mm/package.json': { ...MANIFEST, ...change } })
  const project = (change: object) => ({ 'packages/mm/tsconfig.json': { ...PROJECT, ...change } })
  const both = { references: [{ path: '../usermem' }, { path: '../abi' }] }

  test.each<[name: string, files: Record<string, string | object>, where: string, rule: string]>([
    ['another name', manifest({ name: 'mm' }), 'package.json', 'the package in mm is named @jvisor/mm'],
    [
      'a dependency that is not imported',
      { ...manifest({ dependencies: { '@jvisor/usermem': '*', zod: '4' } }) },
      'package.json',
      'dependencies are what is imported: zod is not',
    ],
    [
      'an import that is no dependency',
      { [A]: "import '@jvisor/abi'" },
      'package.json',
      'what is imported is in dependencies: @jvisor/abi is not',
    ],
    [
      'a dependency of tests that is not imported',
      { ...manifest({ devDependencies: { '@jvisor/abi': '*' } }) },
      'package.json',
      'devDependencies are what tests import: @jvisor/abi is not',
    ],
    [
      'an import of tests that is no dependency',
      { 'packages/mm/src/a.test.ts': "import '@jvisor/abi'" },
      'package.json',
      'what tests import is in dependencies or devDependencies: @jvisor/abi is not',
    ],
    [
      'dependencies by another name',
      manifest({ peerDependencies: { '@jvisor/vfs': '*' } }),
      'package.json',
      'what a package needs is in its dependencies: no others',
    ],
    [
      'an open door',
      manifest({ exports: { '.': {}, './*': './src/*' } }),
      'package.json',
      'exports close everything but "." and "./package.json": not ., ./*',
    ],
    [
      'no door',
      manifest({ exports: undefined }),
      'package.json',
      'exports close everything but "." and "./package.json": not nothing',
    ],
    [
      'a reference upward',
      project({ references: [...PROJECT.references, { path: '../vfs' }] }),
      'tsconfig.json',
      `${UP}: not vfs ${WHY}`,
    ],
    [
      'a reference to what is not needed',
      project(both),
      'tsconfig.json',
      'references are the dependencies: abi is none',
    ],
    [
      'a missing reference',
      project({ references: [] }),
      'tsconfig.json',
      'dependencies are referred to: usermem is not',
    ],
    [
      "Node's types",
      project({ compilerOptions: { types: ['node'] } }),
      'tsconfig.json',
      'mm is compiled without the types of Node and of web pages: no types, no lib',
    ],
    [
      'the types of web pages',
      project({ compilerOptions: { lib: ['DOM'] } }),
      'tsconfig.json',
      'mm is compiled without the types of Node and of web pages: no types, no lib',
    ],
  ])('%s', (_name, files, where, rule) => {
    expect(checkLayering(tree(files))).toEqual([{ where: `packages/mm/${where}`, rule }])
  })

  test('a package that has no place, and is not built', () => {
    expect(checkLayering(tree({ 'packages/extra/src/index.ts': '' }))).toEqual([
      { where: 'packages/extra', rule: 'every package has its place in the table of test/layers.ts' },
      { where: 'tsconfig.json', rule: 'every package is built: packages/extra is not referred to' },
    ])
  })
})

describe('the hosts', () => {
  /** A tree with one more package, of another host. */
  const withPackage = (folder: string, source: string) =>
    tree({
      'tsconfig.json': { references: [{ path: 'packages/mm' }, { path: `packages/${folder}` }] },
      [`packages/${folder}/package.json`]: { name: `@jvisor/${folder}`, exports: { '.': {} } },
      [`packages/${folder}/tsconfig.json`]: { compilerOptions: { types: ['node'] } },
      [`packages/${folder}/src/index.ts`]: source,
    })

  test('the command may use Node', () => {
    const source = "import 'node:fs'\nsetTimeout(() => process.exit(), Date.now())"
    expect(checkLayering(withPackage('cli', source))).toEqual([])
  })

  test('the explorer may use the DOM, and not Node', () => {
    const source = "import 'node:fs'\ndocument.title = String(Date.now())"
    expect(checkLayering(withPackage('explorer', source))).toEqual([
      {
        where: 'packages/explorer/src/index.ts:1',
        rule: `explorer may not import Node: not node:fs ${NO_NODE}`,
      },
    ])
  })
})

test('the table in docs/architecture.md is the one that is checked', () => {
  const text = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
  const rows = [...text.matchAll(/^\| `(\w+)` +\| ([\w ,]+?) +\|$/gm)].map(([, folder, below]) => ({
    folder,
    below,
  }))
  expect(rows.map((row) => row.folder)).toEqual(
    Object.keys(LAYERS).filter((folder) => readdirSync(join(ROOT, 'packages')).includes(folder)),
  )
  const above: string[] = []
  for (const { folder, below } of rows) {
    const named = below === 'nothing' ? [] : below === 'all of the above' ? [...above] : below.split(', ')
    expect([folder, named]).toEqual([folder, LAYERS[folder].imports.filter((name) => above.includes(name))])
    above.push(folder)
  }
})
