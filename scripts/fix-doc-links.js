// Sets the line numbers of the documentation's links to the lines that declare the symbols they name.
// Usage: node scripts/fix-doc-links.js

import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

// What declares a symbol is settled in one place, which the test of the links uses too.
const compiled = join(root, 'test/.tmp/docs.mjs')
await build({
  entryPoints: [join(root, 'test/docs.ts')],
  outfile: compiled,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'error',
})
const { declarationOf, documentsOf, linksIn } = await import(compiled)

for (const document of documentsOf(root)) {
  const file = join(root, document)
  const text = readFileSync(file, 'utf8')
  let fixed = text
  for (const { whole, label, target, anchor, symbol } of linksIn(text)) {
    if (!/^L\d+$/.test(anchor ?? '') || symbol === undefined) continue
    const declaration = declarationOf(join(dirname(file), target), symbol)
    if (declaration !== undefined)
      fixed = fixed.replaceAll(whole, `[${label}](${target}#L${declaration.line})`)
    else {
      console.error(`${document}: ${whole}: nothing declares it`)
      process.exitCode = 1
    }
  }
  if (fixed !== text) writeFileSync(file, fixed)
}
