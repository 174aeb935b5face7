// The task's way to user memory, at its limits. The rules of iovec arrays are those that Linux 6.18 showed.

import {
  E2BIG,
  EFAULT,
  EINVAL,
  ENAMETOOLONG,
  type Errno,
  ESRCH,
  errnoName,
  MAX_RW_COUNT,
  OK,
} from '@jvisor/abi'
import {
  type Addr,
  AddrRangeSeq,
  addr,
  BlockSeq,
  BlockSeqReader,
  IGNORE_PERMISSIONS,
  INVALID_ADDR,
  NO_ACCESS,
  type Transfer,
} from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { HOST, map, mapBeforeHole, newTask, platformOf } from './kernel.testing.ts'
import type { Task } from './task.ts'

const TOP = 0x7fff_ffff_f000
const PAGE = 4096

function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0))
}

function words(...values: (number | bigint)[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, (v) => BigInt.asIntN(64, BigInt(v))).buffer)
}

/** An iovec array whose last byte is the last of its page; nothing is behind. */
function vectorAt(task: Task, ...values: (number | bigint)[]): Addr {
  const bytes = words(...values)
  const at = addr(
    mapBeforeHole(task, 1 + Math.ceil(bytes.length / PAGE)) +
      PAGE * (1 + Math.ceil(bytes.length / PAGE)) -
      bytes.length,
  )
  task.copyOut(at, bytes)
  return at
}

function shown(result: AddrRangeSeq | Errno): unknown {
  if (typeof result === 'number') return errnoName(result)
  return Array.from(result, ({ start, end }) => [start, end - start])
}

describe('iovecs of a call that waits', () => {
  /** `count` segments of so many bytes, 5 bytes apart. */
  function segments(task: Task, count: number, length = 3) {
    const base = map(task, 1)
    const iov = vectorAt(task, ...Array.from({ length: count }, (_, i) => [base + 5 * i, length]).flat())
    const ranges = Array.from({ length: count }, (_, i) => [base + 5 * i, length])
    return { base, iov, ranges }
  }

  test.each<[meanwhile: string, does: (other: Task) => void]>([
    ['another imports many', (other) => other.copyInIovecs(segments(other, 9, 4).iov, 9)],
    ['another imports few', (other) => other.copyInIovecs(segments(other, 2, 4).iov, 2)],
    ['another fails to import many', (other) => other.copyInIovecs(segments(other, 9, 4).iov, 10)],
    [
      'another moves by ranges that were not imported',
      (other) => {
        const at = map(other, 1)
        const ranges = Array.from({ length: 9 }, (_, i) => ({ start: at, end: addr(at + i) }))
        other.mm.copyOutFrom(
          AddrRangeSeq.of(ranges),
          new BlockSeqReader(BlockSeq.fromBytes(bytesOf('x'.repeat(36)))),
        )
      },
    ],
    ['memory grows', (other) => void other.mm.zeroOut(map(other, 8000), 8000 * PAGE)],
    [
      'memory grows, and another imports many',
      (other) => {
        other.mm.zeroOut(map(other, 8000), 8000 * PAGE)
        other.copyInIovecs(segments(other, 9, 4).iov, 9)
      },
    ],
  ])('stay when %s', (_, meanwhile) => {
    const task = newTask([], {}, { ...HOST, memoryBytes: 128 << 20 })
    const other = task.kernel.createProcess(platformOf(), task.syscallTable)
    if (typeof other === 'number') throw new Error('no task')
    const { base, iov, ranges } = segments(task, 7)
    const sequence = task.iovecsIOSequence(iov, 7)
    if (typeof sequence === 'number') throw new Error('no sequence')
    const rest = sequence.dropFirst(4)
    meanwhile(other)
    expect([shown(sequence.addrs), shown(rest.addrs)]).toEqual([ranges, [[base + 6, 2], ...ranges.slice(2)]])
    expect(rest.copyOutFrom(new BlockSeqReader(BlockSeq.fromBytes(bytesOf('abcdefghijklmnopq'))))).toEqual({
      n: 17,
      err: OK,
    })
    const bytes = new Uint8Array(34)
    task.copyIn(base, bytes)
    expect(String.fromCharCode(...bytes).replaceAll('\0', '.')).toBe('......ab..cde..fgh..ijk..lmn..opq.')
  })

  test('few, of a task that had many before', () => {
    const task = newTask()
    const other = task.kernel.createProcess(platformOf(), task.syscallTable)
    if (typeof other === 'number') throw new Error('no task')
    task.copyInIovecs(segments(task, 7).iov, 7)
    const { iov, ranges } = segments(task, 3)
    const few = task.copyInIovecs(iov, 3)
    other.copyInIovecs(segments(other, 9, 4).iov, 9)
    expect(shown(few)).toEqual(ranges)
  })
})

