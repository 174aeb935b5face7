// Code blocks of Markdown files, made runnable. Called by the tests of the READMEs and of the packed packages.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, transform } from 'esbuild'

/** The folder of the workspace. */
export const ROOT = join(import.meta.dirname, '..')

/** The part of a Markdown text below a second-level heading; undefined if there is no such heading. */
export function section(markdown: string, heading: string): string | undefined {
  return markdown.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0]
}

/** The first ```ts block below a heading of `file`, a path from the root. @throws if there is none. */
export function firstExample(file: string, heading: string): string {
  const text = section(readFileSync(join(ROOT, file), 'utf8'), heading)
  if (text === undefined) throw new Error(`${file}: there is no heading "## ${heading}"`)
  const example = /^```ts\n([\s\S]*?)^```$/m.exec(text)?.[1]
  if (example === undefined) throw new Error(`${file}: there is no \`\`\`ts block below "## ${heading}"`)
  return example
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
  writeFileSync(file, (await transform(source, { loader: 'ts', format: 'esm' })).code)
}
