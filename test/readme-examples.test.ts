// Every package has a README of the same shape, whose file map is complete and whose example runs.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstExample, ROOT, runExample } from './embed.ts'

const PACKAGES = readdirSync(join(ROOT, 'packages'))

describe.each(PACKAGES)('packages/%s/README.md', (folder) => {
  const path = join(ROOT, 'packages', folder)
  const readme = existsSync(join(path, 'README.md')) ? readFileSync(join(path, 'README.md'), 'utf8') : ''

  test('says what it is for and who may import it', () => {
    expect(readme).toMatch(/^# .+\n\n\S/)
    expect(readme).toMatch(/^## Who may import it$/m)
  })

  test('maps every source file, and none that is not there', () => {
    const sources = readdirSync(join(path, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (f) => f.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(f) && f !== 'index.ts',
    )
    const section = readme.split(/^## Files$/m)[1]?.split(/^## /m)[0] ?? ''
    const named = [...section.matchAll(/^\| `([^`]+\.ts)`/gm)].map((m) => m[1])
    expect(named.toSorted()).toEqual(sources.toSorted())
  })

  test('has an example that runs', async () => {
    const example = firstExample(readme, 'Example')
    expect(example).toBeDefined()
    await runExample(example ?? '', `packages/${folder}`, folder)
  })
})

test('the embedding example of the README runs', async () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const example = firstExample(readme, 'Embed')
  expect(example).toBeDefined()
  await runExample(example ?? '', 'packages/cli', 'README')
})
