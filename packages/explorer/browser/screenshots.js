// Makes pictures of every view of the page, for people to look at: `npx -y pnpm@12 --filter @jvisor/explorer run screenshots
// [FOLDER]`, by default dist/screenshots. Of a page that is longer than the window, they show the whole.

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

/** Waits until the step is told, with what Linux did. */
const told = async (page) => {
  await page.waitForSelector('.cm-content')
  await page.waitForSelector('main[aria-busy=false] .current .linux')
  // The editor measures only lines that are seen.
  await page.locator('.cm-content').scrollIntoViewIfNeeded()
  await page.waitForTimeout(200)
  await page.evaluate(() => scrollTo(0, 0))
}

/** The views: their fragments, and what is done there before the picture is made. */
const VIEWS = {
  scenario: { fragment: '#example=fault-in-the-middle.yaml&step=1', prepare: told },
  pipe: { fragment: '#example=pipe-full.yaml&step=2', prepare: told },
  fork: { fragment: '#example=private-after-fork.yaml&step=4', prepare: told },
  signal: { fragment: '#example=blocked-write-and-signal.yaml&step=4', prepare: told },
  many: {
    fragment: '#example=append.yaml&step=1',
    async prepare(page) {
      await told(page)
      await write(
        page,
        `title: As many mappings as a kernel allows
memory:
  read: { times: 32500, apart: 2, prot: r, page: 1 }
  written: { times: 32500, apart: 2, page: 2 }
steps:
  - munmap: [read+4096*PAGE, 8192*PAGE]
  - poke: { at: written, bytes: x }
  - munmap: [read, 512*PAGE]
`,
      )
      await page.waitForFunction(() => document.querySelectorAll('.steps li').length === 3)
      await page.getByText('mappings as a table').click()
    },
  },
  wrong: {
    fragment: '#example=append.yaml&step=1',
    async prepare(page) {
      await told(page)
      await write(page, 'title: wrong\nsteps:\n  - getpid: []\n  - nonsense: [1]\n  - pread')
      await page.keyboard.type('v')
      await page.waitForSelector('.cm-tooltip-autocomplete')
      await page.waitForSelector('.cm-lintRange-error')
    },
  },
  terminal: {
    fragment: '#terminal',
    async prepare(page) {
      await shown(page, '/home $')
      await page.keyboard.type(
        'ls | sort | head -2\rseq 3 | wc -l\rcat nothing\rscatter-cat scatter-cat.c | wc\r',
      )
      await shown(page, '155 818 4851')
      await page.waitForFunction(() => document.querySelectorAll('.line').length > 100)
      await page.waitForSelector('.guest-files li')
    },
  },
}

/** Puts another text into the editor. */
async function write(page, text) {
  await page.locator('.cm-content').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

const server = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
mkdirSync(folder, { recursive: true })
try {
  for (const [view, { fragment, prepare }] of Object.entries(VIEWS)) {
    for (const viewport of SIZES) {
      for (const colorScheme of SCHEMES) {
        const page = await browser.newPage({ viewport, colorScheme })
        await page.goto(`${server.resolvedUrls.local[0]}${fragment}`)
        await prepare(page)
        const path = join(folder, `${view}-${viewport.width}-${colorScheme}.png`)
        await page.screenshot({ path, fullPage: true })
        console.log(path)
        await page.close()
      }
    }
  }
} finally {
  await browser.close()
  await server.close()
}
