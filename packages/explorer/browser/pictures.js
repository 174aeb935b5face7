// Makes the pictures of docs/ with the page: each is a step of a teaching scenario as its SVG button saves it.
// Usage, after a build: node browser/pictures.js. Chromium is /usr/bin/chromium, or what CHROMIUM says.

import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { preview } from 'vite'

const root = join(import.meta.dirname, '..')
const folder = join(root, '../../docs/pictures')

/** Name of the picture, scenario, step, and the button that chooses what is seen. */
const PICTURES = [
  ['fault-in-the-middle', 'fault-in-the-middle.yaml', 1, 'All'],
  ['private-after-fork', 'private-after-fork.yaml', 4, 'All'],
]

const server = await preview({ root, logLevel: 'error', preview: { port: 0, host: '127.0.0.1' } })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
for (const [name, scenario, step, button] of PICTURES) {
  await page.goto(`${server.resolvedUrls.local[0]}#example=${scenario}&step=${step}`)
  await page.reload()
  await page.waitForSelector('svg.space .mapping')
  await page.getByRole('button', { name: button, exact: true }).click()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'SVG', exact: true }).click()
  await (await saved).saveAs(join(folder, `${name}.svg`))
  console.log(`docs/pictures/${name}.svg`)
}
await browser.close()
await server.close()
