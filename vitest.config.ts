import { defineConfig } from 'vitest/config'

// Tests run on the sources of every workspace package (the `jvisor-source` export condition), not on built files.
export default defineConfig({
  resolve: { conditions: ['jvisor-source'] },
  ssr: { resolve: { conditions: ['jvisor-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 60_000,
  },
})
