// Descriptor tables.

import { EBADF, EMFILE, OK } from '@jvisor/abi'
import { FileDescription, type FileStat } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { FdTable } from './fd-table.ts'

class TestFile extends FileDescription {
  closed = false

  constructor() {
    super(0)
  }

  override stat(): FileStat {
    throw new Error('not asked for')
  }

  override mappedName(): string {
    return 'test'
  }

  protected override release(): void {
    this.closed = true
  }
}

function tableOf(count: number) {
  const table = new FdTable()
  const files = Array.from({ length: count }, () => new TestFile())
  for (const file of files) table.add(file, 1024)
  return { table, files }
}

describe('a new descriptor is the lowest that is free', () => {
  test('from the start', () => {
    const { table } = tableOf(3)
    expect([...table.fds()]).toEqual([0, 1, 2])
  })

  test('also when it was closed', () => {
    const { table } = tableOf(5)
    for (const fd of [3, 1]) table.remove(fd)
    const added = [1, 2, 3].map(() => table.add(new TestFile(), 1024))
    expect(added).toEqual([1, 3, 5])
  })

  test.each([
    [0, 3],
    [2, 3],
    [3, 3],
    [7, 7],
  ])('at or above %i', (from, want) => {
    const { table } = tableOf(3)
    expect(table.add(new TestFile(), 1024, from)).toBe(want)
    expect(table.add(new TestFile(), 1024)).toBe(want === 3 ? 4 : 3)
  })

  test('below the limit, or EMFILE, and the file stays with the caller', () => {
    const { table } = tableOf(3)
    const file = new TestFile()
    expect([table.add(file, 3), table.add(file, 4, 4), file.closed]).toEqual([-EMFILE, -EMFILE, false])
    expect(table.add(file, 4)).toBe(3)
    expect(table.add(new TestFile(), 4)).toBe(-EMFILE)
  })

  test('after a descriptor was put somewhere by name', () => {
    const { table } = tableOf(2)
    table.set(2, new TestFile(), false)
    table.set(4, new TestFile(), false)
    expect([table.add(new TestFile(), 9), table.add(new TestFile(), 9)]).toEqual([3, 5])
  })
})

test('closing lets go of the file, once', () => {
  const { table, files } = tableOf(1)
  expect([table.remove(0), files[0].closed, table.get(0), table.remove(0)]).toEqual([
    OK,
    true,
    undefined,
    EBADF,
  ])
  expect([table.remove(-1), table.remove(99), table.get(-1)]).toEqual([EBADF, EBADF, undefined])
})

test('a file put over another closes that one, even itself', () => {
  const { table, files } = tableOf(2)
  files[0].incRef()
  table.set(1, files[0], true)
  expect([files[1].closed, table.get(1), table.cloexec(1)]).toEqual([true, files[0], true])
  files[0].incRef()
  table.set(0, files[0], false)
  expect(files[0].closed).toBe(false)
  table.remove(0)
  table.remove(1)
  expect(files[0].closed).toBe(true)
})

test('close-on-exec belongs to the descriptor', () => {
  const { table } = tableOf(1)
  expect(table.cloexec(0)).toBe(false)
  table.setCloexec(0, true)
  expect(table.cloexec(0)).toBe(true)
  table.remove(0)
  table.add(new TestFile(), 9)
  expect(table.cloexec(0)).toBe(false)
  expect(table.cloexec(table.add(new TestFile(), 9, 0, true))).toBe(true)
})

test('the last user of the table closes everything', () => {
  const { table, files } = tableOf(3)
  table.share()
  table.decRef()
  expect(files.map((f) => f.closed)).toEqual([false, false, false])
  table.decRef()
  expect(files.map((f) => f.closed)).toEqual([true, true, true])
})
