// The packages can be published: their manifests are sound, and what is packed installs and runs elsewhere. Runs on
// what `tsc -b` has built.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstExample, ROOT, writeAsJavaScript } from './embed.ts'
import { packageName } from './layers.ts'

const work = mkdtempSync(join(tmpdir(), 'packed-'))
const project = join(work, 'project')

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(ROOT, 'packages', folder, 'package.json'), 'utf8'))

/** All that are published: the page is not. */
const PACKAGES = readdirSync(join(ROOT, 'packages')).filter((folder) => manifestOf(folder).private !== true)

/** The tarball that `pnpm pack` makes of a package. */
function tarballOf(folder: string): string {
  const { name, version } = manifestOf(folder)
  return join(work, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`)
}

/** The environment without npx's own `-p` and `-c`, which an npx inside an npx would take for its own. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(package|call)$/i.test(name)),
)

/** Runs a command to its end. @returns its standard output. @throws with what it said, if it fails. */
function run(command: string, args: readonly string[], cwd: string): string {
  try {
    return execFileSync(command, args, {
      cwd,
      env: ENVIRONMENT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string }
    throw new Error(`${command} ${args.join(' ')}\n${stdout}${stderr}`)
  }
}

/** Runs pnpm: the one that runs this test, or the one that npx finds. */
function pnpm(args: readonly string[], cwd: string): string {
  const self = process.env.npm_execpath
  const viaNode = self?.includes('pnpm') === true && /\.[cm]?js$/.test(self)
  const [command, ...first] = viaNode ? [process.execPath, self] : ['npx', '-y', 'pnpm@12']
  return run(command, [...first, ...args], cwd)
}

beforeAll(() => {
  pnpm(
    ['-r', ...PACKAGES.flatMap((p) => ['--filter', packageName(p)]), 'pack', '--pack-destination', work],
    ROOT,
  )
  mkdirSync(project)
  const dependencies = Object.fromEntries(PACKAGES.map((p) => [packageName(p), `file:${tarballOf(p)}`]))
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, overrides: dependencies }),
  )
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], project)
}, 180_000)

afterAll(() => rmSync(work, { recursive: true, force: true }))

describe.each(PACKAGES)('%s', (folder) => {
  test('has a manifest like the others', () => {
    const manifest = manifestOf(folder)
    const built = { types: './dist/index.d.ts', default: './dist/index.js' }
    expect(manifest).toMatchObject({
      name: packageName(folder),
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      repository: { directory: `packages/${folder}` },
      files: expect.arrayContaining(['dist', 'src', '!src/**/*.test.ts', '!src/**/*.testing.ts']),
      publishConfig: { access: 'public' },
    })
    expect(manifest.description).toMatch(/\S/)
    expect(manifest.exports).toEqual({
      '.': { 'jvisor-source': './src/index.ts', ...built },
      './package.json': './package.json',
    })
    expect(manifest.publishConfig.exports).toEqual({ '.': built, './package.json': './package.json' })
  })

  test('has nothing that publint would mend', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarballOf(folder))
    const tarball = buffer.slice(byteOffset, byteOffset + byteLength)
    const { messages, pkg } = await publint({ pack: { tarball }, strict: true })
    expect(messages.map((m) => formatMessage(m, pkg ?? {}))).toEqual([])
  })

  test('is packed with what it needs, and no more', async () => {
    const installed = join(project, 'node_modules', packageName(folder))
    const text = readFileSync(join(installed, 'package.json'), 'utf8')
    expect(text).not.toContain('workspace:')
    expect(text).not.toContain('jvisor-source')
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
    for (const file of ['LICENSE', 'README.md', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts']) {
      expect(files).toContain(file)
    }
    expect(files.filter((f) => /\.(test|testing)\.|node_modules|tsbuildinfo/.test(f))).toEqual([])
    const outside = join(project, `import-${folder}.js`)
    writeFileSync(outside, `console.log(Object.keys(await import('${packageName(folder)}')).length)`)
    expect(Number(run(process.execPath, [outside], project))).toBeGreaterThan(0)
  })
})

test('the example of embedding in README.md runs where the packages are installed', async () => {
  await writeAsJavaScript(firstExample('README.md', 'Embed'), join(project, 'example.js'))
  run(process.execPath, ['example.js'], project)
})

test('the command runs where it is installed', () => {
  expect(run('npx', ['--no-install', 'jvisor', '--help'], project)).toContain('Usage: jvisor')
})
