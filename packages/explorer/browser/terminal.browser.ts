// The terminal of the page in headless Chromium, used as people use it. Run by .ci/run, which installs the browser.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { complaints, DESK, fetched, PHONE, page, site, visit } from './visit.ts'

visit()

const GUESTS = join(import.meta.dirname, '../../../guests')
const PROMPT = '/home $'

/** The rows of the screen that have something. */
const rows = async () =>
  (await page.locator('.xterm-rows > div').allInnerTexts())
    .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
    .filter(Boolean)

/** Waits until the last rows of the screen are these. */
const shown = (...wanted: string[]) =>
  expect.poll(async () => (await rows()).slice(-wanted.length), { timeout: 20_000 }).toEqual(wanted)

/** Opens the terminal anew, and waits for its shell. */
async function open(): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${site.url}#terminal`)
  await shown(PROMPT)
}

const type = (text: string) => page.keyboard.type(text)
/** The lines of strace that are shown. */
const traced = () => page.locator('.line').allInnerTexts()
const state = () => page.locator('.machine-state').textContent()

/** Drops a file on the page. */
async function drop(name: string, bytes: Uint8Array): Promise<void> {
  const files = await page.evaluateHandle(
    ([called, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([Uint8Array.from(content)], called))
      return transfer
    },
    [name, [...bytes]] as const,
  )
  for (const event of ['dragover', 'drop'])
    await page.dispatchEvent('.screen', event, { dataTransfer: files })
}

test('the scenario loads nothing of it; a tab opens it, and comes back to what was there', async () => {
  await page.goto(`${site.url}#example=append.yaml&step=2`)
  await page.waitForSelector('.cm-content')
  await page.waitForSelector('.current .linux')
  expect(fetched.filter((name) => /terminal|guest/.test(name))).toEqual([])
  await page.getByRole('link', { name: 'Terminal' }).focus()
  await page.keyboard.press('Enter')
  await shown(PROMPT)
  expect(new URL(page.url()).hash).toBe('#terminal')
  expect(await page.locator('.stepper').count()).toBe(0)
  await type('echo still here\r')
  await shown('/home $ echo still here', 'still here', PROMPT)
  await page.getByRole('link', { name: 'Scenario' }).click()
  await page.waitForSelector('.cm-content')
  await expect.poll(() => new URL(page.url()).hash).toBe('#example=append.yaml&step=2')
  expect(await page.locator('main.terminal').isVisible()).toBe(false)
  await page.goBack()
  await shown('/home $ echo still here', 'still here', PROMPT)
})

test('commands, a pipeline and Ctrl-C', async () => {
  await open()
  await type('echo one two\r')
  await shown('/home $ echo one two', 'one two', PROMPT)
  await type('ls | wc -l\r')
  await shown('/home $ ls | wc -l', '3', PROMPT)
  await type('sleep 1000\r')
  await expect.poll(state).toBe('sleep runs')
  await page.keyboard.press('Control+c')
  await shown('/home $ sleep 1000', '^C', PROMPT)
  await expect.poll(state).toBe('ready')
  await type('cat\r')
  await expect.poll(state).toBe('cat runs')
  await page.getByRole('button', { name: 'Ctrl-C' }).click()
  await shown('/home $ cat', '^C', PROMPT)
  await type('echo $?\r')
  await shown('/home $ echo $?', '130', PROMPT)
})

