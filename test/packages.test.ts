// The packages can be published: their manifests are sound, and what is packed installs and runs elsewhere.

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { firstExample, ROOT, writeAsJavaScript } from './embed.ts'

const PACKAGES = readdirSync(join(ROOT, 'packages'))
let work: string

/** The environment without npx's own `-p` and `-c`, which an npx inside an npx would take for its own. */
const ENVIRONMENT = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^npm_config_(package|call)$/i.test(name)),
)

/** Runs pnpm: the one that runs this test, or the one that npx finds. */
function pnpm(args: readonly string[], cwd: string): string {
  const self = process.env.npm_execpath
  const viaNode = self?.includes('pnpm') === true && /\.[cm]?js$/.test(self)
  const [command, ...first] = viaNode ? [process.execPath, self] : ['npx', '-y', 'pnpm@12']
  return execFileSync(command, [...first, ...args], {
    cwd,
    env: ENVIRONMENT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'packed-'))
  mkdirSync(join(work, 'tarballs'))
  pnpm(['-r', 'pack', '--pack-destination', join(work, 'tarballs')], ROOT)
}, 120_000)

afterAll(() => rmSync(work, { recursive: true, force: true }))

describe.each(PACKAGES)('%s', (folder) => {
  const path = join(ROOT, 'packages', folder)
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))

  test('is one of a kind in its manifest', () => {
    expect(manifest).toMatchObject({
      name: folder === 'jvisor' ? 'jvisor' : `@jvisor/${folder}`,
      license: 'Apache-2.0',
      type: 'module',
      sideEffects: false,
      engines: { node: '>=20.19' },
      publishConfig: { access: 'public' },
    })
    expect(manifest.description).toMatch(/\S/)
    expect(Object.keys(manifest.exports)).toEqual(['.', './package.json'])
  })

  test('has nothing that publint would mend', async () => {
    const name = manifest.name.replace('@', '').replace('/', '-')
    const tarball = readFileSync(join(work, 'tarballs', `${name}-${manifest.version}.tgz`))
    const buffer = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength)
    const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true })
    expect(messages.map((m) => formatMessage(m, pkg ?? {}))).toEqual([])
  })
})

test('what is packed installs into an empty project, and the README example runs there', {
  timeout: 180_000,
}, async () => {
  const project = join(work, 'project')
  mkdirSync(project)
  const tarballs = readdirSync(join(work, 'tarballs')).map((f) => join(work, 'tarballs', f))
  const dependencies = Object.fromEntries(
    tarballs.map((t) => {
      const folder = PACKAGES.find(
        (p) => new RegExp(`/(jvisor-)?${p}-\\d`).test(t) && (p !== 'jvisor' || /\/jvisor-\d/.test(t)),
      )
      return [folder === 'jvisor' ? 'jvisor' : `@jvisor/${folder}`, `file:${t}`]
    }),
  )
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({
      name: 'elsewhere',
      private: true,
      type: 'module',
      dependencies,
      overrides: dependencies,
    }),
  )
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    env: ENVIRONMENT,
    stdio: 'pipe',
  })
  const example = firstExample(readFileSync(join(ROOT, 'README.md'), 'utf8'), 'Embed')
  await writeAsJavaScript(example ?? 'throw new Error("no example")', join(project, 'example.js'))
  execFileSync(process.execPath, ['example.js'], { cwd: project, env: ENVIRONMENT, stdio: 'pipe' })
  const help = execFileSync('npx', ['--no-install', 'jvisor', '--help'], {
    cwd: project,
    env: ENVIRONMENT,
    encoding: 'utf8',
  })
  expect(help).toContain('Usage: jvisor')
})

test('every built package can be imported', async () => {
  for (const folder of PACKAGES) {
    const module = await import(/* @vite-ignore */ join(ROOT, 'packages', folder, 'dist', 'index.js'))
    expect(Object.keys(module).length).toBeGreaterThan(0)
  }
})
