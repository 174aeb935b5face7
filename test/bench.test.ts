// The benchmarks still fit what they measure: each row is set up and run once, which says nothing about time.

import { expect, test } from 'vitest'

type Row = [name: string, comparedWith: string, bare: () => unknown, operation: () => unknown]

test('every row of bench can be measured', async () => {
  const path = '../bench/rows.js'
  const { rows } = (await import(path)) as { rows: () => Iterable<Row> }
  let count = 0
  for (const [, , bare, operation] of rows()) {
    await bare()
    await operation()
    count++
  }
  expect(count).toBeGreaterThan(50)
})
