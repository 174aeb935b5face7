// Everybody can use the page: what axe-core finds in each view, light and dark, on a desk and on a phone; that nothing is
// wider than a phone; and how soon something is seen.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import { expect, test } from 'vitest'
import { open, type } from './open.ts'
import { browser, DESK, PHONE, page, site, visit } from './visit.ts'

visit()

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What is wrong with what is shown: "color-contrast: .kind". */
async function wrong(): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run()
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target}: ${failureSummary}`),
    )
  })
}

/** Looks at a view in all its forms. */
async function inAllForms(look: () => Promise<void>): Promise<void> {
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await look()
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize(DESK)
}

const isAsWideAsThePage = async () =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(page.viewportSize()?.width)

test.each([
  ['fault-in-the-middle.yaml', 1],
  ['private-after-fork.yaml', 4],
  ['pipe-full.yaml', 3],
  ['append.yaml', 0],
] as const)('a scenario: %s, step %i', async (name, step) => {
  await open(name, step)
  await page.locator('.table summary').click()
  await inAllForms(async () => {
    expect(await wrong()).toEqual([])
    await isAsWideAsThePage()
  })
})

test('a scenario that is wrong, while it is typed', async () => {
  await open('append.yaml', 1)
  await inAllForms(async () => {
    await type('title: wrong\nsteps:\n  - nonsense: [1]\n  - pread')
    await page.waitForSelector('.cm-lintRange-error')
    await page.keyboard.type('v')
    await page.waitForSelector('.cm-tooltip-autocomplete')
    expect(await wrong()).toEqual([])
    await isAsWideAsThePage()
    await page.keyboard.press('Escape')
  })
})

test('the terminal', async () => {
  await page.goto(`${site.url}#terminal`)
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('$'))
  await page.keyboard.type('ls; cat nothing\r')
  await page.waitForFunction(() => document.querySelector('.xterm-rows')?.textContent?.includes('No such'))
  await page.waitForSelector('.line.failed')
  await inAllForms(async () => {
    expect(await wrong()).toEqual([])
    await isAsWideAsThePage()
  })
})

test('every control can be reached and used by the keyboard', async () => {
  await open('fault-in-the-middle.yaml', 1)
  const reached = new Set<string>()
  await page.locator('header a').first().focus()
  for (let i = 0; i < 60; i++) {
    const name = await page.evaluate(() => {
      const { activeElement: at } = document
      return at === null ? '' : (at.ariaLabel ?? at.textContent ?? '').trim()
    })
    reached.add(name)
    // The editor keeps Tab no longer than Escape says.
    await page.keyboard.press('Tab')
  }
  for (const name of [
    'Scenario',
    'Copy link',
    'SVG',
    'Step back',
    'Step forward',
    'All',
    'Nearer',
    'Lower addresses',
  ])
    expect([...reached]).toContain(name)
  await page.getByRole('button', { name: 'Step forward' }).focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.controls output').textContent()).toBe('2 / 3')
})

test('something is painted within a second', async () => {
  const times: number[] = []
  for (let i = 0; i < 3; i++) {
    const tab = await browser.newPage()
    await tab.goto(site.url)
    times.push(
      await tab.evaluate(async () => {
        for (;;) {
          const [paint] = performance.getEntriesByName('first-contentful-paint')
          if (paint !== undefined) return paint.startTime
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }),
    )
    await tab.close()
  }
  expect(Math.min(...times)).toBeLessThan(1000)
})
