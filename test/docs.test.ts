// Every path and symbol that the documentation names exists.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkLinks, checkNames, columnsOf, declarationOf, documentsOf, linksIn, namesIn } from './docs.ts'
import { ROOT } from './embed.ts'

test.each(documentsOf(ROOT))('the links of %s lead to what they name', (document) => {
  expect(checkLinks(join(ROOT, document))).toEqual([])
})

describe('what is named exists', () => {
  const names = namesIn(ROOT)
  const read = (document: string) => readFileSync(join(ROOT, document), 'utf8')

  test('in docs/architecture.md', () => {
    // The language's own.
    const known = new Set([...names, 'WebAssembly'])
    expect(checkNames(ROOT, read('docs/architecture.md'), known)).toEqual([])
  })

  test('in what docs/gvisor.md calls ours', () => {
    const ours = columnsOf(read('docs/gvisor.md'), 'here')
    expect(ours.length).toBeGreaterThan(0)
    expect(checkNames(ROOT, ours.join('\n'), names)).toEqual([])
    expect(ours.filter((cell) => linksIn(cell).length === 0)).toEqual([])
  })
})

describe('in a small workspace', () => {
  let root: string
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'docs-'))
    mkdirSync(join(root, 'packages/p/src'), { recursive: true })
    writeFileSync(
      join(root, 'packages/p/src/a.ts'),
      [
        'export function f() {',
        '  g()',
        '}',
        'export class C {',
        '  static async m<T>(): void {}',
        '  get #x() {}',
        '  f() {}',
        '}',
        'export type U = { u: 1 }; // type V',
        'export const {',
        '  w, ...rest } = f(x => { const y = 1 })',
        '',
      ].join('\n'),
    )
    writeFileSync(join(root, 'notes.txt'), 'one\ntwo\n')
    writeFileSync(join(root, 'b.md'), '# A heading, with `code`\n')
  })
  afterAll(() => rmSync(root, { recursive: true }))

  const noSuch = 'packages/p/src/a.ts#'
  test.each([
    ['[`f`](packages/p/src/a.ts#L1)', []],
    ['[`C.m`](packages/p/src/a.ts#L5)', []],
    ['[`C.x`](packages/p/src/a.ts#L6)', []],
    ['[`U`](packages/p/src/a.ts#L9) and [`u`](packages/p/src/a.ts#L9)', []],
    ['[a file](packages/p/src/a.ts)', []],
    ['[a folder](packages/p)', []],
    ['[`two`](notes.txt#L2)', []],
    ['[elsewhere](https://example.org/x#L1)', []],
    ['[a heading](b.md#a-heading-with-code)', []],
    ['[`f`](b.ts#L1)', ['b.ts: there is no such file']],
    ['[no heading](b.md#another)', ['b.md#another: there is no such heading']],
    ['[`g`](packages/p/src/a.ts#L2)', [`${noSuch}L2: the line does not declare g`]],
    ['[`f`](packages/p/src/a.ts#L2)', [`${noSuch}L2: the line does not declare f`]],
    ['[`V`](packages/p/src/a.ts#L9)', [`${noSuch}L9: the line does not declare V`]],
    ['[`y`](packages/p/src/a.ts#L11)', [`${noSuch}L11: the line does not declare y`]],
    ['[`f`](packages/p/src/a.ts#L99)', [`${noSuch}L99: the line does not declare f`]],
    ['[`one`](notes.txt#L2)', ['notes.txt#L2: the line does not declare one']],
    ['[f](packages/p/src/a.ts#L1)', [`${noSuch}L1: a link to a line is written [\`symbol\`](file#L1)`]],
    ['[`f`](packages/p/src/a.ts#f)', [`${noSuch}f: a link to a line is written [\`symbol\`](file#L1)`]],
  ])('the links of %s', (text, problems) => {
    writeFileSync(join(root, 'a.md'), text)
    expect(checkLinks(join(root, 'a.md'))).toEqual(problems)
  })

  test.each([
    ['`packages/p/src/a.ts`, `a.ts`, `p`, `f`, `C.m`, `f(1, 2)`, `-EFAULT`', []],
    ['```ts\nlet `nothing`\n```', []],
    ['`packages/p/src/b.ts` and `packages/q`', ['packages/p/src/b.ts', 'packages/q']],
    ['`b.ts`', ['b.ts']],
    ['`C.n`, `D.m` and `g`', ['C.n', 'D.m', 'g']],
  ])('the names of %s', (text, missing) => {
    expect(checkNames(root, text, namesIn(root))).toEqual(missing)
  })

  test('a symbol is looked for at the top of a file first', () => {
    const path = join(root, 'packages/p/src/a.ts')
    expect(declarationOf(path, 'f')).toEqual({ name: 'f', line: 1, isMember: false })
    expect(declarationOf(path, 'm')).toEqual({ name: 'm', line: 5, isMember: true })
    expect(declarationOf(path, 'g')).toBeUndefined()
  })

  test('tables are read by their headings', () => {
    const text =
      'Text\n\n| there | here |\n| ----- | ---- |\n| `a` | `b` |\n| c | d |\n\n| here |\n| - |\n| e |\n\n| x |\n'
    expect(columnsOf(text, 'here')).toEqual(['`b`', 'd', 'e'])
  })
})
