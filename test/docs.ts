// Holds the documentation to the sources it speaks of. CONTRIBUTING.md has the convention; scripts/fix-doc-links.js
// keeps the line numbers right, by the same rules.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Declaration, readDeclarations } from './syntax.ts'

/** The documents of a workspace whose links are checked, as paths from its root. */
export function documentsOf(root: string): string[] {
  const below = (folder: string) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
  return [
    ...readdirSync(root),
    ...below('docs'),
    'bench/README.md',
    'examples/README.md',
    ...below('packages').map((path) => `${path}/README.md`),
  ].filter((path) => path.endsWith('.md') && existsSync(join(root, path)))
}

/** A relative link: its text, the path it leads to, what is behind the "#", and what the text names. */
export interface Link {
  readonly whole: string
  readonly label: string
  readonly target: string
  readonly anchor: string | undefined
  /** The last identifier of code at the end of the label. */
  readonly symbol: string | undefined
}

/** The relative links of a Markdown text, with where in it they are. */
export function linksIn(text: string): Link[] {
  return [...text.matchAll(/\[([^\]]+)\]\(([^)#\s]*)(?:#([^)]+))?\)/g)]
    .filter(([, , target]) => !/^[a-z]+:/.test(target))
    .map(([whole, label, target, anchor]) => {
      return { whole, label, target, anchor, symbol: /([\w$]+)`$/.exec(label)?.[1] }
    })
}

const isSource = (path: string) => /\.[cm]?[jt]s$/.test(path)

/** The declaration of `symbol` in a source: one at the top of the file if there is one, else a member. */
export function declarationOf(path: string, symbol: string): Declaration | undefined {
  const found = declarationsOf(path).filter((d) => d.name === symbol)
  return found.find((d) => !d.isMember) ?? found[0]
}

const declarationsOf = (path: string) =>
  existsSync(path) && isSource(path) ? readDeclarations(path, readFileSync(path, 'utf8')) : []

/** Checks all relative links of a Markdown file. @returns what is wrong with them. */
export function checkLinks(file: string): string[] {
  return linksIn(readFileSync(file, 'utf8')).flatMap(({ target, anchor, symbol }) => {
    const path = target === '' ? file : join(dirname(file), target)
    if (!existsSync(path)) return `${target}: there is no such file`
    if (anchor === undefined || !statSync(path).isFile()) return []
    if (path.endsWith('.md'))
      return hasHeading(path, anchor) ? [] : `${target}#${anchor}: there is no such heading`
    const line = Number(/^L(\d+)$/.exec(anchor)?.[1])
    if (Number.isNaN(line) || symbol === undefined) {
      return `${target}#${anchor}: a link to a line is written [\`symbol\`](file#L1)`
    }
    const declares = isSource(path)
      ? declarationsOf(path).some((d) => d.line === line && d.name === symbol)
      : readFileSync(path, 'utf8').split('\n')[line - 1]?.includes(symbol)
    return declares ? [] : `${target}#${anchor}: the line does not declare ${symbol}`
  })
}

/** Tells whether a Markdown file has the heading that an anchor leads to. */
function hasHeading(file: string, anchor: string): boolean {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].some(
    ([, heading]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-') === anchor,
  )
}

/** What the sources of a workspace offer to be named: packages, files and declarations. */
export function namesIn(root: string): ReadonlySet<string> {
  const folders = readdirSync(join(root, 'packages'))
  return new Set([
    ...folders,
    ...folders.flatMap((folder) => {
      const src = join(root, 'packages', folder, 'src')
      const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'))
      return [...files, ...files.flatMap((file) => declarationsOf(join(src, file)).map((d) => d.name))]
    }),
  ])
}

/**
 * Checks what a Markdown file names in code, linked or not: paths below packages/ exist, and so does each part of an
 * identifier ("Task.copyIn"). Other code ("readv(3, iov, 2)") is passed over.
 * @returns what does not exist.
 */
export function checkNames(root: string, text: string, names: ReadonlySet<string>): string[] {
  const code = [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`]+)`/g)].map(([, c]) => c)
  return code.filter((c) => {
    if (/^(packages|docs|examples|scripts|test|bench)\//.test(c)) return !existsSync(join(root, c))
    if (/^[\w-]+\.ts$/.test(c)) return !names.has(c)
    return /^[A-Za-z_$][\w$]*(\.[\w$]+)*$/.test(c) && c.split('.').some((part) => !names.has(part))
  })
}

/** The cells of the column `heading` of all tables in a Markdown text. */
export function columnsOf(text: string, heading: string): string[] {
  return text.split(/\n(?!\|)/).flatMap((block) => {
    const rows = block
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
    const column = rows[0]?.indexOf(heading) ?? -1
    return column < 0 ? [] : rows.slice(2).map((row) => row[column])
  })
}
