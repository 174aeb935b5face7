import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryFile, NO_PAGE } from './memory-file.ts'
import { PageTree } from './page-tree.ts'

const TOP = 2 ** 50 - 1

/** Nodes that a tree of these indices must have, and no more. */
function nodesFor(indices: Iterable<number>): number {
  const all = [...indices]
  let height = 1
  while (all.some((i) => i >= 1024 ** height)) height++
  const nodes = new Set<string>()
  for (const i of all) for (let h = 1; h <= height; h++) nodes.add(`${h}:${Math.floor(i / 1024 ** h)}`)
  return nodes.size
}

/** Indices that meet at every level: near each other, and near powers of 1024. */
const index = fc.oneof(
  fc.integer({ min: 0, max: 3000 }),
  fc.integer({ min: 0, max: TOP }),
  fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: -2, max: 2 }))
    .map(([level, times, off]) => times * 1024 ** level + off),
  fc.integer({ min: TOP - 1100, max: TOP }),
)

describe('a page tree', () => {
  test.each([
    { name: 'a leaf', index: 1023, nodes: 1 },
    { name: 'two levels', index: 1024, nodes: 2 },
    { name: 'three levels', index: 2 ** 20, nodes: 3 },
    { name: 'four levels', index: 2 ** 30, nodes: 4 },
    { name: 'five levels', index: 2 ** 40, nodes: 5 },
    { name: 'the last index', index: TOP, nodes: 5 },
  ])('is as high as its largest index needs: $name', ({ index, nodes }) => {
    const file = new MemoryFile({ maxBytes: 1 << 20 })
    const tree = new PageTree(file)
    expect(tree.isEmpty).toBe(true)
    expect(tree.set(index, -1)).toBe(true)
    expect(file.pagesInUse).toBe(1 + nodes)
    expect([tree.get(index), tree.get(0), tree.get(TOP - 1), tree.isEmpty]).toEqual([-1, 0, 0, false])
    expect(tree.set(index, 0)).toBe(true)
    expect([tree.get(index), tree.isEmpty, file.pagesInUse]).toEqual([0, true, 1])
  })

  test('gives the height back that it no longer needs', () => {
    const file = new MemoryFile({ maxBytes: 1 << 20 })
    const tree = new PageTree(file)
    tree.set(5, 50)
    tree.set(TOP, 51)
    expect(file.pagesInUse).toBe(1 + 9)
    tree.set(TOP, 0)
    expect([tree.get(5), tree.get(TOP), file.pagesInUse]).toEqual([50, 0, 2])
  })

  test('shows its leaves as words of the file', () => {
    const file = new MemoryFile({ maxBytes: 1 << 20 })
    const tree = new PageTree(file)
    expect(tree.leafAt(0)).toBe(-1)
    tree.set(2048, 1)
    tree.set(3071, 2)
    const base = tree.leafAt(2500)
    expect([file.words[base], file.words[base + 1023]]).toEqual([1, 2])
    expect([tree.leafAt(2047), tree.leafAt(3072), tree.leafAt(TOP)]).toEqual([-1, -1, -1])
  })

  test('finds the next entry across holes of any size', () => {
    const tree = new PageTree(new MemoryFile({ maxBytes: 1 << 20 }))
    expect(tree.next(0, TOP)).toBe(TOP)
    for (const i of [3, 1024, 2 ** 35 + 7, TOP]) tree.set(i, 1)
    const found: number[] = []
    for (let i = tree.next(0, TOP + 1); i <= TOP; i = tree.next(i + 1, TOP + 1)) found.push(i)
    expect(found).toEqual([3, 1024, 2 ** 35 + 7, TOP])
    expect([tree.next(4, 1024), tree.next(4, 1025), tree.next(4, 4), tree.next(TOP, TOP)]).toEqual([
      1024,
      1024,
      4,
      TOP,
    ])
  })

  test('holds what a map holds, with no node too many', () => {
    const operation = fc.record({
      index,
      entry: fc.oneof(fc.constant(0), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      end: index,
    })
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
        const file = new MemoryFile({ maxBytes: 4 << 20, initialBytes: 65536 })
        const tree = new PageTree(file)
        const model = new Map<number, number>()
        const check = (i: number) => expect(tree.get(i)).toBe(model.get(i) ?? 0)
        for (const { index, entry, end } of operations) {
          expect(tree.set(index, entry)).toBe(true)
          if (entry === 0) model.delete(index)
          else model.set(index, entry)
          check(index)
          check(end)
          const after = [...model.keys()].filter((i) => i >= index && i < end)
          expect(tree.next(index, end)).toBe(after.length > 0 ? Math.min(...after) : end)
          expect(tree.isEmpty).toBe(model.size === 0)
          expect(file.pagesInUse - 1).toBe(model.size === 0 ? 0 : nodesFor(model.keys()))
        }
        for (const i of model.keys()) check(i)
        for (const i of model.keys()) tree.set(i, 0)
        expect(file.pagesInUse).toBe(1)
      }),
      { numRuns: 300 },
    )
  })

  test('that gets no memory for a node is as it was before', () => {
    fc.assert(
      fc.property(fc.array(index, { minLength: 1, maxLength: 40 }), fc.nat(14), (indices, taken) => {
        const file = new MemoryFile({ maxBytes: 65536 }) // 15 pages
        const tree = new PageTree(file)
        for (let i = 0; i < taken; i++) file.allocate()
        const model = new Map<number, number>()
        for (const i of indices) {
          const before = file.pagesInUse
          if (tree.set(i, 77)) model.set(i, 77)
          else {
            expect(file.pagesInUse).toBe(before)
            expect(1 + taken + nodesFor([...model.keys(), i])).toBeGreaterThan(file.maxPages)
          }
          for (const j of indices) expect(tree.get(j)).toBe(model.get(j) ?? 0)
          expect(file.pagesInUse).toBe(1 + taken + (model.size === 0 ? 0 : nodesFor(model.keys())))
        }
        // What is there can always be replaced and removed.
        while (file.allocate() !== NO_PAGE);
        for (const i of model.keys())
          expect([tree.set(i, 5), tree.get(i), tree.set(i, 0)]).toEqual([true, 5, true])
        expect(tree.isEmpty).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('finds its entries after the memory has grown', () => {
    const file = new MemoryFile({ maxBytes: 1 << 20, initialBytes: 65536 })
    const tree = new PageTree(file)
    for (let i = 0; i < 100; i++) expect(tree.set(i * 1024 + i, i + 1)).toBe(true)
    for (let i = 0; i < 100; i++) expect(tree.get(i * 1024 + i)).toBe(i + 1)
  })
})

describe('leaves in common', () => {
  /** A file, a tree with entries 1 to 3 in two leaves, and a twin of it. */
  function twins(maxBytes = 1 << 20) {
    const file = new MemoryFile({ maxBytes, initialBytes: 65536 })
    const copied: [number, number][] = []
    const onCopy = (from: number, to: number) => copied.push([from / 1024, to / 1024])
    const tree = new PageTree(file, onCopy)
    tree.set(1, 10)
    tree.set(2, 20)
    tree.set(2000, 30)
    const before = file.pagesInUse
    const twin = new PageTree(file, onCopy)
    expect(tree.shareWith(twin)).toBe(true)
    return { file, tree, twin, copied, before }
  }

  test('cost an inner node', () => {
    const { file, tree, twin, before } = twins()
    expect(file.pagesInUse).toBe(before + 1)
    expect([1, 2, 3, 2000].map((i) => twin.get(i))).toEqual([10, 20, 0, 30])
    expect(twin.leafAt(1)).toBe(tree.leafAt(1))
    expect([tree.isShared(1), twin.isShared(2000), tree.isShared(5000)]).toEqual([true, true, false])
  })

  test('are not shown to who would change them', () => {
    const { tree, twin } = twins()
    expect([tree.getOwned(1), twin.getOwned(1), twin.getOwned(2000), twin.getOwned(9999)]).toEqual([
      0, 0, 0, 0,
    ])
    expect(twin.set(1, 11)).toBe(true)
    expect([tree.getOwned(1), tree.getOwned(2)]).toEqual([0, 0])
    expect(tree.own(2)).toBe(true)
    expect([tree.getOwned(1), twin.getOwned(1), twin.getOwned(2), twin.getOwned(2000)]).toEqual([
      10, 11, 20, 0,
    ])
  })

  test('are copied once, by who changes an entry first', () => {
    const { file, tree, twin, copied } = twins()
    const common = tree.leafAt(1) / 1024
    twin.set(1, 11)
    twin.set(2, 0)
    tree.set(1, 12)
    expect([tree.get(1), tree.get(2), twin.get(1), twin.get(2)]).toEqual([12, 20, 11, 0])
    expect(copied).toEqual([[common, twin.leafAt(1) / 1024]])
    expect([file.refs(common), tree.leafAt(1) / 1024]).toEqual([1, common])
  })

  test('can be dropped without a look, and are gone with the last tree', () => {
    const { file, tree, twin } = twins()
    twin.dropLeaf(1)
    twin.dropLeaf(4321)
    expect([twin.get(1), twin.get(2000), tree.get(1)]).toEqual([0, 30, 10])
    twin.dropLeaf(2000)
    expect([twin.isEmpty, tree.getOwned(1)]).toEqual([true, 10])
    tree.dropLeaf(1)
    tree.dropLeaf(2000)
    expect(file.pagesInUse).toBe(1)
  })

  test('lose an entry for all, and go when they are empty', () => {
    const { file, tree, twin, copied } = twins()
    tree.clearShared(1)
    tree.clearShared(3)
    tree.clearShared(2000)
    expect([twin.get(1), twin.get(2), twin.get(2000), copied]).toEqual([0, 20, 0, []])
    for (const t of [tree, twin]) {
      t.dropIfEmpty(2000)
      t.dropIfEmpty(1)
      t.dropIfEmpty(123456)
      expect([t.leafAt(2000), t.get(2)]).toEqual([-1, 20])
    }
    expect(file.pagesInUse).toBe(1 + 1 /* the one leaf; both trees are no higher */)
  })

  test('that cannot be copied for lack of memory stay as they are', () => {
    const { file, tree, twin, copied } = twins(65536)
    while (file.allocate() !== NO_PAGE);
    expect([twin.set(1, 11), twin.own(2000), tree.set(1, 0)]).toEqual([false, false, false])
    expect([tree.get(1), twin.get(1), copied]).toEqual([10, 10, []])
    const third = new PageTree(file)
    expect([tree.shareWith(third), third.isEmpty, tree.get(2000)]).toEqual([false, true, 30])
    expect(file.refs(tree.leafAt(1) / 1024)).toBe(2)
  })

  test('make trees that differ only in what was changed, whatever was', () => {
    const step = fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({ op: fc.constant('set' as const), who: fc.nat(3), index, entry: fc.nat(5) }),
      },
      { weight: 2, arbitrary: fc.record({ op: fc.constant('share' as const), who: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('dropLeaf' as const), who: fc.nat(3), index }) },
      { weight: 1, arbitrary: fc.record({ op: fc.constant('end' as const), who: fc.nat(3) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const file = new MemoryFile({ maxBytes: 16 << 20 })
        let all = [{ tree: new PageTree(file), model: new Map<number, number>() }]
        const clear = ({ tree }: { tree: PageTree }) => {
          for (let i = tree.next(0, TOP + 1); i <= TOP; i = tree.next(0, TOP + 1)) tree.dropLeaf(i)
        }
        for (const s of steps) {
          const at = all[s.who % all.length]
          if (s.op === 'set') {
            expect(at.tree.set(s.index, s.entry)).toBe(true)
            if (s.entry === 0) at.model.delete(s.index)
            else at.model.set(s.index, s.entry)
          } else if (s.op === 'dropLeaf') {
            at.tree.dropLeaf(s.index)
            for (const i of at.model.keys())
              if (Math.floor(i / 1024) === Math.floor(s.index / 1024)) at.model.delete(i)
          } else if (s.op === 'share' && all.length < 4) {
            const twin = new PageTree(file)
            expect(at.tree.shareWith(twin)).toBe(true)
            all.push({ tree: twin, model: new Map(at.model) })
          } else if (s.op === 'end' && all.length > 1) {
            clear(at)
            all = all.filter((other) => other !== at)
          }
        }
        for (const { tree, model } of all) {
          const found: [number, number][] = []
          for (let i = tree.next(0, TOP + 1); i <= TOP; i = tree.next(i + 1, TOP + 1))
            found.push([i, tree.get(i)])
          expect(found).toEqual([...model].sort(([a], [b]) => a - b))
        }
        for (const each of all) clear(each)
        expect(file.pagesInUse).toBe(1)
      }),
      { numRuns: 300 },
    )
  })
})
