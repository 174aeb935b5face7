// Control flow as loops within loops: that every way from block to block is a branch forward, or back to where a loop
// begins.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Scope, structure } from './control-flow.ts'

/** Blocks and loops as a line: `[` begins a loop, `?` one that goes to one of several blocks first. */
function shown({ items }: Scope): string {
  return items
    .map((item) =>
      typeof item === 'number' ? item : `[${item.entries.length > 1 ? '? ' : ''}${shown(item)}]`,
    )
    .join(' ')
}

test.each([
  ['straight on', [[1], [2], []], [0], '0 1 2'],
  ['a choice', [[1, 2], [3], [3], []], [0], '0 2 1 3'],
  ['a loop', [[1], [2], [1, 3], []], [0], '0 [1 2] 3'],
  ['a loop of one block is no matter', [[0, 1], []], [0], '0 1'],
  ['a loop in a loop', [[1], [2], [3], [2, 1, 4], []], [0], '0 [1 [2 3]] 4'],
  ['a loop that begins at its end', [[2], [2], [1, 3], []], [0], '0 [2 1] 3'],
  ['a loop that is entered at two blocks', [[1, 2], [2], [1, 3], []], [0], '0 [? 1 2] 3'],
  ['a way into a loop from outside', [[1], [2], [1, 3], []], [0, 2], '0 [? 1 2] 3'],
] as const)('%s', (_, next, entries, expected) => {
  expect(shown(structure(next, entries))).toBe(expected)
})

const graphs = fc.integer({ min: 1, max: 14 }).chain((size) =>
  fc.record({
    next: fc.array(fc.array(fc.nat(size - 1), { maxLength: 3 }), { minLength: size, maxLength: size }),
    entries: fc.uniqueArray(fc.nat(size - 1), { minLength: 1, maxLength: 3 }),
  }),
)

test('every way is one forward, or back to the start of a loop; every block is there once', () => {
  fc.assert(
    fc.property(graphs, ({ next, entries }) => {
      const seen: number[] = []
      /** `around`: the scopes around it, and which item of each it is in. */
      const visit = (scope: Scope, around: { scope: Scope; at: number }[]) => {
        scope.items.forEach((item, at) => {
          const here = [...around, { scope, at }]
          if (typeof item !== 'number') {
            visit(item, here)
            return
          }
          seen.push(item)
          for (const to of next[item]) if (to !== item) expect(canGo(to, here), `${item} to ${to}`).toBe(true)
        })
      }
      const root = structure(next, entries)
      visit(root, [])
      expect(new Set(seen).size).toBe(seen.length)
      expect(new Set(seen)).toEqual(reached(next, entries))
    }),
    { numRuns: 2000 },
  )
})

function canGo(to: number, around: { scope: Scope; at: number }[]): boolean {
  return around.some(
    ({ scope, at }, depth) =>
      (depth > 0 && scope.entries[0] === to) ||
      scope.items
        .slice(at + 1)
        .some((item) => item === to || (typeof item !== 'number' && isEntry(item, to))),
  )
}

/** It is entered there, and so is whatever in it the block is in. */
function isEntry(scope: Scope, block: number): boolean {
  return (
    scope.entries.includes(block) &&
    scope.items.some((item) => item === block || (typeof item !== 'number' && isEntry(item, block)))
  )
}

function reached(next: readonly (readonly number[])[], entries: readonly number[]): Set<number> {
  const all = new Set<number>()
  const visit = (block: number) => {
    if (all.has(block)) return
    all.add(block)
    next[block].forEach(visit)
  }
  entries.forEach(visit)
  return all
}
