import { RLIM_NLIMITS, RLIMIT_FSIZE, RLIMIT_NOFILE } from '@jvisor/abi'
import { expect, test } from 'vitest'
import { LimitSet } from './limits.ts'

test('nothing is limited to begin with but open files', () => {
  const limits = new LimitSet()
  const all = Array.from({ length: RLIM_NLIMITS }, (_, i) => limits.get(i))
  expect(all[RLIMIT_NOFILE]).toEqual({ cur: 1024, max: 4096 })
  all.splice(RLIMIT_NOFILE, 1)
  expect(all).toEqual(all.map(() => ({ cur: Infinity, max: Infinity })))
})

test('files and sizes go by the soft limit', () => {
  const limits = new LimitSet()
  limits.set(RLIMIT_FSIZE, { cur: 10, max: 20 })
  limits.set(RLIMIT_NOFILE, { cur: 0, max: 5 })
  expect([limits.fileSize, limits.openFiles]).toEqual([10, 0])
})

test('a limit is kept as it was set, whatever becomes of the object', () => {
  const limits = new LimitSet()
  const limit = { cur: 1, max: 2 }
  limits.set(RLIMIT_FSIZE, limit)
  limit.cur = 99
  expect(limits.get(RLIMIT_FSIZE)).toEqual({ cur: 1, max: 2 })
  expect(new LimitSet().fileSize).toBe(Infinity)
})
