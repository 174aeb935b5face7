// Bundles sources for a browser, with nothing that stands in for Node. Called by bundle.test.ts and, in Chromium, by
// chromium.browser.ts.

import { join } from 'node:path'
import { build } from 'esbuild'
import { firstExample, ROOT } from '../embed.ts'
import { LAYERS } from '../layers.ts'

/** What the slice answers. */
export const SLICE_RESULT = 'readv: 196, exited with 7'

/** The packages that run wherever the language does. */
export const CORE = Object.keys(LAYERS).filter((folder) => ['language', 'web'].includes(LAYERS[folder].host))

/** The bundle of a source, as a script that sets the global `bundle` to its exports. @throws if it needs Node. */
export async function bundle(source: string): Promise<string> {
  const result = await build({
    stdin: { contents: source, loader: 'ts', resolveDir: join(ROOT, 'test/browser') },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundle',
    platform: 'browser',
    target: 'es2022',
    conditions: ['jvisor-source'],
    logLevel: 'silent',
  })
  return result.outputFiles[0].text
}

/** The slice: a whole machine that runs a program. */
export const bundleSlice = () => bundle("export { slice } from './slice.ts'")

/** The example of the front door's README, which fails if it is not what it says; as a function, for it awaits. */
export async function bundleExample(): Promise<string> {
  const example = firstExample('packages/jvisor/README.md', 'Example')
  const [imports, ...rest] = example.split('\n')
  return bundle(`${imports}\nexport async function example() {\n${rest.join('\n')}\nreturn text\n}`)
}

/** A machine in a worker: both sides, in one script. */
export const bundleWorker = () => bundle("export { boot, bootInWorker, serveVm } from 'jvisor'")

/** The replay of a corpus. */
export const bundleReplay = () => bundle("export { replay } from './replay.ts'")

/** All that a package offers. */
export const bundlePackage = (folder: string) =>
  bundle(`export * from '../../packages/${folder}/src/index.ts'`)
