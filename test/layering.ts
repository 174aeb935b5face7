// Holds every package to its layer: what it imports, declares, refers to and touches. Called by layering.test.ts.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DETERMINISTIC,
  folderOf,
  type Host,
  LAYERS,
  type Layer,
  NOT_DETERMINISTIC,
  packageName,
  TEST_LIBRARIES,
  WEB,
} from './layers.ts'
import { readSource } from './syntax.ts'

/** A broken rule: where ("packages/mm/src/a.ts:2"), and which, with what broke it. */
export interface Violation {
  readonly where: string
  readonly rule: string
}

/** What a package's sources, and its tests, import of other packages. */
interface Imported {
  readonly sources: Set<string>
  readonly tests: Set<string>
}

/** A package that is being checked. */
interface Package {
  readonly folder: string
  readonly path: string
  readonly layer: Layer
  /** Reports a violation in a file of the package. */
  report(where: string, rule: string): void
}

/** Checks every package below `root`/packages. @returns all violations, none if the house is in order. */
export function checkLayering(root: string): Violation[] {
  const violations: Violation[] = []
  const folders = readdirSync(join(root, 'packages'))
  for (const folder of folders) {
    const layer = LAYERS[folder]
    const report = (where: string, rule: string) =>
      violations.push({ where: join('packages', folder, where), rule })
    if (layer === undefined) report('', 'every package has its place in the table of test/layers.ts')
    else checkPackage({ folder, path: join(root, 'packages', folder), layer, report })
  }
  const built = referencesOf(join(root, 'tsconfig.json'))
  for (const folder of folders) {
    if (built.includes(`packages/${folder}`)) continue
    violations.push({
      where: 'tsconfig.json',
      rule: `every package is built: packages/${folder} is not referred to`,
    })
  }
  return violations
}

function checkPackage(pkg: Package): void {
  const imported: Imported = { sources: new Set(), tests: new Set() }
  const files = ['src', 'bin'].flatMap((folder) =>
    existsSync(join(pkg.path, folder))
      ? readdirSync(join(pkg.path, folder), { recursive: true, encoding: 'utf8' }).map((f) => join(folder, f))
      : [],
  )
  for (const file of files) {
    if (/\.[cm]?[jt]sx?$/.test(file)) checkSource(pkg, file, imported)
  }
  if (pkg.layer.host === 'page') noteTools(pkg, imported)
  checkManifest(pkg, imported)
}

/** What a page is built and tried out with: imported beside its sources, by its configuration and in a browser's tests. */
function noteTools({ path }: Package, { tests }: Imported): void {
  for (const folder of ['', 'browser']) {
    if (!existsSync(join(path, folder))) continue
    for (const file of readdirSync(join(path, folder)).filter((name) => name.endsWith('.ts'))) {
      for (const { specifier = '.' } of readSource(file, readFileSync(join(path, folder, file), 'utf8'))
        .imports) {
        if (!/^(\.|node:)/.test(specifier)) tests.add(splitSpecifier(specifier).name)
      }
    }
  }
}

/** Modules that the build of a page adds. */
const isAdded = ({ host }: Layer, specifier: string) => host === 'page' && specifier.startsWith('virtual:')

/** Hosts of which only a part may be used. */
const DISCIPLINED: readonly Host[] = ['language', 'web']

const isTestFile = (file: string) => /\.(test|testing)\.ts$/.test(file)

function checkSource(pkg: Package, file: string, imported: Imported): void {
  const { folder, layer } = pkg
  const isTest = isTestFile(file)
  const { imports, uses } = readSource(file, readFileSync(join(pkg.path, file), 'utf8'))
  for (const { specifier, line } of imports) {
    const rule = brokenByImport(pkg, file, specifier, isTest)
    if (rule !== undefined) pkg.report(`${file}:${line}`, rule)
    else if (specifier !== undefined && !/^(\.|node:)/.test(specifier) && !isAdded(layer, specifier)) {
      imported[isTest ? 'tests' : 'sources'].add(splitSpecifier(specifier).name)
    }
  }
  if (isTest || !DISCIPLINED.includes(layer.host)) return
  for (const { name, line } of uses) {
    const [object] = name.split('.')
    if (layer.host === 'web' && WEB.has(object)) continue
    if ((object === '' || DETERMINISTIC.has(object)) && !NOT_DETERMINISTIC.has(name)) continue
    const what = DETERMINISTIC.has(object) ? name : object || name
    pkg.report(
      `${file}:${line}`,
      `${folder} may use only what gives the same result in every run, on every host: not ${what} ` +
        '(docs/architecture.md: the kernel is handed a clock, a source of randomness and a way to yield)',
    )
  }
}

/** "@scope/name/deep" → "@scope/name" and "deep". */
function splitSpecifier(specifier: string): { readonly name: string; readonly deep: string } {
  const parts = specifier.split('/')
  const length = specifier.startsWith('@') ? 2 : 1
  return { name: parts.slice(0, length).join('/'), deep: parts.slice(length).join('/') }
}

const list = (names: readonly string[]) => names.join(', ') || 'nothing'

