// The core packages bundle for a browser as they are.

import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { bundleSlice } from './browser/bundle.ts'

test('the bundle for browsers needs nothing of Node', async () => {
  const script = await bundleSlice()
  expect(script).not.toMatch(/\bnode:|\brequire\(/)
  // A context with the language and WebAssembly, and no more: no process, no Buffer, no timers, no DOM.
  const context: { slice?: () => Promise<string> } = {}
  runInNewContext(script, context)
  expect(await context.slice?.()).toBe('readv: 196, exited with 7')
})
