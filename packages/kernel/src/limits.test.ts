import {
  RLIM_NLIMITS,
  RLIMIT_CORE,
  RLIMIT_FSIZE,
  RLIMIT_MEMLOCK,
  RLIMIT_MSGQUEUE,
  RLIMIT_NICE,
  RLIMIT_NOFILE,
  RLIMIT_RTPRIO,
  RLIMIT_SIGPENDING,
  RLIMIT_STACK,
} from '@jvisor/abi'
import { expect, test } from 'vitest'
import { LimitSet } from './limits.ts'

test('few things are limited to begin with', () => {
  const limits = new LimitSet()
  const all = Array.from({ length: RLIM_NLIMITS }, (_, i) => limits.get(i))
  const want = all.map(() => ({ cur: Infinity, max: Infinity }))
  want[RLIMIT_NOFILE] = { cur: 1024, max: 4096 }
  want[RLIMIT_STACK] = { cur: 8 << 20, max: Infinity }
  want[RLIMIT_CORE] = { cur: 0, max: Infinity }
  want[RLIMIT_SIGPENDING] = { cur: 30_000, max: 30_000 }
  want[RLIMIT_MEMLOCK] = { cur: 8 << 20, max: 8 << 20 }
  want[RLIMIT_MSGQUEUE] = { cur: 819_200, max: 819_200 }
  want[RLIMIT_NICE] = want[RLIMIT_RTPRIO] = { cur: 0, max: 0 }
  expect(all).toEqual(want)
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
