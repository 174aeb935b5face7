// Bundles the slice for a browser.

import { join } from 'node:path'
import { build } from 'esbuild'

/** The bundle as one script. @throws if anything of Node is imported: nothing stands in for it. */
export async function bundleSlice(): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, 'slice.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    conditions: ['jvisor-source'],
    logLevel: 'silent',
  })
  return result.outputFiles[0].text
}
