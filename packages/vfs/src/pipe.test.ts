// Pipes: what Linux 6.18 answered to the same writes and reads.

import {
  EINVAL,
  ENODEV,
  ESPIPE,
  O_DIRECT,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
  PAGE_SIZE,
  S_IFIFO,
} from '@jvisor/abi'
import { MemoryFile, type MmapOpts } from '@jvisor/memmap'
import { BytesIO, bytesIOSequence } from '@jvisor/usermem'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createPipe } from './pipe.ts'
import { memoryOf, ranges, shown, textOf } from './vfs.testing.ts'
import { EVENT_ERR, EVENT_HUP, EVENT_IN, EVENT_OUT, WaitEntry } from './waiter.ts'
import { NORMAL_WRITE } from './write-opts.ts'

function newPipe(flags = 0) {
  const memoryFile = new MemoryFile({ maxBytes: 4 << 20 })
  const before = memoryFile.pagesInUse
  const { reader, writer } = createPipe(memoryFile, 7, flags)
  const write = (n: number) =>
    shown(writer.write(bytesIOSequence(new Uint8Array(n).fill(0x78)), NORMAL_WRITE))
  const read = (n: number) => shown(reader.read(bytesIOSequence(new Uint8Array(n))))
  const writeText = (text: string) => shown(writer.write(bytesIOSequence(memoryOf(text).bytes), NORMAL_WRITE))
  const readText = (n: number) => {
    const bytes = new Uint8Array(n)
    return textOf(bytes.subarray(0, reader.read(bytesIOSequence(bytes)).n))
  }
  /** Writes pieces of `size` until there is no room. @returns bytes that went in. */
  const fill = (size: number) => {
    for (let total = 0; ; ) {
      const { n } = writer.write(bytesIOSequence(new Uint8Array(size)), NORMAL_WRITE)
      total += n
      if (n < size) return total
    }
  }
  const pages = () => memoryFile.pagesInUse - before
  return { reader, writer, write, read, writeText, readText, fill, pages }
}

describe('a pipe holds 16 slots', () => {
  test.each([
    [1, 65536],
    [100, 64000],
    [1000, 64000],
    [1365, 65520],
    [2000, 64000],
    [2048, 65536],
    [2049, 32784],
    [3000, 48000],
    [4095, 65520],
    [4096, 65536],
    [4097, 45066],
    [5000, 54096],
    [6000, 64096],
    [8192, 65536],
    [10000, 64096],
    [65536, 65536],
    [100000, 65536],
  ])('writes of %i bytes fill it with %i', (size, total) => {
    const { fill, pages } = newPipe()
    expect(fill(size)).toBe(total)
    expect(pages()).toBe(16)
  })

  test('a slot is free when it was read to its end, not before', () => {
    const { fill, read, write } = newPipe()
    fill(4096)
    expect([read(1), write(1), read(4095), write(4097)]).toEqual([
      '1',
      'WOULD_BLOCK',
      '4095',
      '4096 WOULD_BLOCK',
    ])
  })

  test.each([
    [1, 5000, '4096 WOULD_BLOCK'],
    [2, 10000, '8192 WOULD_BLOCK'],
    [2, 8192, '8192'],
  ])('with %i slots free, a write of %i bytes', (slots, size, want) => {
    const { fill, read, write } = newPipe()
    fill(4096)
    read(slots * 4096)
    expect(write(size)).toBe(want)
  })

  test('a small write goes behind the last bytes if it fits there', () => {
    const { write, fill, pages } = newPipe()
    expect([write(4095), write(1), pages()]).toEqual(['4095', '1', 1])
    expect(fill(4096)).toBe(15 * 4096)
  })
})

