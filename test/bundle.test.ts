// The core packages bundle for a browser as they are, and run where there is only the language.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { bundle, bundlePackage, bundleSlice, CORE, SLICE_RESULT } from './browser/bundle.ts'
import type { slice } from './browser/slice.ts'
import { ROOT } from './embed.ts'

/** Runs a bundle in a context with the language and WebAssembly, and no more: no process, no timers, no DOM. */
function run<T>(script: string): T {
  expect(script).not.toMatch(/["'`]node:|\brequire\(/)
  return runInNewContext(`${script};bundle`)
}

test('the bundle of the slice needs nothing of Node', async () => {
  expect(await run<{ slice: typeof slice }>(await bundleSlice()).slice()).toBe(SLICE_RESULT)
})

const present = readdirSync(join(ROOT, 'packages'))

test.each(CORE.filter((folder) => present.includes(folder)))(
  'the bundle of %s needs nothing of Node',
  async (folder) => {
    expect(Object.keys(run(await bundlePackage(folder))).length).toBeGreaterThan(0)
  },
)

describe('what needs Node is found out', () => {
  test.each([
    ["import 'node:fs'", 'Could not resolve "node:fs"'],
    ["import 'fs'", 'Could not resolve "fs"'],
  ])('by bundling %s', async (source, problem) => {
    await expect(bundle(source)).rejects.toThrow(problem)
  })

  test.each(['process.pid', 'setTimeout(() => {})', 'Buffer.alloc(1)', 'document.title'])(
    'by running %s',
    async (source) => {
      const script = await bundle(source)
      expect(() => run(script)).toThrow(/is not defined/)
    },
  )
})
