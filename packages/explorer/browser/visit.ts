// Visit: the page in headless Chromium. The tests of a file share one tab, which must complain about nothing.

import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { CHROMIUM } from '../../../test/browser/launch.ts'
import { type Site, serveSite } from './site.ts'

export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

// They are there when the tests of a file run that has called visit().
export let site: Site
export let browser: Browser
export let page: Page
/** What the page has complained about since the last test; a test takes out what it expects. */
export const complaints: string[] = []
/** The names of what the page has fetched. */
export const fetched: string[] = []

/** Called once at the top of a file of tests: builds and serves the page before them, and opens a tab for it. */
export function visit(): void {
  beforeAll(async () => {
    fetched.length = 0
    site = await serveSite()
    browser = await chromium.launch(CHROMIUM)
    page = await browser.newPage({ viewport: DESK })
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => fetched.push(request.url().replace(/^.*\//, '')))
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })
}
