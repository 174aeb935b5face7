// Random operations on address spaces, as fast-check makes them: what, where and how, in pages from the arena's start.

import type { AccessType } from '@jvisor/usermem'
import { addr, READ, READ_WRITE, WRITE } from '@jvisor/usermem'
import fc from 'fast-check'
import { BASE, PAGE } from './fixtures.testing.ts'
import type { MmapLayout } from './layout.ts'

/** Pages of the arena. */
export const PAGES = 24
export const LAYOUT: MmapLayout = {
  minAddr: BASE,
  maxAddr: addr(BASE + PAGES * PAGE),
  mmapTop: addr(BASE + 20 * PAGE),
  brkStart: addr(BASE + 13 * PAGE),
}

const page = fc.integer({ min: -1, max: PAGES })
const size = fc.integer({ min: 0, max: 6 })
const perms = fc.constantFrom(0, 1, 1, 2, 3, 3, 3, 4, 5, 7) as fc.Arbitrary<AccessType>
/** Offsets near the borders of pages, where things go wrong. */
const place = fc.tuple(page, fc.constantFrom(0, 0, 1, 17, PAGE - 1)).map(([p, b]) => p * PAGE + b)
const length = fc.tuple(fc.nat(3), fc.constantFrom(0, 1, 16, 17, PAGE - 1)).map(([p, b]) => p * PAGE + b)

/** One call, or what else happens; places are pages or bytes from the arena's start. */
export type Operation =
  | {
      op: 'mmap'
      how: 'hint' | 'fixed' | 'noReplace'
      page: number
      size: number
      perms: AccessType
      kind: string
      offset: number
    }
  | { op: 'munmap'; page: number; size: number }
  | { op: 'mprotect'; page: number; size: number; perms: AccessType }
  | { op: 'copyOut' | 'copyIn' | 'zeroOut'; place: number; length: number; force: boolean }
  | { op: 'copyOutFrom' | 'copyInTo'; ranges: [number, number][]; room: number; force: boolean }
  | { op: 'brk'; place: number }
  | { op: 'write'; place: number; length: number }
  | { op: 'truncate'; size: number }
  | { op: 'move'; page: number; size: number; to: number; dontUnmap: boolean }
  | { op: 'grow'; page: number; old: 0 | 1; size: number; mayMove: boolean }
  | { op: 'advise'; page: number; size: number; advice: 'dontNeed' | 'dontFork' | 'doFork' | 'wipe' }
  | { op: 'execute'; place: number; access: AccessType }
  | { op: 'fork' }
  | { op: 'exit' }

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      op: fc.constant('mmap' as const),
      how: fc.constantFrom('hint' as const, 'fixed' as const, 'fixed' as const, 'noReplace' as const),
      page,
      size,
      perms,
      kind: fc.constantFrom('anon', 'anon', 'private', 'shared', 'readonly'),
      offset: fc.nat(4),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('munmap' as const), page, size }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('mprotect' as const), page, size, perms }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom('copyOut' as const, 'copyIn' as const, 'zeroOut' as const),
      place,
      length,
      force: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constantFrom('copyOutFrom' as const, 'copyInTo' as const),
      ranges: fc.array(fc.tuple(place, length), { maxLength: 4 }),
      room: fc.oneof(fc.constant(1e6), fc.nat(3 * PAGE)),
      force: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('brk' as const), place }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('write' as const), place: fc.nat(5 * PAGE), length: fc.nat(20) }),
  },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('truncate' as const), size: fc.nat(6 * PAGE) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('move' as const),
      page,
      size,
      to: fc.nat(PAGES),
      dontUnmap: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('grow' as const),
      page,
      old: fc.constantFrom(0 as const, 1 as const),
      size,
      mayMove: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('advise' as const),
      page,
      size,
      advice: fc.constantFrom('dontNeed' as const, 'dontFork' as const, 'doFork' as const, 'wipe' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('execute' as const),
      place,
      access: fc.constantFrom(READ, WRITE, READ_WRITE),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('fork' as const) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('exit' as const) }) },
)
