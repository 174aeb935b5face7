import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// Whether mistakes are caught: a few minutes of computing, so `pnpm test` leaves it out. .ci/run does not.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/mutants/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 120_000,
    setupFiles: [],
  },
})
