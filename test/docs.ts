// Links from the documentation into the sources. A link to a line names in its text what that line declares; the line
// numbers are kept right by scripts/fix-doc-links.js.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Checks all relative links of a Markdown file. @returns what is wrong with them. */
export function checkLinks(file: string): string[] {
  const problems: string[] = []
  const text = readFileSync(file, 'utf8')
  for (const [, label, target, anchor] of text.matchAll(/\[([^\]]+)\]\(([^)#\s]+)(?:#([^)]+))?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue
    const path = join(dirname(file), target)
    if (!existsSync(path)) {
      problems.push(`${target}: there is no such file`)
      continue
    }
    if (anchor === undefined || !statSync(path).isFile()) continue
    const line = /^L(\d+)$/.exec(anchor)?.[1]
    const symbol = /([\w$]+)`$/.exec(label)?.[1]
    if (line === undefined || symbol === undefined) {
      problems.push(`${target}#${anchor}: a link to a line is written [\`symbol\`](file#L1)`)
      continue
    }
    const content = readFileSync(path, 'utf8').split('\n')[Number(line) - 1] ?? ''
    if (!declares(content, symbol)) problems.push(`${target}#${anchor}: the line does not declare ${symbol}`)
  }
  return problems
}

/** True if a source line declares `symbol`: a function, class, type, constant, method or getter. */
export function declares(line: string, symbol: string): boolean {
  const name = symbol.replaceAll('$', '\\$')
  return (
    new RegExp(`^(export )?(abstract )?(async )?(const|let|function|class|interface|type) ${name}\\b`).test(
      line,
    ) ||
    new RegExp(`^  (abstract |override |static |async |readonly |get )*#?${name}[(:?]`).test(line) ||
    new RegExp(`^  (abstract |override |static |async |readonly |get )*#?${name}<`).test(line)
  )
}
