import { expect, test } from 'vitest'
import { fragmentOf, type Shown, shownBy } from './link.ts'

test.each<[shown: Shown, length: number]>([
  [{ example: 'append.yaml', step: 2 }, '#example=append.yaml&step=2'.length],
  [{ text: 'title: ü\nsteps: []\n', step: 0 }, 43],
  [{ text: 'abc'.repeat(5000), step: 7 }, 60],
])('%j is in a link, and comes back', async (shown, length) => {
  const fragment = await fragmentOf(shown)
  expect(fragment.length).toBeLessThanOrEqual(length)
  expect(fragment).toMatch(/^#[\w=&.-]+$/)
  expect(await shownBy(fragment)).toEqual(shown)
})

test.each<[fragment: string, shown: Shown | undefined]>([
  ['', undefined],
  ['#memory-title', undefined],
  ['#text=not-ours&step=1', undefined],
  ['#example=append.yaml', { example: 'append.yaml', step: 0 }],
  ['#example=append.yaml&step=-3', { example: 'append.yaml', step: 0 }],
  ['#example=append.yaml&step=x', { example: 'append.yaml', step: 0 }],
])('%j', async (fragment, shown) => {
  expect(await shownBy(fragment)).toEqual(shown)
})
