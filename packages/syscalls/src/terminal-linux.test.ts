// Terminals and job control: what Linux answered.

import { describe } from 'vitest'
import { JOB_CONTROL_RECORDED } from './job-control-recorded.testing.ts'
import { testRecorded } from './recorded.testing.ts'
import { TERMINAL_FULL_RECORDED } from './terminal-full-recorded.testing.ts'
import { TERMINAL_RANDOM_RECORDED } from './terminal-random-recorded.testing.ts'
import { TERMINAL_RECORDED } from './terminal-recorded.testing.ts'

describe('terminals', () => testRecorded(TERMINAL_RECORDED))
describe('terminals in random modes', () => testRecorded(TERMINAL_RANDOM_RECORDED))
describe('terminals that nobody reads', () => testRecorded(TERMINAL_FULL_RECORDED))
describe('job control', () => testRecorded(JOB_CONTROL_RECORDED))
