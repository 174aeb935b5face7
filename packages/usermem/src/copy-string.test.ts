import { EFAULT, ENAMETOOLONG, OK, PAGE_SIZE } from '@jvisor/abi'
import { describe, expect, test } from 'vitest'
import { type Addr, addr, INVALID_ADDR } from './addr.ts'
import { BytesIO } from './bytes-io.ts'
import { copyStringIn } from './copy-string.ts'
import { IGNORE_PERMISSIONS, type IOOpts } from './io.ts'
import type { Transfer } from './transfer.ts'

const PAGES = 4

/** Four pages of memory, `length` characters at `at` with a NUL behind them, and 0xff everywhere else. */
class StringIO extends BytesIO {
  /** Pages that were touched. */
  readonly touched = new Set<number>()
  readonly opts = new Set<IOOpts | undefined>()

  constructor(at: number, length: number) {
    super(new Uint8Array(PAGES * PAGE_SIZE).fill(0xff))
    this.bytes.set(characters(length), at)
    if (at + length < this.bytes.length) this.bytes[at + length] = 0
  }

  override copyIn(at: Addr, dst: Uint8Array, opts?: IOOpts): Transfer {
    for (let a = at; a < at + dst.length; a++) this.touched.add(Math.floor(a / PAGE_SIZE))
    this.opts.add(opts)
    return super.copyIn(at, dst)
  }
}

const characters = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i % 250) + 1)

const END = PAGES * PAGE_SIZE

describe('a string', () => {
  test.each([
    { name: 'empty', at: 10, length: 0, pages: [0] },
    { name: 'empty, in the last byte of a page', at: PAGE_SIZE - 1, length: 0, pages: [0] },
    { name: 'empty, in the last byte of memory', at: END - 1, length: 0, pages: [3] },
    { name: 'short', at: 10, length: 5, pages: [0] },
    { name: 'of a first read less its NUL', at: 0, length: 127, pages: [0] },
    { name: 'of a first read', at: 0, length: 128, pages: [0] },
    { name: 'of two reads', at: 0, length: 200, pages: [0] },
    { name: 'with its NUL at the end of a page', at: PAGE_SIZE - 6, length: 5, pages: [0] },
    { name: 'with its NUL at the start of a page', at: PAGE_SIZE - 5, length: 5, pages: [0, 1] },
    { name: 'across a page boundary', at: PAGE_SIZE - 3, length: 300, pages: [0, 1] },
    { name: 'longer than a page', at: 100, length: 5000, pages: [0, 1] },
    { name: 'of all memory', at: 0, length: END - 1, pages: [0, 1, 2, 3] },
  ])('$name touches pages $pages', ({ at, length, pages }) => {
    const io = new StringIO(at, length)
    const string = copyStringIn(io, addr(at), END)
    expect(string.err).toBe(OK)
    expect(string.bytes).toEqual(characters(length))
    expect([...io.touched]).toEqual(pages)
  })
})

describe('the maximum counts the NUL', () => {
  test.each([
    { length: 5, max: 6, want: 5, err: OK },
    { length: 5, max: 5, want: 5, err: ENAMETOOLONG },
    { length: 5, max: 4, want: 4, err: ENAMETOOLONG },
    { length: 5, max: 1, want: 1, err: ENAMETOOLONG },
    { length: 0, max: 1, want: 0, err: OK },
    { length: 0, max: 0, want: 0, err: ENAMETOOLONG },
    { length: 127, max: 128, want: 127, err: OK },
    { length: 128, max: 128, want: 128, err: ENAMETOOLONG },
    { length: 4095, max: 4096, want: 4095, err: OK },
    { length: 4096, max: 4096, want: 4096, err: ENAMETOOLONG },
    { length: 9000, max: 4096, want: 4096, err: ENAMETOOLONG },
  ])('$length characters in at most $max bytes', ({ length, max, want, err }) => {
    for (const at of [0, 1, PAGE_SIZE - 1]) {
      const string = copyStringIn(new StringIO(at, length), addr(at), max)
      expect(string.err).toBe(err)
      expect(string.bytes).toEqual(characters(want))
    }
  })
})

describe('a fault', () => {
  test.each([
    { name: 'at once', at: END, length: 0, want: 0 },
    { name: 'at an invalid address', at: INVALID_ADDR, length: 0, want: 0 },
    { name: 'behind one character', at: END - 1, length: 1, want: 1 },
    { name: 'where the NUL would be', at: END - 5, length: 5, want: 5 },
    { name: 'pages later', at: 5, length: END - 5, want: END - 5 },
  ])('$name is EFAULT, with what came before', ({ at, length, want }) => {
    const io = at < END ? new StringIO(at, length) : new StringIO(0, 0)
    const string = copyStringIn(io, addr(at), 2 * END)
    expect(string.err).toBe(EFAULT)
    expect(string.bytes).toEqual(characters(want))
  })

  test('comes second to the maximum', () => {
    const string = copyStringIn(new StringIO(END - 5, 5), addr(END - 5), 5)
    expect(string.err).toBe(ENAMETOOLONG)
    expect(string.bytes).toEqual(characters(5))
  })
})

test('options reach the memory', () => {
  const io = new StringIO(0, 5)
  copyStringIn(io, addr(0), 10, IGNORE_PERMISSIONS)
  expect([...io.opts]).toEqual([IGNORE_PERMISSIONS])
})
