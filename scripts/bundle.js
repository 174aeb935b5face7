// The command in a few files, for a start in half the time: Node takes about a millisecond for each of the hundreds that
// `tsc -b` makes. bin/jvisor.js takes them for as long as nothing has been built anew since. Run after `tsc -b`.

import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { isFresh } from '../packages/cli/bin/fresh.js'

const cli = join(import.meta.dirname, '../packages/cli')
const outdir = join(cli, 'dist/bundle')
const start = join(outdir, 'start.js')

/** What is loaded when it is needed, if at all, stays where it is; zod is the only one that every start needs. */
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'))
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !/^@?jvisor\b|^zod$/.test(name),
)

/** What every run loads: a script for each of the two threads. */
const SCRIPTS = ['main', 'sentry']

const dist = (name) => join(cli, 'dist', `${name}.js`)
const common = {
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  minifyWhitespace: true,
  minifySyntax: true,
  external: [...external, 'fast-check'],
  logLevel: 'warning',
}

/** Puts the interpreter for the usual place of a hart into riscv64's prebuilt.js, which waits for it. */
const interpreter = {
  name: 'interpreter',
  setup(build) {
    build.onLoad({ filter: /riscv64\/dist\/engine\/prebuilt\.js$/ }, async ({ path }) => {
      const engine = (name) => import(pathToFileURL(join(dirname(path), name)).href)
      const { USUAL_BASE } = await engine('prebuilt.js')
      const { hartLayout } = await engine('layout.js')
      const { interpreterModule } = await engine('interpreter.js')
      const module = Buffer.from(interpreterModule(hartLayout(USUAL_BASE))).toString('latin1')
      const source = readFileSync(path, 'utf8')
      const contents = source.replace('MODULE = undefined', () => `MODULE = ${JSON.stringify(module)}`)
      if (contents === source) throw new Error(`${path}: no place for the interpreter`)
      return { contents }
    })
  },
}

/** The scripts are loaded with their code. */
const scripts = {
  name: 'scripts',
  setup(build) {
    build.onLoad({ filter: new RegExp(`cli/dist/(${SCRIPTS.join('|')})\\.js$`) }, ({ path }) => {
      const name = basename(path, '.js')
      const exported = { main: 'main', sentry: 'Sentry' }[name]
      return {
        contents: `import { load } from './code-cache.js'\nexport const { ${exported} } = load(new URL('${name}.cjs', import.meta.url))`,
      }
    })
  },
}

if (!isFresh(start)) {
  rmSync(outdir, { recursive: true, force: true })
  mkdirSync(outdir, { recursive: true })
  await build({
    ...common,
    entryPoints: SCRIPTS.map(dist),
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl=require('node:url').pathToFileURL(__filename).href;" },
    plugins: [interpreter],
  })
  // Without it the command is only slower to start.
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, 'record-code.js')], {
    stdio: 'inherit',
  })
  if (status !== 0) console.error(`bundle: the run whose code is kept ended with ${status}`)
  await build({
    ...common,
    entryPoints: ['start', 'sentry-thread'].map(dist),
    format: 'esm',
    splitting: true,
    plugins: [scripts],
  })
}
