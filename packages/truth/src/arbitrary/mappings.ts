// Random calls on the address space: mmap and its family, within the arena. Lengths stay within it too, or are ones that
// every kernel refuses: what lies beyond the arena is the player's.

import fc from 'fast-check'
import type { StepInput } from './transfers.ts'
import { address, flags, page, type Value, weighted } from './values.ts'

const aligned = fc.integer({ min: 1, max: 20 }).map((page): Value => `arena+${page}*PAGE`)
const place = weighted<Value>(
  [5, page],
  [5, aligned],
  [1, fc.constantFrom<Value>('arena+1', 'arena+4095', '2**47', '2**64-4096', 'arena+8191*PAGE')],
)
const pages = weighted<Value>(
  [10, fc.integer({ min: 1, max: 4 }).map((n): Value => n * 4096)],
  [2, fc.constantFrom<Value>(0, 1, 4095, 4097)],
  [1, fc.constantFrom<Value>('2**47', '2**63', '2**64-1', '2**64-4096')],
)
/** madvise and msync go on behind holes, into what is not the scenario's. */
const advisedPages = pages.filter((n) => n !== '2**47' && n !== '2**63')
const prot = flags(['PROT_READ', 'PROT_WRITE', 'PROT_EXEC'], ['PROT_READ|PROT_SEM', 0x10, 'PROT_GROWSDOWN'])
const backing = weighted<Value>(
  [3, fc.constantFrom<Value>('f', 'fr', 'fw', 'm')],
  [1, fc.constantFrom<Value>(-1, 'd', 'p.r', 'z', 'n', 'fp', 'x')],
)
const type = weighted<Value>(
  [6, fc.constantFrom<Value>('MAP_PRIVATE', 'MAP_SHARED')],
  [1, fc.constantFrom<Value>('MAP_SHARED_VALIDATE', 0)],
)
const extra = flags([
  'MAP_NORESERVE',
  'MAP_POPULATE',
  'MAP_LOCKED',
  'MAP_STACK',
  'MAP_NONBLOCK',
  'MAP_GROWSDOWN',
])
const fileOffset = weighted<Value>(
  [8, fc.constantFrom<Value>(0, 4096, 8192)],
  [1, fc.constantFrom<Value>(1, 65536, '2**63-4096', '2**63')],
)
const where = fc.constantFrom('MAP_FIXED', 'MAP_FIXED', 'MAP_FIXED', 'MAP_FIXED_NOREPLACE')

const mmap = fc.oneof(
  fc
    .tuple(place, pages, prot, type, where, extra)
    .map(
      ([at, n, p, t, w, more]): StepInput => ({ mmap: [at, n, p, `${t}|${w}|MAP_ANONYMOUS|${more}`, -1, 0] }),
    ),
  fc
    .tuple(place, pages, prot, type, where, backing, fileOffset)
    .map(([at, n, p, t, w, fd, off]): StepInput => {
      // Offsets from 2^53 on are too large for our files, of which a shared mapping of /dev/zero is one.
      const start = fd === 'z' && typeof off === 'string' ? 0 : off
      return { mmap: [at, n, p, `${t}|${w}`, fd, start] }
    }),
)

const ADVICE = [
  'NORMAL',
  'RANDOM',
  'SEQUENTIAL',
  'WILLNEED',
  'DONTNEED',
  'REMOVE',
  'DONTFORK',
  'DOFORK',
  'WIPEONFORK',
  'KEEPONFORK',
  'DONTDUMP',
  'DODUMP',
  'POPULATE_READ',
  'POPULATE_WRITE',
  'COLD',
]
const advice = weighted<Value>(
  [10, fc.constantFrom(...ADVICE).map((a): Value => `MADV_${a}`)],
  [1, fc.constantFrom<Value>(5, 100, -1)],
)
const anywhere = weighted<Value>([8, page], [3, place], [1, address])
const remap = fc
  .tuple(anywhere, pages, pages, flags(['MREMAP_MAYMOVE', 'MREMAP_DONTUNMAP'], [8, -1]), fc.boolean(), place)
  .map(([at, n, m, f, fixed, to]): StepInput => ({ mremap: [at, n, m, fixed ? `${f}|MREMAP_FIXED` : f, to] }))

const heapEnd = weighted<Value>(
  [8, fc.constantFrom<Value>('brk', 'brk+1', 'brk+4096', 'brk+4097', 'brk+10000', 'brk+60*PAGE')],
  [2, fc.integer({ min: 0, max: 100_000 }).map((n): Value => `brk+${n}`)],
  [1, fc.constantFrom<Value>(0, 1, 'brk-1', '2**47', '2**63', -1)],
)

export const mappingCall: fc.Arbitrary<StepInput> = weighted<StepInput>(
  [6, mmap],
  [3, fc.tuple(anywhere, pages).map(([at, n]): StepInput => ({ munmap: [at, n] }))],
  [4, fc.tuple(anywhere, pages, prot).map(([at, n, p]): StepInput => ({ mprotect: [at, n, p] }))],
  [3, remap],
  [4, fc.tuple(anywhere, advisedPages, advice).map(([at, n, a]): StepInput => ({ madvise: [at, n, a] }))],
  [
    1,
    fc
      .tuple(anywhere, advisedPages, flags(['MS_ASYNC', 'MS_SYNC', 'MS_INVALIDATE'], [8]))
      .map(([at, n, f]): StepInput => ({ msync: [at, n, f] })),
  ],
  [1, fc.tuple(anywhere, pages).map(([at, n]): StepInput => ({ mincore: [at, n, { out: 16 }] }))],
  [1, fc.tuple(anywhere, pages).map(([at, n]): StepInput => ({ mlock: [at, n] }))],
  [
    1,
    fc
      .tuple(anywhere, pages, fc.constantFrom<Value>(0, 'MLOCK_ONFAULT', 2))
      .map(([at, n, f]): StepInput => ({ mlock2: [at, n, f] })),
  ],
  [1, fc.tuple(anywhere, pages).map(([at, n]): StepInput => ({ munlock: [at, n] }))],
  [
    1,
    weighted<Value>(
      [4, flags(['MCL_CURRENT', 'MCL_FUTURE', 'MCL_ONFAULT'])],
      [1, fc.constantFrom<Value>(8, -1)],
    ).map((f): StepInput => ({ mlockall: [f] })),
  ],
  [1, fc.constant<StepInput>({ munlockall: [] })],
  [2, heapEnd.map((at): StepInput => ({ brk: [at] }))],
  [
    1,
    fc
      .constantFrom<Value>('brk', 'brk+4090', 'brk+8191')
      .map((at): StepInput => ({ poke: { at, bytes: 'heap' } })),
  ],
)
