// Every path and symbol that the documentation names exists.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkLinks } from './docs.ts'
import { ROOT } from './embed.ts'

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/README.md',
  ...readdirSync(join(ROOT, 'docs')).map((f) => `docs/${f}`),
  ...readdirSync(join(ROOT, 'packages')).map((f) => `packages/${f}/README.md`),
].filter((f) => f.endsWith('.md'))

test.each(DOCUMENTS)('the links of %s lead to what they name', (document) => {
  expect(checkLinks(join(ROOT, document))).toEqual([])
})

test('paths that are only named exist too', () => {
  const missing = ['docs/gvisor.md', 'docs/architecture.md'].flatMap((document) => {
    const text = readFileSync(join(ROOT, document), 'utf8')
    const paths = [...text.matchAll(/`(packages\/[\w./-]+\.ts)`/g)].map((m) => m[1])
    return paths.filter((p) => readdirSync(join(ROOT, p, '..')).every((f) => !p.endsWith(`/${f}`)))
  })
  expect(missing).toEqual([])
})

test.each([
  ['[`f`](a.ts#L1)', []],
  ['[`C.m`](a.ts#L3)', []],
  ['[a file](a.ts)', []],
  ['[elsewhere](https://example.org/x)', []],
  ['[`f`](b.ts#L1)', ['b.ts: there is no such file']],
  ['[`f`](a.ts#L2)', ['a.ts#L2: the line does not declare f']],
  ['[`g`](a.ts#L1)', ['a.ts#L1: the line does not declare g']],
  ['[`f`](a.ts#L99)', ['a.ts#L99: the line does not declare f']],
  ['[f](a.ts#L1)', ['a.ts#L1: a link to a line is written [`symbol`](file#L1)']],
])('a document with %s', (text, problems) => {
  const directory = mkdtempSync(join(tmpdir(), 'docs-'))
  writeFileSync(join(directory, 'a.ts'), 'export function f() {}\nexport class C {\n  m(): void {}\n}\n')
  writeFileSync(join(directory, 'a.md'), text)
  expect(checkLinks(join(directory, 'a.md'))).toEqual(problems)
  rmSync(directory, { recursive: true })
})
