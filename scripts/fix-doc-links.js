// Sets the line numbers of the documentation's links to the lines that declare the symbols they name.
// Usage: node scripts/fix-doc-links.js

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/gvisor.md']

// What declares a symbol is settled in one place, which the test of the links uses too.
const compiled = join(root, 'test/.tmp/docs.mjs')
await build({
  entryPoints: [join(root, 'test/docs.ts')],
  outfile: compiled,
  format: 'esm',
  logLevel: 'error',
})
const { declares } = await import(compiled)

/** Number of the line of `path` that declares `symbol`: at the top of the file if there is one, else a member. */
function lineOf(path, symbol) {
  const lines = readFileSync(path, 'utf8').split('\n')
  const found = lines.flatMap((line, i) => (declares(line, symbol) ? [i] : []))
  const best = found.find((i) => !lines[i].startsWith(' ')) ?? found[0]
  return best === undefined ? undefined : best + 1
}

for (const document of documents) {
  const file = join(root, document)
  const text = readFileSync(file, 'utf8')
  const fixed = text.replace(/\[([^\]]+)\]\(([^)#\s]+)#L\d+\)/g, (link, label, target) => {
    const path = join(dirname(file), target)
    const symbol = /([\w$]+)`$/.exec(label)?.[1]
    const line = existsSync(path) && symbol !== undefined ? lineOf(path, symbol) : undefined
    if (line !== undefined) return `[${label}](${target}#L${line})`
    console.error(`${document}: ${link}: nothing declares it`)
    process.exitCode = 1
    return link
  })
  if (fixed !== text) writeFileSync(file, fixed)
}
