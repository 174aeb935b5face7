// The page in headless Chromium, used as people use it. Run by .ci/run, which installs the browser.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parseScenario, tell } from '@jvisor/scenario'
import { describe, expect, test } from 'vitest'
import { tidied } from '../src/drawing/words.ts'
import { back, forward, open, step, type } from './open.ts'
import { browser, page, site, visit } from './visit.ts'

visit()

const EXAMPLES = join(import.meta.dirname, '../../../examples/scenarios')
const names = readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml'))

/** All that is drawn and told of a step. */
const drawn = () => page.locator('.state').innerHTML()

describe('the teaching scenarios', () => {
  test.each(names)('%s steps to its end as lab tells it, and back', async (name) => {
    const { steps } = await tell(parseScenario(readFileSync(join(EXAMPLES, name), 'utf8'), name))
    await open(name, 0)
    const seen: string[] = [await drawn()]
    for (const [i, { lines, result }] of steps.entries()) {
      await forward()
      expect(await step()).toBe(`${i + 1} / ${steps.length}`)
      expect(await page.locator('.current pre').allInnerTexts()).toEqual(
        lines.map((line) => tidied(line).trim()),
      )
      const linux = page.locator('.current .linux')
      await linux.waitFor()
      expect(await linux.textContent()).toMatch(/, as here$/)
      expect((await linux.textContent()).replace(/^Linux [\d.]+: /, '')).toMatch(new RegExp(`^${result}\\b`))
      seen.push(await drawn())
    }
    expect(await page.getByRole('button', { name: 'Step forward' }).isDisabled()).toBe(true)
    for (const before of seen.slice(1, -1).toReversed()) {
      await back()
      expect(await drawn()).toBe(before)
    }
  })
})

test('the keyboard goes from step to step, and types nothing', async () => {
  await open('fault-in-the-middle.yaml', 1)
  const text = await page.locator('.editor').textContent()
  for (const [key, at] of [
    ['ArrowRight', '2 / 3'],
    ['End', '3 / 3'],
    ['ArrowLeft', '2 / 3'],
    ['Home', '0 / 3'],
  ]) {
    await page.keyboard.press(key)
    expect(await step()).toBe(at)
  }
  expect(await page.locator('.editor').textContent()).toBe(text)
})

test('a fault is marked at its byte, with the reason in words', async () => {
  await open('fault-in-the-middle.yaml', 1)
  expect(await page.locator('.stopped title').textContent()).toBe('Stopped at buf.end')
  expect(await page.locator('svg.space').getAttribute('aria-label')).toBe(
    '2 mappings, 2 segments, stopped at buf.end',
  )
  expect(await page.locator('.vector tbody tr').allInnerTexts()).toEqual([
    '0\tbuf\t100\t100\trw-p 100 B',
    '1\tbuf+4000\t200\t96\trw-p 96 B, then hole 104 B',
  ])
  expect(await page.locator('.current').textContent()).toContain(
    'stopped at buf.end: nothing is mapped there',
  )
  expect(await page.locator('svg.space .segment title').allTextContents()).toEqual([
    'segment 0: 100 of 100 B moved',
    'segment 1: 96 of 200 B moved',
  ])
  expect(await page.locator('.file.touched p').textContent()).toBe(
    '3 f regular file at 0 → 196 of 6000 bytes',
  )
  const parts = await page.locator('.file.touched .bar rect title').allTextContents()
  expect(parts).toEqual(['segment 0: 100 B at 0', 'segment 1: 96 B at 100'])
})

