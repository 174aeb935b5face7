// Sets the line numbers of the documentation's links to the lines that declare the symbols they name.
// Usage: node scripts/fix-doc-links.js

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')
const documents = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', 'docs/gvisor.md']

/** Number of the line of `path` that declares `symbol`, or undefined. */
function lineOf(path, symbol) {
  const name = symbol.replaceAll('$', '\\$')
  const top = new RegExp(
    `^(export )?(abstract )?(async )?(const|let|function|class|interface|type) ${name}\\b`,
  )
  const member = new RegExp(`^  (abstract |override |static |async |readonly |get )*#?${name}[(:?<]`)
  const lines = readFileSync(path, 'utf8').split('\n')
  for (const pattern of [top, member]) {
    const index = lines.findIndex((line) => pattern.test(line))
    if (index >= 0) return index + 1
  }
  return undefined
}

let failed = false
for (const document of documents) {
  const file = join(root, document)
  const text = readFileSync(file, 'utf8')
  const fixed = text.replace(/\[([^\]]+)\]\(([^)#\s]+)#L\d+\)/g, (link, label, target) => {
    const path = join(dirname(file), target)
    const symbol = /([\w$]+)`$/.exec(label)?.[1]
    const line = existsSync(path) && symbol !== undefined ? lineOf(path, symbol) : undefined
    if (line === undefined) {
      console.error(`${document}: ${link}: nothing declares it`)
      failed = true
      return link
    }
    return `[${label}](${target}#L${line})`
  })
  if (fixed !== text) writeFileSync(file, fixed)
}
process.exit(failed ? 1 : 0)
