import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

// What needs a cross compiler, qemu and programs of Debian's; `pnpm test` leaves it out, .ci/run does not.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['guests/**/*.test.ts'],
    // The tests of a file share a machine: it does not end with each of them.
    setupFiles: [],
    globalSetup: 'guests/riscv64/debian.setup.ts',
  },
})