test('strace is shown as it happens, filtered, cleared and switched off', async () => {
  await open()
  await type('scatter-cat readme.txt | wc -l\r')
  await shown(PROMPT)
  await expect
    .poll(async () => (await traced()).some((line) => /^wc \d+ exit_group\(0\)/.test(line)))
    .toBe(true)
  const filter = page.getByRole('searchbox')
  await filter.fill('scatter readv')
  const found = await traced()
  expect(found.length).toBeGreaterThan(0)
  for (const line of found) expect(line).toMatch(/^scatter-cat \d+ readv\(3, \[\{iov_base="/)
  const pid = /\d+/.exec(found[0] ?? '')?.[0] ?? ''
  await filter.fill(`${pid} execve`)
  expect(await traced()).toEqual([
    expect.stringMatching(/execve\(".*scatter-cat", \["scatter-cat", "readme.txt"\]/),
  ])
  await filter.fill('no such call')
  expect(await page.locator('.lines').textContent()).toMatch(/^None of \d+ lines has all of that\.$/)
  await filter.fill('')
  await page.getByRole('button', { name: 'Clear' }).click()
  expect(await traced()).toEqual([])
  await page.getByRole('checkbox', { name: 'On' }).uncheck()
  await page.locator('.screen').click()
  await type('echo untold\r')
  await shown('untold', PROMPT)
  expect(await page.locator('.lines').textContent()).toBe('It is off, and costs nothing.')
  await page.getByRole('checkbox', { name: 'On' }).check()
  await page.locator('.screen').click()
  await type(
    'seq 9 >/tmp/nine; for i in 1 2 3 4 5 6 7 8 9; do scatter-cat /tmp/nine | wc | cat >/dev/null; done; echo done\r',
  )
  await shown('done', PROMPT)
  await page.getByRole('button', { name: '800 earlier lines' }).click()
  await expect.poll(async () => (await traced()).length).toBe(1000)
  expect((await traced()).some((line) => line.includes('/tmp/nine", O_WRONLY'))).toBe(false)
})

test('a program that is dropped runs by its name; files are taken along', async () => {
  await open()
  await drop('mine', readFileSync(join(GUESTS, 'bin/scatter-cat')))
  const notice = page.locator('.notice')
  await expect.poll(() => notice.textContent()).toBe('mine is in /home, and can be run: mine.')
  await drop('text', new TextEncoder().encode('from the host\n'))
  await expect.poll(() => notice.textContent()).toBe('text is in /home.')
  await page.setInputFiles('input[type=file]', {
    name: 'chosen',
    mimeType: '',
    buffer: Buffer.from('#!/bin/sh\n'),
  })
  await expect.poll(() => notice.textContent()).toBe('chosen is in /home, and can be run: chosen.')
  await type('mine text | tee copy\r')
  await shown('/home $ mine text | tee copy', 'from the host', PROMPT)
  await page.getByRole('button', { name: 'copy', exact: true }).waitFor()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'copy', exact: true }).click(),
  ])
  expect(download.suggestedFilename()).toBe('copy')
  expect(readFileSync(await download.path(), 'utf8')).toBe('from the host\n')
})

test('what computes and does not listen is stopped; Enter starts again', async () => {
  await open()
  await type("trap '' INT; while :; do :; done\r")
  await shown("/home $ trap '' INT; while :; do :; done")
  await page.keyboard.press('Control+c')
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect.poll(state).toBe('ended')
  await shown('[stopped. Enter starts a new machine]')
  await page.locator('.screen').click()
  await page.keyboard.press('Enter')
  await shown(PROMPT)
  await type('seq 300; echo bye; exit 3\r')
  await shown('299', '300', 'bye', '[the shell has ended with status 3. Enter starts a new machine]')
  await page.getByRole('button', { name: 'Restart' }).click()
  await shown(PROMPT)
})

test('a shell that cannot be fetched is told of, and fetched when it can be', async () => {
  await page.route('**/sh-*', (route) => route.abort())
  await page.goto('about:blank')
  await page.goto(`${site.url}#terminal`)
  await expect.poll(state).toBe('failed')
  expect(await page.locator('.notice').textContent()).toBe('The machine did not start: Failed to fetch')
  expect(complaints.splice(0)).toEqual(['Failed to load resource: net::ERR_FAILED'])
  await page.unroute('**/sh-*')
  await page.getByRole('button', { name: 'Restart' }).click()
  await shown(PROMPT)
})

test('jobs are suspended and go on', async () => {
  await open()
  await type('cat\r')
  await expect.poll(state).toBe('cat runs')
  await page.keyboard.press('Control+z')
  await expect.poll(state).toBe('ready')
  await type('fg\r')
  await expect.poll(state).toBe('cat runs')
  await type('on\r')
  await shown('on', 'on')
  await page.keyboard.press('Control+d')
  await expect.poll(state).toBe('ready')
})

test('a flood of output ends with Ctrl-C', async () => {
  await open()
  await type('while :; do echo flood; done\r')
  await shown('flood', 'flood', 'flood')
  await page.keyboard.press('Control+c')
  await expect.poll(async () => (await rows()).at(-1), { timeout: 20_000 }).toBe(PROMPT)
})

test('what is copied is pasted', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await open()
  await page.evaluate(() => navigator.clipboard.writeText('echo pasted\n'))
  await page.keyboard.press('Control+v')
  await shown('/home $ echo pasted', 'pasted', PROMPT)
  await page
    .locator('.xterm-rows > div', { hasText: /^pasted/ })
    .dblclick({ position: { x: 10, y: 8 }, force: true })
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('pasted')
  await shown('pasted', PROMPT)
})

test('Tab leaves the screen, and a screen reader gets what is shown', async () => {
  await open()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('.xterm'))).toBe(null)
  await page.getByRole('checkbox', { name: 'Screen reader' }).check()
  await page.locator('.screen').click()
  await type('echo heard\r')
  await expect.poll(() => page.locator('.xterm-accessibility').textContent()).toContain('heard')
})

test('on a phone nothing is wider than the page, and the shell knows how wide it is', async () => {
  await page.setViewportSize(PHONE)
  await open()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
  await page.getByRole('checkbox', { name: 'On' }).check()
  await page.locator('.screen').click()
  await page.getByRole('searchbox').fill('TIOCGWINSZ')
  await page.locator('.screen').click()
  await type('ls\r')
  await expect
    .poll(async () => (await traced()).at(-1))
    .toMatch(/^ls \d+ ioctl\(1, TIOCGWINSZ, \{ws_row=\d\d, ws_col=4\d,/)
  await page.setViewportSize(DESK)
})