describe('copyInIovecs', () => {
  test.each<[name: string, entries: (number | bigint)[], count: number, want: unknown]>([
    ['nothing', [], 0, []],
    ['a negative count', [], -1, 'EINVAL'],
    ['too many', [], 1025, 'EINVAL'],
    ['one segment', [0x10000, 5], 1, [[0x10000, 5]]],
    [
      'empty segments stay',
      [0x10000, 0, 0, 0],
      2,
      [
        [0x10000, 0],
        [0, 0],
      ],
    ],
    ['one of 2^62 is cut, then checked', [0x10000, 2n ** 62n], 1, [[0x10000, MAX_RW_COUNT]]],
    ['two, one of 2^62, are checked, then cut', [0x10000, 1, 0x10000, 2n ** 62n], 2, 'EFAULT'],
    ['one of 2^63', [0x10000, 2n ** 63n], 1, 'EINVAL'],
    ['one of 2^64 - 1', [0x10000, -1], 1, 'EINVAL'],
    ['a negative length before a fault', [0x10000, -1], 2, 'EINVAL'],
    ['a fault before what might be negative', [0x10000, 1], 2, 'EFAULT'],
    ['a length cut off by a fault', [0x10000], 1, 'EFAULT'],
    ['a base above 2^47, several', [0x10000, 1, 2n ** 63n, 0], 2, 'EFAULT'],
    ['a base above 2^47, one', [2n ** 63n, 0], 1, 'EFAULT'],
    [
      'an end at the top',
      [TOP - 5, 5, 0, 0],
      2,
      [
        [TOP - 5, 5],
        [0, 0],
      ],
    ],
    ['an end beyond the top', [TOP - 5, 6, 0, 0], 2, 'EFAULT'],
    [
      'an empty one at the top',
      [TOP, 0, 0, 0],
      2,
      [
        [TOP, 0],
        [0, 0],
      ],
    ],
    ['an empty one above the top', [TOP + 1, 0, 0, 0], 2, 'EFAULT'],
    [
      'a total that is cut',
      [0x10000, MAX_RW_COUNT - 1, 0x10000, 2, 0x20000, 7],
      3,
      [
        [0x10000, MAX_RW_COUNT - 1],
        [0x10000, 1],
        [0x20000, 0],
      ],
    ],
  ])('%s', (_name, entries, count, want) => {
    const task = newTask()
    expect(shown(task.copyInIovecs(vectorAt(task, ...entries), count))).toEqual(want)
  })

  test('1024 segments', () => {
    const task = newTask()
    const entries = Array.from({ length: 1024 }, (_, i) => [0x10000 + i, i]).flat()
    const result = task.copyInIovecs(vectorAt(task, ...entries), 1024)
    expect(shown(result)).toEqual(Array.from({ length: 1024 }, (_, i) => [0x10000 + i, i]))
  })

  test('the length is read first: where it cannot be, the base has made no page resident', () => {
    const task = newTask()
    const vec = map(task, 1)
    const at = mapBeforeHole(task, 1)
    const resident = () => {
      task.mm.mincore(at, PAGE, vec)
      const byte = new Uint8Array(1)
      task.copyIn(vec, byte)
      return byte[0]
    }
    expect(task.copyInIovecs(addr(at + PAGE - 8), 1)).toBe(EFAULT)
    expect(resident()).toBe(0)
    expect(task.copyInIovecs(addr(at + PAGE - 24), 2)).toBe(EFAULT)
    expect(resident()).toBe(1)
  })

  test('the array itself nowhere', () => {
    expect(newTask().copyInIovecs(INVALID_ADDR, 1)).toBe(EFAULT)
    expect(newTask().copyInIovecs(addr(TOP - 8), 1)).toBe(EFAULT)
    expect(newTask().copyInIovecs(INVALID_ADDR, 0)).toBe(AddrRangeSeq.EMPTY)
  })
})

describe('copyOutIovecs', () => {
  test('writes what copyInIovecs reads', () => {
    const task = newTask()
    const at = map(task, 8)
    const ranges = AddrRangeSeq.of(
      Array.from({ length: 1500 }, (_, i) => ({ start: addr(i * 2 ** 33), end: addr(i * 2 ** 33 + i) })),
    )
    expect(task.copyOutIovecs(at, ranges)).toEqual({ n: 24000, err: OK })
    const bytes = new Uint8Array(24000)
    task.copyIn(at, bytes)
    const view = new BigInt64Array(bytes.buffer)
    expect([view[2998], view[2999]]).toEqual([1499n * 2n ** 33n, 1499n])
    expect(task.copyOutIovecs(at, AddrRangeSeq.EMPTY)).toEqual({ n: 0, err: OK })
  })

  test('stops at a fault', () => {
    const task = newTask()
    const at = addr(mapBeforeHole(task, 1) + PAGE - 20)
    const ranges = AddrRangeSeq.of([
      { start: addr(1), end: addr(2) },
      { start: addr(3), end: addr(5) },
    ])
    expect(task.copyOutIovecs(at, ranges)).toEqual({ n: 20, err: EFAULT })
  })
})

