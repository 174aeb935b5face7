// The page, built and served for as long as a test or a script needs it.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, preview } from 'vite'

const ROOT = join(import.meta.dirname, '..')

export interface Site {
  readonly url: string
  /** The folder with what was built. */
  readonly folder: string
  close(): Promise<void>
}

/** Builds the page into a folder of its own, and serves it on this machine. */
export async function serveSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'explorer-'))
  const shared = { root: ROOT, logLevel: 'error', build: { outDir: folder, emptyOutDir: true } } as const
  await build(shared)
  const server = await preview({ ...shared, preview: { port: 0, host: '127.0.0.1' } })
  const url = server.resolvedUrls?.local[0]
  if (url === undefined) throw new Error('the page is not served')
  return {
    url,
    folder,
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