test('the layers of a call are lit, and each hop is linked to its source and to gVisor', async () => {
  await open('fault-in-the-middle.yaml', 1)
  expect(await page.locator('.room.lit b').allInnerTexts()).toEqual([
    'syscalls',
    'kernel',
    'mm',
    'vfs',
    'memmap',
    'usermem',
  ])
  const link = page.getByRole('link', { name: 'Task.iovecsIOSequence' })
  await expect
    .poll(() => link.getAttribute('href'))
    .toMatch(/\/packages\/kernel\/src\/task-usermem\.ts#L\d+$/)
  const theirs = page.locator('.gvisor').first()
  expect(await theirs.getAttribute('href')).toMatch(
    /^https:\/\/github\.com\/google\/gvisor\/blob\/master\/pkg\/.*\.go$/,
  )
  await page.getByRole('button', { name: 'To the beginning' }).click()
  expect(await page.locator('.room.lit').count()).toBe(0)
})

test('what is typed is played; what is wrong is marked where it is', async () => {
  await open('append.yaml', 1)
  await type('title: mine\nsteps:\n  - getpid: []\n  - nonsense: [1]\n')
  await page.locator('.problem').waitFor()
  expect(await page.locator('.problem').textContent()).toBe('Line 4: steps[1]: Unrecognized key: "nonsense"')
  await page.waitForSelector('.cm-lintRange-error')
  await type('title: mine\nsteps:\n  - getpid: []\n  - close: [7]\n')
  await page.locator('.problem').waitFor({ state: 'detached' })
  await page.waitForFunction(() => document.querySelectorAll('.steps li').length === 2)
  expect(await page.locator('.steps li').allInnerTexts()).toEqual([
    'getpid() = 2',
    'close(7) = -1 EBADF (Bad file descriptor)',
  ])
  // And it is in the address: another tab shows the same.
  await page.waitForFunction(() => location.hash.startsWith('#text='))
  const other = await browser.newPage()
  await other.goto(page.url())
  await other.waitForFunction(() => document.querySelectorAll('.steps li').length === 2)
  expect(
    await other
      .locator('header select')
      .evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.text),
  ).toBe('mine')
  await other.close()
})

test('what can be written is offered while it is typed', async () => {
  await open('append.yaml', 1)
  await type('title: x\nsteps:\n  - pread')
  await page.keyboard.type('v')
  await page.locator('.cm-tooltip-autocomplete').waitFor()
  const labels = await page.locator('.cm-completionLabel').allInnerTexts()
  expect(labels.slice(0, 2)).toEqual(['preadv', 'preadv2'])
})

test('files can be taken along', async () => {
  await open('fault-in-the-middle.yaml', 1)
  const taken = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ])
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
  }
  const scenario = await taken('YAML')
  expect(scenario.name).toBe('fault-in-the-middle.yaml')
  expect(parseScenario(scenario.bytes.toString(), 'x').steps.length).toBe(3)
  const svg = await taken('SVG')
  expect([svg.name, svg.bytes.toString().includes('segment 1: 96 of 200 B moved')]).toEqual([
    'fault-in-the-middle-1.svg',
    true,
  ])
  const png = await taken('PNG')
  expect([png.name, png.bytes.subarray(1, 4).toString()]).toEqual(['fault-in-the-middle-1.png', 'PNG'])
})

test('a scenario that takes long can be stopped, and the next one is played', async () => {
  const read = '  - read: [z, b, 2147479552]\n'
  const text = `title: long\nfds: { z: { call: { open: [{ string: /dev/zero }, O_RDONLY] } } }\nmemory: { b: { pages: 4096 } }\nsteps:\n${read.repeat(900)}`
  await open('append.yaml', 1)
  await type(text)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.locator('.problem').waitFor()
  expect(await page.locator('.problem').textContent()).toBe('stopped')
  await page.locator('header select').selectOption('append.yaml')
  await page.locator('.problem').waitFor({ state: 'detached' })
  expect(await page.locator('.current pre').count()).toBe(1)
})

test('another scenario that is chosen at once is played, and can be edited', async () => {
  await page.goto(`${site.url}#example=devices.yaml&step=1`)
  await page.reload()
  await page.locator('header select').selectOption('append.yaml')
  await page.waitForSelector('.cm-content')
  expect(await page.locator('.cm-content').textContent()).toContain('O_APPEND')
  await page.waitForFunction(() => document.querySelector('main')?.getAttribute('aria-busy') === 'false')
  expect(await page.locator('.current pre').count()).toBe(1)
})

test('scripts of the page are small', () => {
  const folder = join(site.folder, 'assets')
  const sizes = (isWanted: (name: string) => boolean) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.js') && isWanted(name))
      .map((name) => gzipSync(readFileSync(join(folder, name))).length)
  const isTerminals = (name: string) => /^(terminal|shell-worker)-/.test(name)
  const scenario = sizes((name) => !isTerminals(name) && !name.includes('source-lines'))
  const terminal = sizes(isTerminals)
  expect([scenario.length > 2, terminal.length]).toEqual([true, 2])
  expect(scenario.reduce((sum, size) => sum + size)).toBeLessThan(500_000)
  expect(terminal.reduce((sum, size) => sum + size)).toBeLessThan(400_000)
  expect(readFileSync(join(site.folder, 'index.html'), 'utf8')).not.toMatch(/(src|href)="\//)
  expect(statSync(join(site.folder, 'index.html')).size).toBeLessThan(2000)
})