describe('faults', () => {
  const MEMORY = 'abcdefghijklmnopqrstuvwxyz'.repeat(400).slice(0, 2 * PAGE_SIZE)

  test.each<[name: string, before: string, parts: [number, number][], want: string, content: string]>([
    ['in the first slot nothing is written', '', [[8192 - 1000, 2000]], 'EFAULT', ''],
    [
      'in the second slot the first is',
      '',
      [[8192 - 5000, 8000]],
      '4096 EFAULT',
      MEMORY.slice(3192, 3192 + 4096),
    ],
    ['in what would be merged', 'abc', [[8192 - 10, 20]], 'EFAULT', 'abc'],
    [
      'a good and a bad segment in one slot',
      '',
      [
        [0, 10],
        [8192, 10],
      ],
      'EFAULT',
      '',
    ],
    [
      'a page and a bad segment',
      '',
      [
        [0, 4096],
        [8192, 10],
      ],
      '4096 EFAULT',
      MEMORY.slice(0, 4096),
    ],
    [
      'empty segments do not count',
      '',
      [
        [0, 0],
        [8192, 0],
        [0, 5],
      ],
      '5',
      'abcde',
    ],
  ])('write: %s', (_name, before, parts, want, content) => {
    const { writer, writeText, readText } = newPipe()
    if (before !== '') writeText(before)
    expect(shown(writer.write(ranges(memoryOf(MEMORY), ...parts), NORMAL_WRITE))).toBe(want)
    expect(readText(20000)).toBe(content)
  })

  test('a read that faults takes nothing, but the bytes up to the fault are in the buffer', () => {
    const { reader, writeText, readText } = newPipe()
    writeText('0123456789')
    const io = new BytesIO(new Uint8Array(4))
    expect(shown(reader.read(ranges(io, [0, 8])))).toBe('EFAULT')
    expect(textOf(io.bytes)).toBe('0123')
    expect(shown(reader.read(ranges(io, [0, 2], [100, 2])))).toBe('EFAULT')
    expect(readText(20)).toBe('0123456789')
  })

  test('a fault in the second slot leaves the first taken', () => {
    const { reader, write, writeText, readText } = newPipe()
    write(4096)
    writeText('y'.repeat(100))
    const io = new BytesIO(new Uint8Array(4096 + 50))
    expect(shown(reader.read(ranges(io, [0, 4096 + 100])))).toBe('4096 EFAULT')
    expect(readText(200)).toBe('y'.repeat(100))
  })

  test('a pipe with no memory left says so and keeps what it has', () => {
    const memoryFile = new MemoryFile({ maxBytes: 65536 })
    const { reader, writer } = createPipe(memoryFile, 1, 0)
    const result = writer.write(bytesIOSequence(new Uint8Array(65536)), NORMAL_WRITE)
    expect(shown(result)).toBe(`${15 * 4096} ENOMEM`)
    expect(reader.read(bytesIOSequence(new Uint8Array(65536))).n).toBe(15 * 4096)
  })
})

describe('ends', () => {
  test('an empty pipe with a writer makes a read wait, without one it is at its end', () => {
    const { read, writer } = newPipe()
    expect([read(10), read(0)]).toEqual(['WOULD_BLOCK', '0'])
    writer.decRef()
    expect(read(10)).toBe('0')
  })

  test('without a reader a write is EPIPE, whatever its buffer, but for one of nothing', () => {
    const { reader, writer, write } = newPipe()
    reader.decRef()
    expect([write(1), write(0)]).toEqual(['EPIPE', '0'])
    expect(shown(writer.write(ranges(memoryOf(''), [100, 5]), NORMAL_WRITE))).toBe('EPIPE')
  })

  test('both ends closed free every page', () => {
    const { reader, writer, fill, pages } = newPipe()
    fill(4096)
    writer.decRef()
    expect(pages()).toBe(16)
    reader.decRef()
    expect(pages()).toBe(0)
  })

  test('what they are', () => {
    const { reader, writer } = newPipe(O_NONBLOCK)
    expect([reader.statusFlags, writer.statusFlags]).toEqual([O_RDONLY | O_NONBLOCK, O_WRONLY | O_NONBLOCK])
    expect([reader.readable, reader.writable, writer.readable, writer.writable]).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect([reader.positional, reader.pipeSize(), reader.seek(0, 0)]).toEqual([false, 65536, -29])
    expect(reader.stat()).toMatchObject({ mode: S_IFIFO | 0o600, ino: 7, size: 0, blksize: 4096, nlink: 1 })
    expect(reader.mappedName()).toBe('pipe:[7]')
  })
})

test('its times are those of its making; there is nothing to sync, and nobody can seek or map', () => {
  const clock = { bootTimeSec: 1000, monotonicNs: () => 2_000_000_003 }
  const { reader, writer } = createPipe(new MemoryFile({ maxBytes: 1 << 20 }), 1, 0, clock)
  clock.monotonicNs = () => 9e9
  writer.write(bytesIOSequence(new Uint8Array(10)), NORMAL_WRITE)
  expect([reader.pipeSlots(), writer.pipeSlots()]).toEqual([[10], [10]])
  expect(reader.stat()).toMatchObject({ atimeSec: 1002, atimeNsec: 3, mtimeSec: 1002, ctimeSec: 1002 })
  expect([reader.sync(), writer.sync(), reader.truncate(0, Infinity)]).toEqual([EINVAL, EINVAL, EINVAL])
  expect([reader.bytesToRead(), writer.bytesToRead(), writer.pipeSize()]).toEqual([10, 10, 65536])
  expect([writer.seek(0, 1), writer.configureMmap({} as MmapOpts)]).toEqual([-ESPIPE, ENODEV])
})

