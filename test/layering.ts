// The house rules: who may import whom, and what no core package may touch. docs/architecture.md explains them.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { freeNames, importsOf, scan } from './scan.ts'

interface Rule {
  /** Packages of the workspace, by folder. */
  readonly workspace: readonly string[]
  /** Packages of others. */
  readonly others: readonly string[]
  /** May not touch Node, the DOM, the host's clock, randomness or timers. */
  readonly core: boolean
}

const rule = (workspace: string, others = '', core = true): Rule => ({
  workspace: workspace.split(' ').filter(Boolean),
  others: others.split(' ').filter(Boolean),
  core,
})

/** The one table of the layers, ground floor first. */
export const RULES: Readonly<Record<string, Rule>> = {
  abi: rule(''),
  usermem: rule('abi'),
  memmap: rule('abi usermem'),
  mm: rule('abi usermem memmap'),
  vfs: rule('abi usermem memmap'),
  kernel: rule('abi usermem memmap mm vfs', 'zod'),
  syscalls: rule('abi usermem memmap mm vfs kernel'),
  riscv64: rule('abi usermem memmap mm kernel'),
  jvisor: rule('abi usermem memmap mm vfs kernel syscalls riscv64', 'zod'),
  cli: rule('abi usermem memmap mm vfs kernel syscalls riscv64 jvisor', 'commander jiti pino zod', false),
  explorer: rule('abi usermem memmap mm vfs kernel syscalls riscv64 jvisor', '*', false),
}

/** What tests may import on top. */
const TEST_IMPORTS = ['vitest', 'fast-check']
/** ES built-ins that would make a run depend on the host. What is not ES does not compile: see the tsconfig check. */
const FORBIDDEN_NAMES = new Set([
  'Date',
  'process',
  'Buffer',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'require',
])

/** A broken rule: where, and which. */
export interface Violation {
  readonly where: string
  readonly rule: string
}

const packageName = (folder: string) => (folder === 'jvisor' ? 'jvisor' : `@jvisor/${folder}`)
const folderOf = (name: string) => (name === 'jvisor' ? 'jvisor' : name.replace('@jvisor/', ''))
const isOurs = (name: string) => name === 'jvisor' || name.startsWith('@jvisor/')
/** "@scope/name/deep" → ["@scope/name", "deep"] */
function splitSpecifier(specifier: string): readonly [name: string, deep: string] {
  const parts = specifier.split('/')
  const length = specifier.startsWith('@') ? 2 : 1
  return [parts.slice(0, length).join('/'), parts.slice(length).join('/')]
}

/** Checks every package below `root`/packages. @returns all violations, none if the house is in order. */
export function checkLayering(root: string): Violation[] {
  const packages = join(root, 'packages')
  return readdirSync(packages).flatMap((folder) => {
    const rules = RULES[folder]
    if (rules === undefined) {
      return [{ where: `packages/${folder}`, rule: 'every package has its place in the table of layers' }]
    }
    return checkPackage(root, join(packages, folder), folder, rules)
  })
}

function checkPackage(root: string, path: string, folder: string, rules: Rule): Violation[] {
  const violations: Violation[] = []
  const report = (where: string, text: string) => violations.push({ where, rule: text })
  const imported = new Set<string>()
  for (const file of readdirSync(join(path, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue
    const isTest = /\.(test|testing)\.ts$/.test(file)
    const full = join(path, 'src', file)
    const where = (line: number) => `${relative(root, full)}:${line}`
    const tokens = scan(readFileSync(full, 'utf8'))
    for (const { specifier, line } of importsOf(tokens)) {
      const broken = checkImport(folder, rules, file, specifier, isTest)
      if (broken !== undefined) report(where(line), broken)
      else if (!isTest && !specifier.startsWith('.') && !specifier.startsWith('node:')) {
        imported.add(splitSpecifier(specifier)[0])
      }
    }
    if (!rules.core || isTest) continue
    for (const [i, token] of tokens.entries()) {
      if (token.text === 'random' && tokens[i - 1]?.text === '.' && tokens[i - 2]?.text === 'Math') {
        report(
          where(token.line),
          `${folder} is core: it may not use Math.random, but the Random it is handed`,
        )
      }
    }
    for (const { name, line } of freeNames(tokens)) {
      if (FORBIDDEN_NAMES.has(name)) report(where(line), `${folder} is core: it may not use ${name}`)
    }
  }
  checkManifest(path, folder, imported, (file, text) => report(`packages/${folder}/${file}`, text))
  checkTsconfig(path, folder, rules, (text) => report(`packages/${folder}/tsconfig.json`, text))
  return violations
}

/** The rule that an import breaks, if it does. */
function checkImport(
  folder: string,
  rules: Rule,
  file: string,
  specifier: string,
  isTest: boolean,
): string | undefined {
  if (specifier.startsWith('.')) {
    const leaves = join('/src', file, '..', specifier)
    return leaves.startsWith('/src/') ? undefined : `no relative import may leave the package: ${specifier}`
  }
  if (specifier.startsWith('node:')) {
    return rules.core && !isTest ? `${folder} is core: it may not import Node (${specifier})` : undefined
  }
  const [name, deep] = splitSpecifier(specifier)
  if (isOurs(name)) {
    if (deep !== '') return `packages are entered by their index only, not by ${specifier}`
    if (rules.workspace.includes(folderOf(name))) return undefined
    return `${folder} may import ${rules.workspace.join(', ') || 'nothing'}: not ${folderOf(name)}`
  }
  if (isTest && TEST_IMPORTS.includes(name)) return undefined
  if (rules.others.includes(name) || rules.others.includes('*')) return undefined
  return `${folder} may use ${rules.others.join(', ') || 'no package of others'}: not ${name}`
}

type Manifest = { dependencies?: Record<string, string>; exports?: Record<string, unknown>; name: string }

function checkManifest(
  path: string,
  folder: string,
  imported: ReadonlySet<string>,
  report: (file: string, text: string) => void,
): void {
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest
  if (manifest.name !== packageName(folder))
    report('package.json', `the package's name is ${packageName(folder)}`)
  const declared = Object.keys(manifest.dependencies ?? {})
  for (const name of declared) {
    if (!imported.has(name)) report('package.json', `dependencies are what is imported: ${name} is not`)
  }
  for (const name of imported) {
    if (!declared.includes(name)) report('package.json', `what is imported is a dependency: ${name} is not`)
  }
  const entries = Object.keys(manifest.exports ?? {})
  if (entries.some((e) => e !== '.' && e !== './package.json')) {
    report('package.json', 'exports close everything but the index')
  }
}

function checkTsconfig(path: string, folder: string, rules: Rule, report: (text: string) => void): void {
  const file = join(path, 'tsconfig.json')
  if (!existsSync(file)) {
    report('every package is a TypeScript project')
    return
  }
  const config = JSON.parse(readFileSync(file, 'utf8')) as {
    compilerOptions?: { types?: string[]; lib?: string[] }
    references?: { path: string }[]
  }
  const references = (config.references ?? []).map((r) => r.path.replace('../', ''))
  for (const reference of references) {
    if (!rules.workspace.includes(reference)) {
      report(`${folder} may import ${rules.workspace.join(', ') || 'nothing'}: not ${reference}`)
    }
  }
  const { types, lib } = config.compilerOptions ?? {}
  if (rules.core && (types !== undefined || lib !== undefined)) {
    report(`${folder} is core: it is compiled without the types of Node and the DOM`)
  }
}