describe('singleIOSequence and iovecsIOSequence', () => {
  test.each<[name: string, at: number, length: number, want: number]>([
    ['plain', 0x10000, 5, 5],
    ['of nothing, unmapped', 0x5000, 0, 0],
    ['at the top, of nothing', TOP, 0, 0],
    ['above the top, of nothing', TOP + 1, 0, -EFAULT],
    ['to the top', TOP - 5, 5, 5],
    ['past the top', TOP - 5, 6, -EFAULT],
    ['of a negative length', 0x10000, -1, -EFAULT],
    ['of more than may be moved', 0x10000, 2 ** 32, MAX_RW_COUNT],
  ])('%s', (_name, at, length, want) => {
    const sequence = newTask().singleIOSequence(addr(at), length)
    expect(typeof sequence === 'number' ? -sequence : sequence.numBytes).toBe(want)
  })

  test('carry the options', () => {
    const task = newTask()
    const at = map(task, 1)
    task.mm.mprotect(at, PAGE, NO_ACCESS)
    const forced = task.singleIOSequence(at, 3, IGNORE_PERMISSIONS)
    const plain = task.singleIOSequence(at, 3)
    if (typeof forced === 'number' || typeof plain === 'number') throw new Error('no sequence')
    expect([forced.copyOut(bytesOf('abc')), plain.copyOut(bytesOf('abc'))]).toEqual([
      { n: 3, err: OK },
      { n: 0, err: EFAULT },
    ])
    const vector = task.iovecsIOSequence(vectorAt(task, at, 2, at + 2, 1), 2, IGNORE_PERMISSIONS)
    if (typeof vector === 'number') throw new Error('no sequence')
    const bytes = new Uint8Array(9)
    expect([vector.copyIn(bytes), bytes.subarray(0, 4)]).toEqual([
      { n: 3, err: OK },
      Uint8Array.of(97, 98, 99, 0),
    ])
    expect(task.iovecsIOSequence(at, -1)).toBe(EINVAL)
  })
})

describe('copyInString', () => {
  test.each<[name: string, text: string, max: number, want: string, err: Errno]>([
    ['up to its NUL', 'hello\0world', 100, 'hello', OK],
    ['empty', '\0', 100, '', OK],
    ['that just fits', 'abc\0', 4, 'abc', OK],
    ['that is too long keeps what fits', 'abcdef\0', 4, 'abcd', ENAMETOOLONG],
    ['that runs into a hole', 'abc', 100, 'abc', EFAULT],
    ['that ends right before a hole', 'abc\0', 100, 'abc', OK],
  ])('%s', (_name, text, max, want, err) => {
    const task = newTask()
    const at = addr(mapBeforeHole(task, 1) + PAGE - text.length)
    task.copyOut(at, bytesOf(text))
    const result = task.copyInString(at, max)
    expect([String.fromCharCode(...result.bytes), result.err]).toEqual([want, err])
  })
})

describe('vectors of strings', () => {
  /** argv of these strings; -1 stands for a pointer to nowhere. */
  function argv(task: Task, strings: (string | -1)[], end = true): Addr {
    const pointers = strings.map((s) => {
      if (s === -1) return 8
      const at = map(task, Math.ceil((s.length + 1) / PAGE))
      task.copyOut(at, bytesOf(`${s}\0`))
      return at
    })
    return vectorAt(task, ...pointers, ...(end ? [0] : []))
  }

  test.each<[name: string, strings: (string | -1)[], element: number, room: number, want: string[] | Errno]>([
    ['of nothing', [], 10, 0, []],
    ['of two', ['a', 'bc'], 10, 100, ['a', 'bc']],
    ['with an empty one', ['', 'x'], 10, 100, ['', 'x']],
    ['with one that just fits', ['abc'], 4, 100, ['abc']],
    ['with one that is too long', ['a', 'abcd'], 4, 100, E2BIG],
    ['that just fits in all', ['ab', 'cd'], 10, 6, ['ab', 'cd']],
    ['that does not', ['ab', 'cd'], 10, 5, E2BIG],
    ['with a bad pointer', ['ab', -1], 10, 100, EFAULT],
    ['whose last fault comes first', ['abcde', -1], 5, 100, EFAULT],
    ['whose last too long one comes first', [-1, 'abcde'], 5, 100, E2BIG],
  ])('%s', (_name, strings, element, room, want) => {
    const task = newTask()
    const pointers = task.copyInPointers(argv(task, strings), strings.length)
    if (typeof pointers === 'number') throw new Error(`pointers: ${errnoName(pointers)}`)
    const got = task.copyInStrings(pointers, element, room)
    expect(typeof got === 'number' ? got : got.map((s) => String.fromCharCode(...s))).toEqual(want)
  })

  test('pointers: without an end, too many, none', () => {
    const task = newTask()
    expect(task.copyInPointers(argv(task, ['ab'], false), 10)).toBe(EFAULT)
    expect(task.copyInPointers(argv(task, ['ab', 'cd']), 1)).toBe(E2BIG)
    expect(task.copyInPointers(addr(0), 10)).toEqual([])
  })
})

