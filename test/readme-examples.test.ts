// Every package has a README of the same shape, whose file map is complete and whose example runs.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { firstExample, ROOT, runExample, section } from './embed.ts'

const PACKAGES = readdirSync(join(ROOT, 'packages'))

describe.each(PACKAGES)('packages/%s/README.md', (folder) => {
  const readme = () => readFileSync(join(ROOT, 'packages', folder, 'README.md'), 'utf8')

  test('says what it is for and who may import it', () => {
    expect(readme()).toMatch(/^# .+\n\n\S/)
    expect(section(readme(), 'Who may import it')).toMatch(/\S/)
  })

  test('maps every source file, and none that is not there', () => {
    const sources = readdirSync(join(ROOT, 'packages', folder, 'src'), {
      recursive: true,
      encoding: 'utf8',
    }).filter((f) => f.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(f) && f !== 'index.ts')
    const named = [...(section(readme(), 'Files') ?? '').matchAll(/^\| `([^`]+\.ts)`/gm)].map((m) => m[1])
    expect({
      'not in the map': sources.filter((f) => !named.includes(f)),
      'not in src': named.filter((f) => !sources.includes(f)),
      'named twice': named.filter((f, i) => named.indexOf(f) !== i),
    }).toEqual({ 'not in the map': [], 'not in src': [], 'named twice': [] })
  })

  test('has an example that runs', async () => {
    await runExample(firstExample(`packages/${folder}/README.md`, 'Example'), `packages/${folder}`, folder)
  })
})

test('the embedding example of the README runs', async () => {
  await runExample(firstExample('README.md', 'Embed'), 'packages/cli', 'README')
})

test('an array of the embedder can be mapped into a program', async () => {
  const example = firstExample('packages/jvisor/README.md', 'Memory of the embedder')
  await runExample(example, 'packages/jvisor', 'mapped-array')
})

test('an example that is missing, or fails, is told', async () => {
  expect(() => firstExample('README.md', 'Elsewhere')).toThrow(
    'README.md: there is no heading "## Elsewhere"',
  )
  expect(() => firstExample('README.md', 'The house')).toThrow(
    'README.md: there is no ```ts block below "## The house"',
  )
  await expect(runExample("throw new Error('no')", 'packages/abi', 'fails')).rejects.toThrow('no')
  await expect(runExample("import '@jvisor/mm'", 'packages/abi', 'upward')).rejects.toThrow(
    'Could not resolve',
  )
})
