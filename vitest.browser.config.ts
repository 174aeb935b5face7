import { mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

// What needs a browser; `pnpm test` leaves it out, .ci/run does not.
const config = mergeConfig(base, {})
config.test.include = ['test/browser/*.browser.ts']
export default config
