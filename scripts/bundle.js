// The command in a few files, for a start in half the time: Node takes about a millisecond for each of the hundreds that
// `tsc -b` makes. bin/jvisor.js takes them for as long as nothing has been built anew since. Run after `tsc -b`.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'esbuild'
import { isFresh } from '../packages/cli/bin/fresh.js'

const cli = join(import.meta.dirname, '../packages/cli')
const outdir = join(cli, 'dist/bundle')

/** What is loaded when it is needed, if at all, stays where it is; zod is the only one that every start needs. */
const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(cli, 'package.json'), 'utf8'))
const external = Object.keys({ ...dependencies, ...optionalDependencies }).filter(
  (name) => !/^@?jvisor\b|^zod$/.test(name),
)

if (!isFresh(join(outdir, 'start.js'))) {
  const { outputFiles } = await build({
    entryPoints: ['start.js', 'sentry-thread.js'].map((file) => join(cli, 'dist', file)),
    outdir,
    external: [...external, 'fast-check'],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifyWhitespace: true,
    minifySyntax: true,
    write: false,
    logLevel: 'warning',
  })
  rmSync(outdir, { recursive: true, force: true })
  mkdirSync(outdir)
  // start.js last: with it the others are there.
  const isStart = ({ path }) => basename(path) === 'start.js'
  for (const file of outputFiles.toSorted((a, b) => isStart(a) - isStart(b)))
    writeFileSync(file.path, file.contents)
}