/** The rule of the layers that an import or a reference to a package of ours breaks; undefined if it may be. */
function brokenByOurs({ folder, layer }: Package, target: string): string | undefined {
  if (layer.imports.includes(target)) return undefined
  return `${folder} may import only ${list(layer.imports)}: not ${target} (docs/architecture.md: ${layer.why})`
}

/** The rule that an import breaks; undefined if it may be. */
function brokenByImport(
  pkg: Package,
  file: string,
  specifier: string | undefined,
  isTest: boolean,
): string | undefined {
  const { folder, layer } = pkg
  if (specifier === undefined) {
    return isTest || !DISCIPLINED.includes(layer.host)
      ? undefined
      : 'what is imported is written out: no computed import'
  }
  if (specifier.startsWith('.')) {
    if (join(file, '..', specifier).startsWith('..'))
      return `no relative import leaves the package: ${specifier}`
    return !isTest && isTestFile(specifier) ? `no source imports what is for tests: ${specifier}` : undefined
  }
  if (specifier.startsWith('node:')) {
    if (isTest || layer.host === 'node') return undefined
    return `${folder} may not import Node: not ${specifier} (docs/architecture.md: no package but cli may touch Node)`
  }
  const { name, deep } = splitSpecifier(specifier)
  const ours = folderOf(name)
  if (ours !== undefined) {
    return deep === ''
      ? brokenByOurs(pkg, ours)
      : `packages are entered by their index only: not by ${specifier}`
  }
  if (isTest && TEST_LIBRARIES.includes(name)) return undefined
  if (layer.others.includes(name) || layer.others.includes('*')) return undefined
  return `${folder} may use of others only ${list(layer.others)}: not ${specifier}`
}

interface Manifest {
  readonly name?: string
  readonly dependencies?: Record<string, string>
  readonly peerDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly exports?: Record<string, unknown>
}

function checkManifest(pkg: Package, imported: Imported): void {
  const manifest = JSON.parse(readFileSync(join(pkg.path, 'package.json'), 'utf8')) as Manifest
  const report = (rule: string) => pkg.report('package.json', rule)
  const name = packageName(pkg.folder)
  if (manifest.name !== name) report(`the package in ${pkg.folder} is named ${name}`)
  const optional = Object.keys(manifest.optionalDependencies ?? {})
  // Only who touches a host can do without something.
  if (manifest.peerDependencies !== undefined || (optional.length > 0 && pkg.layer.host !== 'node')) {
    report('what a package needs is in its dependencies: no others')
  }
  const needed = [...Object.keys(manifest.dependencies ?? {}), ...optional]
  const forTests = Object.keys(manifest.devDependencies ?? {})
  for (const d of needed) {
    if (!imported.sources.has(d)) report(`dependencies are what is imported: ${d} is not`)
  }
  for (const i of imported.sources) {
    if (!needed.includes(i)) report(`what is imported is in dependencies: ${i} is not`)
  }
  for (const d of forTests) {
    if (!imported.tests.has(d)) report(`devDependencies are what tests import: ${d} is not`)
  }
  for (const i of imported.tests) {
    if (TEST_LIBRARIES.includes(i) || needed.includes(i) || forTests.includes(i)) continue
    report(`what tests import is in dependencies or devDependencies: ${i} is not`)
  }
  const entries = Object.keys(manifest.exports ?? {})
  if (!entries.includes('.') || entries.some((e) => e !== '.' && e !== './package.json')) {
    report(`exports close everything but "." and "./package.json": not ${list(entries)}`)
  }
  checkProject(pkg, oursOf(needed), oursOf(forTests))
}

const oursOf = (names: readonly string[]) => names.map(folderOf).filter((f) => f !== undefined)

interface Project {
  readonly compilerOptions?: { readonly types?: readonly string[]; readonly lib?: readonly string[] }
  readonly references?: readonly { readonly path: string }[]
}

const readProject = (file: string) =>
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Project) : undefined
const referencesOf = (file: string) => readProject(file)?.references?.map((r) => r.path) ?? []

/** Checks a package's tsconfig.json against those of our packages that its manifest says it needs, itself or in tests. */
function checkProject(pkg: Package, needed: readonly string[], forTests: readonly string[]): void {
  const file = join(pkg.path, 'tsconfig.json')
  const report = (rule: string) => pkg.report('tsconfig.json', rule)
  const references = referencesOf(file).map((path) => path.replace('../', ''))
  for (const reference of references) {
    const rule = brokenByOurs(pkg, reference)
    if (rule !== undefined) report(rule)
    else if (!needed.includes(reference) && !forTests.includes(reference)) {
      report(`references are the dependencies: ${reference} is none`)
    }
  }
  for (const folder of needed) {
    if (!references.includes(folder)) report(`dependencies are referred to: ${folder} is not`)
  }
  const { types, lib } = readProject(file)?.compilerOptions ?? {}
  if (pkg.layer.host === 'language' && (types !== undefined || lib !== undefined)) {
    report(`${pkg.folder} is compiled without the types of Node and of web pages: no types, no lib`)
  }
}
