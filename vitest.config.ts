import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests run on the sources of every workspace package (the `jvisor-source` export condition), not on built files.
// With VITEST_JSON the counts go to a file as well.
const report = process.env.VITEST_JSON

export default defineConfig({
  resolve: { conditions: ['jvisor-source'] },
  ssr: { resolve: { conditions: ['jvisor-source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/mutants/**'],
    setupFiles: ['packages/cli/bin/v8-flags.js', 'test/leaks.setup.ts'],
    testTimeout: 60_000,
    maxWorkers: availableParallelism(),
    // No module keeps state that a test changes, so the files of a worker share them: loading them anew for each file
    // took a quarter of the time.
    isolate: false,
    reporters: report === undefined ? ['default'] : ['default', 'json'],
    ...(report === undefined ? {} : { outputFile: { json: report } }),
  },
})
