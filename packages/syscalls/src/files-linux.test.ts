// Files, their names, attributes and permissions: what Linux answered.

import { describe } from 'vitest'
import { ATTRIBUTES_RECORDED } from './attributes-recorded.testing.ts'
import { CPU_LIMIT_RECORDED } from './cpu-limit-recorded.testing.ts'
import { ERRNOS_RECORDED } from './errnos-recorded.testing.ts'
import { FIFOS_RECORDED } from './fifos-recorded.testing.ts'
import { LOCKS_RECORDED } from './locks-recorded.testing.ts'
import { MOUNTS_RECORDED } from './mounts-recorded.testing.ts'
import { NAMING_RECORDED } from './naming-recorded.testing.ts'
import { OOB_RECORDED } from './oob-recorded.testing.ts'
import { OPENING_RECORDED } from './opening-recorded.testing.ts'
import { PERMISSIONS_RECORDED } from './permissions-recorded.testing.ts'
import { testRecorded } from './recorded.testing.ts'
import { ROOM_RECORDED } from './room-recorded.testing.ts'
import { SCHEDULING_RECORDED } from './scheduling-recorded.testing.ts'
import { TIMERS_RECORDED } from './timers-recorded.testing.ts'
import { TIMES_RECORDED } from './times-recorded.testing.ts'

describe('names', () => testRecorded(NAMING_RECORDED))
describe('mounts', () => testRecorded(MOUNTS_RECORDED))
describe('permissions', () => testRecorded(PERMISSIONS_RECORDED))
describe('attributes', () => testRecorded(ATTRIBUTES_RECORDED))
describe('times', () => testRecorded(TIMES_RECORDED))
describe('FIFOs', () => testRecorded(FIFOS_RECORDED))
describe('locks', () => testRecorded(LOCKS_RECORDED))
describe('bytes out of band', () => testRecorded(OOB_RECORDED))
describe('errnos', () => testRecorded(ERRNOS_RECORDED))
describe('opening', () => testRecorded(OPENING_RECORDED))
describe('room', () => testRecorded(ROOM_RECORDED))
describe('limits of CPU time', () => testRecorded(CPU_LIMIT_RECORDED))
describe('timers', () => testRecorded(TIMERS_RECORDED))
describe('scheduling', () => testRecorded(SCHEDULING_RECORDED))
