// The house in headless Chromium. Run by .ci/run, which installs the browser.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ROOT } from '../embed.ts'
import {
  bundleExample,
  bundlePackage,
  bundleReplay,
  bundleSlice,
  bundleWorker,
  CORE,
  SLICE_RESULT,
} from './bundle.ts'
import { CHROMIUM } from './launch.ts'
import type { replay } from './replay.ts'
import type { slice } from './slice.ts'

let browser: Browser
let page: Page

beforeAll(async () => {
  browser = await chromium.launch(CHROMIUM)
  page = await browser.newPage()
}, 60_000)

afterAll(() => browser?.close())

test('the slice runs', async () => {
  await page.addScriptTag({ content: await bundleSlice() })
  const run = () => (globalThis as unknown as { bundle: { slice: typeof slice } }).bundle.slice()
  expect(await page.evaluate(run)).toBe(SLICE_RESULT)
})

test("the front door's example runs in the page", async () => {
  await page.addScriptTag({ content: await bundleExample() })
  const run = () => (globalThis as unknown as { bundle: { example: () => Promise<string> } }).bundle.example()
  expect(await page.evaluate(run)).toBe('HELLO, WORLD')
})

test('a machine in a worker runs a program while the page does something else', async () => {
  const code = await bundleWorker()
  await page.addScriptTag({ content: code })
  const elf = [...readFileSync(join(ROOT, 'guests/bin/scatter-cat'))]
  const run = async ([script, bytes]: [string, number[]]) => {
    const { bundle } = globalThis as unknown as { bundle: typeof import('jvisor') }
    const body = `${script}; onmessage = ({ ports: [port] }) => bundle.serveVm(port)`
    const { port1, port2 } = new MessageChannel()
    const worker = new Worker(URL.createObjectURL(new Blob([body])))
    worker.postMessage(null, [port2 as unknown as Transferable])
    const vm = await bundle.bootInWorker(port1 as unknown as Parameters<typeof bundle.bootInWorker>[0])
    await vm.install('/bin/cat', Uint8Array.from(bytes))
    await vm.fs.writeFile('/file', 'x'.repeat(2_000_000))
    const p = await vm.spawn('cat', ['/file'])
    const { length } = await new Response(p.stdout as ReadableStream).text()
    const { code: status } = await p.exited
    worker.terminate()
    return [length, status]
  }
  expect(await page.evaluate(run, [code, elf] as [string, number[]])).toEqual([2_000_000, 0])
})

test('the recorded corpus is answered as Linux answered', async () => {
  await page.addScriptTag({ content: await bundleReplay() })
  const corpus = readFileSync(join(ROOT, 'conformance/linux.jsonl'), 'utf8')
  const run = (text: string) =>
    (globalThis as unknown as { bundle: { replay: typeof replay } }).bundle.replay(text)
  const { cases, different } = await page.evaluate(run, corpus)
  expect(different).toEqual([])
  expect(cases).toBeGreaterThanOrEqual(5000)
})

const present = readdirSync(join(ROOT, 'packages'))

test.each(CORE.filter((folder) => present.includes(folder)))('%s loads', async (folder) => {
  await page.addScriptTag({ content: await bundlePackage(folder) })
  const names = () => Object.keys((globalThis as unknown as { bundle: object }).bundle)
  expect((await page.evaluate(names)).length).toBeGreaterThan(0)
})
