// Code blocks of Markdown files, made runnable.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

export const ROOT = join(import.meta.dirname, '..')

/** The first ```ts block of a Markdown text below a heading; undefined if there is none. */
export function firstExample(markdown: string, heading: string): string | undefined {
  const section = markdown.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0]
  return section === undefined ? undefined : /^```ts\n([\s\S]*?)^```$/m.exec(section)?.[1]
}

/**
 * Runs a TypeScript module that imports workspace packages by name, as `folder` (one of packages/) could. Throws what
 * it throws.
 */
export async function runExample(source: string, folder: string, name: string): Promise<void> {
  const directory = join(ROOT, 'test', '.tmp')
  mkdirSync(directory, { recursive: true })
  const outfile = join(directory, `${name}.mjs`)
  await build({
    stdin: { contents: source, loader: 'ts', resolveDir: join(ROOT, folder) },
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['jvisor-source'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    outfile,
    logLevel: 'silent',
  })
  await import(/* @vite-ignore */ outfile)
}

/** Writes `source` as plain JavaScript to `file`. */
export async function writeAsJavaScript(source: string, file: string): Promise<void> {
  const { transform } = await import('esbuild')
  writeFileSync(file, (await transform(source, { loader: 'ts', format: 'esm' })).code)
}
