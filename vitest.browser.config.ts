import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// What needs a browser; `pnpm test` leaves it out, .ci/run does not.
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/browser/*.browser.ts', 'packages/explorer/browser/*.browser.ts'] },
})
