// The slice in headless Chromium. Run by .ci/run, which installs the browser.

import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { bundleSlice } from './bundle.ts'

test('the house runs in Chromium', { timeout: 120_000 }, async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  try {
    const page = await browser.newPage()
    await page.addScriptTag({ content: await bundleSlice() })
    const result = await page.evaluate(() => (globalThis as unknown as { slice(): Promise<string> }).slice())
    expect(result).toBe('readv: 196, exited with 7')
  } finally {
    await browser.close()
  }
})
