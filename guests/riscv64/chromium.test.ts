// Debian's busybox in headless Chromium, from a page that fetches it.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { bundle } from '../../test/browser/bundle.ts'
import { CHROMIUM } from '../../test/browser/launch.ts'
import type { shell } from './page.ts'

const ADDRESS = 'http://busybox.test/'
const DATA = 'b\na\nc\n'.repeat(1000)

const browser = await chromium.launch(CHROMIUM)
const page = await browser.newPage()

beforeAll(async () => {
  const busybox = readFileSync(join(inject('debian'), 'usr/bin/busybox'))
  await page.route(`${ADDRESS}**`, (route) =>
    route.request().url().endsWith('busybox')
      ? route.fulfill({ body: busybox, contentType: 'application/octet-stream' })
      : route.fulfill({ body: '<!doctype html>', contentType: 'text/html' }),
  )
  await page.goto(ADDRESS)
  await page.addScriptTag({ content: await bundle("export { shell } from '../../guests/riscv64/page.ts'") })
})

afterAll(() => browser.close())

test.each([
  ['sha256sum', 'sha256sum </data', `${createHash('sha256').update(DATA).digest('hex')}  -\n0`],
  ['a pipeline', 'sort /data | uniq -c | while read n x; do echo $x=$n; done', 'a=1000\nb=1000\nc=1000\n0'],
  ['a status', '(exit 7) || exit 3', '3'],
])('%s', async (_name, script, printed) => {
  const run = ([url, text]: string[]) =>
    (globalThis as unknown as { bundle: { shell: typeof shell } }).bundle.shell(url, text)
  expect(await page.evaluate(run, [`${ADDRESS}busybox`, script])).toBe(printed)
})
