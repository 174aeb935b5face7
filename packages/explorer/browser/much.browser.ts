// Much to draw, in headless Chromium: a vector as long as there can be, and as many mappings as a kernel allows. A step
// is drawn in less than a tenth of a second, however it is gone to, and so is what is seen when somebody zooms and moves.

import { beforeAll, describe, expect, test } from 'vitest'
import { open, type } from './open.ts'
import { page, visit } from './visit.ts'

visit()

/** Milliseconds. */
const FLUID = 100
/** All is done again up to so many times, and the best counts: other programs that run meanwhile make the others long. */
const ROUNDS = 40

/** Waits until the scenario of that title has been played, which takes as long as it takes. */
const played = (title: string) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector<HTMLSelectElement>('header select')?.selectedOptions[0]?.text === wanted &&
      document.querySelector('main')?.getAttribute('aria-busy') === 'false',
    title,
    { timeout: 60_000 },
  )

/** Pushes buttons one after the other. @returns the milliseconds until what came of each was painted */
const pushed = (labels: readonly string[]): Promise<number[]> =>
  page.evaluate(async (wanted) => {
    const times: number[] = []
    for (const label of wanted) {
      const button = [...document.querySelectorAll('button')].find(
        (one) => (one.ariaLabel ?? one.textContent) === label,
      )
      if (button === undefined || button.disabled) throw new Error(`cannot push ${label}`)
      const start = performance.now()
      button.click()
      await new Promise((done) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = done
          port2.postMessage(0) // comes after the painting
        })
      })
      times.push(performance.now() - start)
    }
    return times
  }, labels)

/** Pushes buttons in some rounds. @returns those that were never fluid, with their best time */
async function slow(labels: readonly string[]): Promise<Record<string, number>> {
  const times = labels.map(() => Infinity)
  for (let round = 0; round < ROUNDS && times.some((time) => time >= FLUID); round++) {
    for (const [i, time] of (await pushed(labels)).entries()) times[i] = Math.min(times[i], time)
  }
  return Object.fromEntries(
    labels.flatMap((label, i) => (times[i] < FLUID ? [] : [[`${i + 1}: ${label}`, times[i]]])),
  )
}

const label = () => page.locator('svg.space').getAttribute('aria-label')
const elements = () => page.locator('svg.space *').count()
const [FORWARD, BACK] = ['Step forward', 'Step back']

describe('a vector of 1024 segments', () => {
  beforeAll(async () => {
    const iov = Array.from({ length: 1024 }, (_, i) => `[many+${i * 8192}, 4096]`)
    await open('append.yaml', 1)
    await type(`title: a long vector
files: { data: { repeat: abc, length: 4194304 } }
fds: { f: { open: data } }
memory: { many: { pages: 1, times: 2000 } }
steps:
  - readv: [f, { iov: [${iov}] }, 1024]
  - readv: [f, { iov: [${iov}] }, 1024]
  - { lseek: [f, 0, SEEK_SET], expect: 0 }
  - { munmap: [many+500*8192, 4096], expect: 0 }
  - readv: [f, { iov: [${iov}] }, 1024]
`)
    await played('a long vector')
  }, 90_000)

  test('is drawn with few elements', async () => {
    await pushed(['To the beginning', FORWARD, FORWARD])
    expect(await page.locator('.current').textContent()).toContain('= 0')
    await pushed([BACK])
    expect(await page.locator('.current pre').textContent()).toMatch(/^readv\(3, \[\{.*\], 1024\) = 4194304$/)
    expect(await label()).toBe('2001 mappings, 1024 segments')
    expect(await elements()).toBeLessThan(100)
    expect(await page.locator('.files svg *').count()).toBeLessThan(100)
    expect(await page.locator('.vector tbody tr').count()).toBe(33)
    expect(await page.locator('.vector tbody tr').last().textContent()).toBe('… 992 more')
  })

  test('is told of at its beginning, and where it stopped', async () => {
    await pushed(['To the end'])
    expect(await page.locator('.current').textContent()).toContain('stopped at many+4096000')
    const rows = await page.locator('.vector tbody tr').allInnerTexts()
    expect(rows.slice(31).map((row) => row.split('\t').slice(0, 4).join(' '))).toEqual([
      '31 many+253952 4096 4096',
      '… 467 more',
      '499 many+4087808 4096 4096',
      '500 many+4096000 4096 0',
      '501 many+4104192 4096 0',
      '… 522 more',
    ])
  })

  test('is fluid', async () => {
    await pushed(['To the beginning'])
    expect(await slow([FORWARD, FORWARD, BACK, BACK])).toEqual({})
  })
})

describe('65 000 mappings', () => {
  beforeAll(async () => {
    await open('append.yaml', 1)
    await type(`title: many mappings
files: { data: { repeat: abc, length: 40000 } }
fds: { f: { open: data } }
memory:
  a: { times: 32500, apart: 2, prot: r, page: 1 }
  b: { times: 32500, apart: 2, page: 2 }
steps:
  - readv: [f, { iov: [[b+2*PAGE, 4096], [b.end-PAGE, 4096], [a+8*PAGE, 1]] }, 3]
  - munmap: [b+4*PAGE, 4096]
  - { mprotect: [a, 4096, PROT_NONE], expect: 0 }
  - munmap: [arena, 65536*PAGE]
`)
    await played('many mappings')
  }, 90_000)

  test('are drawn with few elements, however many are seen', async () => {
    await pushed(['To the beginning'])
    expect(await label()).toBe('65001 mappings, 0 segments')
    expect(await elements()).toBeLessThan(100)
    await pushed([FORWARD])
    expect(await page.locator('.current pre').textContent()).toMatch(/ = 8192$/)
    expect(await page.locator('.current').textContent()).toContain('stopped at a+32768')
    await pushed([FORWARD])
    expect(await label()).toBe('65000 mappings, 0 segments')
    await pushed([FORWARD, FORWARD])
    expect(await label()).toBe('1 mappings, 0 segments')
    // Near enough, each of them is told of.
    await pushed([BACK, BACK, BACK, 'The call', ...Array(26).fill('Nearer')])
    await pushed(Array(4).fill('Further away'))
    expect(await elements()).toBeGreaterThan(3)
  })

  test('are fluid', async () => {
    await pushed(['To the beginning', 'All'])
    expect(await slow([FORWARD, FORWARD, FORWARD, FORWARD, BACK, BACK, BACK, BACK])).toEqual({})
    const moves = ['Nearer', 'Higher addresses', 'Nearer', 'Lower addresses', 'Further away', 'All']
    expect(await slow(moves)).toEqual({})
  })

  test('are a table of the first, and a number', async () => {
    await pushed([FORWARD, 'To the beginning'])
    await page.getByText('65001 mappings as a table').click()
    await expect.poll(() => page.locator('.table tbody tr').count()).toBe(200)
    expect(await page.locator('.table .scroll > p').textContent()).toBe('and 64801 more')
    await page.getByText('65001 mappings as a table').click()
    await page.locator('.table tbody').waitFor({ state: 'detached' })
  })
})
