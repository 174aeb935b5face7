// Makes pictures of every view of the page, for people to look at: `npx -y pnpm@12 --filter @jvisor/explorer run screenshots
// [FOLDER]`, by default dist/screenshots.

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const root = join(import.meta.dirname, '..')
const folder = resolve(process.argv[2] ?? join(root, 'dist/screenshots'))

const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]
const SCHEMES = ['light', 'dark']

/** Waits until `text` stands on the screen of the terminal. */
const shown = (page, text) =>
  page.waitForFunction((wanted) => document.querySelector('.xterm-rows')?.textContent?.includes(wanted), text)

/** The views: their fragments, and what is done there before the picture is made. */
const VIEWS = {
  async scenario(page) {
    await page.waitForSelector('.cm-content')
    await page.waitForSelector('main[aria-busy=false] .current .linux')
  },
  async terminal(page) {
    await shown(page, '/home $')
    await page.keyboard.type(
      'ls | sort | head -n 2\rseq 3 | wc -l\rcat nothing\rscatter-cat scatter-cat.c | wc\r',
    )
    await shown(page, '155 818 4851')
    await page.waitForFunction(() => document.querySelectorAll('.line').length > 100)
    await page.waitForSelector('.guest-files li')
  },
}
const FRAGMENTS = { scenario: '#example=fault-in-the-middle.yaml&step=1', terminal: '#terminal' }

const server = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
mkdirSync(folder, { recursive: true })
try {
  for (const [view, prepare] of Object.entries(VIEWS)) {
    for (const viewport of SIZES) {
      for (const colorScheme of SCHEMES) {
        const page = await browser.newPage({ viewport, colorScheme })
        await page.goto(`${server.resolvedUrls.local[0]}${FRAGMENTS[view]}`)
        await prepare(page)
        const path = join(folder, `${view}-${viewport.width}-${colorScheme}.png`)
        await page.screenshot({ path })
        console.log(path)
        await page.close()
      }
    }
  }
} finally {
  await browser.close()
  await server.close()
}