describe('copy contexts', () => {
  test('reach the memory of another task under its own protections, or past them', () => {
    const task = newTask()
    const at = map(task, 1)
    task.copyOut(at, bytesOf('abc'))
    task.mm.mprotect(at, PAGE, NO_ACCESS)
    const bytes = new Uint8Array(3)
    expect(task.copyContext().copyInBytes(at, bytes)).toEqual({ n: 0, err: EFAULT })
    expect(task.copyContext(IGNORE_PERMISSIONS).copyInBytes(at, bytes)).toEqual({ n: 3, err: OK })
    expect(task.copyContext(IGNORE_PERMISSIONS).copyOutBytes(at, bytesOf('x'))).toEqual({ n: 1, err: OK })
    expect(task.ownCopyContext(IGNORE_PERMISSIONS).copyInBytes(at, bytes)).toEqual({ n: 3, err: OK })
    expect(task.ownCopyContext(IGNORE_PERMISSIONS).copyOutBytes(at, bytesOf('y'))).toEqual({ n: 1, err: OK })
    expect(String.fromCharCode(...bytes)).toBe('xbc')
  })

  test('their scratch buffers: a context has its own, the own-memory one that of its task', () => {
    const task = newTask()
    expect(task.ownCopyContext(IGNORE_PERMISSIONS).copyScratchBuffer(10).buffer).toBe(
      task.copyScratchBuffer(5).buffer,
    )
    expect(task.copyContext().copyScratchBuffer(10).buffer).not.toBe(task.copyScratchBuffer(5).buffer)
    expect(task.copyScratchBuffer(100_000).length).toBe(100_000)
    expect(task.copyContext().copyScratchBuffer(100_000).length).toBe(100_000)
  })

  test('ESRCH when the task is gone', async () => {
    const gone = newTask()
    const at = map(gone, 1)
    const context = gone.copyContext()
    const tries = (): Transfer[] => [
      context.copyInBytes(at, new Uint8Array(1)),
      context.copyOutBytes(at, new Uint8Array(1)),
    ]
    expect(tries()).toEqual([
      { n: 1, err: OK },
      { n: 1, err: OK },
    ])
    await gone.kernel.run(gone)
    expect(tries()).toEqual([
      { n: 0, err: ESRCH },
      { n: 0, err: ESRCH },
    ])
    expect([gone.copyIn(at, new Uint8Array(1)).err, gone.copyOut(at, new Uint8Array(1)).err]).toEqual([
      ESRCH,
      ESRCH,
    ])
    expect([gone.singleIOSequence(at, 1), gone.copyInIovecs(at, 1), gone.iovecsIOSequence(at, 0)]).toEqual([
      ESRCH,
      ESRCH,
      ESRCH,
    ])
    expect([gone.copyInString(at, 1).err, gone.copyInPointers(at, 1)]).toEqual([ESRCH, ESRCH])
  })

  test('a user of the memory keeps it until it lets go', () => {
    const task = newTask()
    const before = task.kernel.memoryFile.pagesInUse
    const at = map(task, 1)
    task.copyOut(at, Uint8Array.of(42))
    const { mm } = task
    expect(mm.incUsers()).toBe(true)
    task.kernel.discard(task)
    const bytes = new Uint8Array(1)
    expect([mm.copyIn(at, bytes).n, bytes[0]]).toEqual([1, 42])
    mm.decUsers()
    expect(mm.copyIn(at, bytes)).toEqual({ n: 0, err: EFAULT })
    expect([mm.incUsers(), task.kernel.memoryFile.pagesInUse]).toEqual([false, before])
  })
})