describe('packets (O_DIRECT)', () => {
  test('each write is read alone, and what does not fit is lost', () => {
    const { writeText, readText } = newPipe(O_DIRECT)
    writeText('abc')
    writeText('defgh')
    writeText('i')
    expect([readText(2), readText(100), readText(100), readText(100)]).toEqual(['ab', 'defgh', 'i', ''])
  })

  test('16 packets fill it, however small; a large write is several', () => {
    expect(newPipe(O_DIRECT).fill(10)).toBe(160)
    const { write, read } = newPipe(O_DIRECT)
    expect([write(5000), read(10000), read(10000)]).toEqual(['5000', '4096', '904'])
  })

  test('a packet that meets a fault stays', () => {
    const { reader, writeText, readText } = newPipe(O_DIRECT)
    writeText('abcdef')
    expect(shown(reader.read(ranges(memoryOf('xx'), [0, 6])))).toBe('EFAULT')
    expect(readText(10)).toBe('abcdef')
  })

  test('nothing is added to a packet', () => {
    const { writer, writeText, readText } = newPipe(O_DIRECT)
    writeText('abc')
    writer.statusFlags = O_WRONLY
    writeText('de')
    expect([readText(10), readText(10)]).toEqual(['abc', 'de'])
  })
})

describe('readiness', () => {
  const ALL = EVENT_IN | EVENT_OUT
  test('as poll(2) shows it', () => {
    const { reader, writer, writeText, fill, read } = newPipe()
    const ready = () => [reader.readiness(ALL), writer.readiness(ALL)]
    expect(ready()).toEqual([0, EVENT_OUT])
    writeText('x')
    expect(ready()).toEqual([EVENT_IN, EVENT_OUT])
    fill(4096)
    expect(ready()).toEqual([EVENT_IN, 0])
    read(65536)
    writer.decRef()
    expect(reader.readiness(ALL)).toBe(EVENT_HUP)
    const other = newPipe()
    other.reader.decRef()
    expect(other.writer.readiness(ALL)).toBe(EVENT_OUT | EVENT_ERR)
  })

  test('readers hear of each write, writers of the first free slot, both of the end', () => {
    const { reader, writer, writeText, fill, read } = newPipe()
    const heard: string[] = []
    reader.eventRegister(new WaitEntry(EVENT_IN, (e) => heard.push(`reader ${e}`)))
    writer.eventRegister(new WaitEntry(EVENT_OUT, (e) => heard.push(`writer ${e}`)))
    writeText('a')
    writeText('b')
    expect(heard.splice(0)).toEqual([`reader ${EVENT_IN}`, `reader ${EVENT_IN}`])
    fill(4096)
    heard.length = 0
    read(1)
    expect(heard.splice(0)).toEqual([])
    read(4096)
    expect(heard.splice(0)).toEqual([`writer ${EVENT_OUT}`])
    writer.decRef()
    expect(heard.splice(0)).toEqual([`reader ${EVENT_IN | EVENT_HUP}`, `writer ${EVENT_IN | EVENT_HUP}`])
  })
})

test('a pipe gives back what was put in, in order, whatever the sizes', () => {
  const step = fc.record({ write: fc.boolean(), size: fc.integer({ min: 1, max: 20000 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { reader, writer, pages } = newPipe()
      const model: number[] = []
      let next = 0
      for (const { write, size } of steps) {
        if (write) {
          const bytes = Uint8Array.from({ length: size }, (_, i) => (next + i) % 251)
          const { n } = writer.write(bytesIOSequence(bytes), NORMAL_WRITE)
          model.push(...bytes.subarray(0, n))
          next += n
        } else {
          const bytes = new Uint8Array(size)
          const { n } = reader.read(bytesIOSequence(bytes))
          expect(n).toBe(Math.min(size, model.length))
          expect(Array.from(bytes.subarray(0, n))).toEqual(model.splice(0, n))
        }
        expect(pages()).toBeLessThanOrEqual(16)
      }
    }),
    { numRuns: 200 },
  )
})
