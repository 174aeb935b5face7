// esbuild, a program in Go, from the registry: what it bundles on jvisor is, byte for byte, what the esbuild of this
// machine bundles. Go's runtime has threads, futexes, epoll, preemption by SIGURG on alternate stacks, and reserves
// address space by the gigabyte.

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { afterAll, expect, test } from 'vitest'
import { BesideQemu, type Result, type Run } from './beside-qemu.testing.ts'

const { resolve } = createRequire(import.meta.url)
const program = resolve('@esbuild/linux-riscv64/bin/esbuild')
const native = createRequire(resolve('esbuild')).resolve(
  `@esbuild/${process.platform}-${process.arch}/bin/esbuild`,
)
const beside = new BesideQemu()
beside.add('esbuild', program)
afterAll(() => beside.close())

const FILES = {
  'main.ts': `import { sum, type Pair } from './sum.ts'
import text from './text.txt'
import * as data from './data.json'
enum Color { Red, Green = 'green' }
class Counter { #n = 0n; static { console.log('made') } get n() { return this.#n ?? 5n } }
export async function main(at?: { deep: { x: number } }) {
  for await (const c of [new Counter()]) console.log(sum([1, 2]), at?.deep.x, Color.Red, c.n, text, data.list)
}
`,
  'sum.ts': `export type Pair<T> = readonly [T, T]
export const sum = ([a, b]: Pair<number>): number => a + b
export function unused() { return 'dropped' }
`,
  'text.txt': 'some text, \xc3\xbc\n',
  'data.json': '{ "list": [1, 2.5, null], "more": true }',
  'view.tsx':
    'export const View = (p: { a: string }) => <ul {...p}>{[1, 2].map((i) => <li key={i}>{p.a}</li>)}</ul>',
  'style.css': '@import "./base.css"; .a { .b & { color: rgb(255 0 0 / 50%) } margin: 0 0 0 0 }',
  'base.css': 'body { inset: 0; color: #ff0000 }',
  'wrong.ts': 'import { absent } from "./sum.ts"\nimport "./nowhere.ts"\nlet x = ;\n',
}

function natively({ args = [], stdin }: Run, cwd: string): Result {
  const { stdout, stderr, status } = spawnSync(native, args, {
    cwd,
    encoding: 'latin1',
    input: stdin,
  })
  return { stdout, stderr, status: status ?? -1 }
}

test.each<[name: string, args: string[], stdin?: string]>([
  ['its version', ['--version']],
  ['a bundle', ['main.ts', '--bundle', '--format=esm', '--target=es2019', '--loader:.txt=base64']],
  ['minified, with a source map', ['main.ts', '--bundle', '--minify', '--sourcemap=inline', '--format=cjs']],
  [
    'standard input',
    ['--loader=ts', '--target=es2015'],
    'const f = async (x: number) => x ** 2 satisfies number',
  ],
  [
    'JSX and style sheets',
    [
      'view.tsx',
      'style.css',
      '--bundle',
      '--outdir=out',
      '--jsx=automatic',
      '--external:react',
      '--analyze',
      '--log-level=warning',
    ],
  ],
  ['errors', ['wrong.ts', '--bundle', '--log-level=info', '--color=false']],
])('%s', async (_, args, stdin = '') => {
  const run = { program: 'esbuild', args, stdin }
  const cwd = beside.directory(FILES)
  const want = natively(run, cwd)
  expect(await beside.onJvisor(run, cwd)).toEqual(want)
})
