// What tests do with the view of scenarios: open an example, type a text, go from step to step.

import { page, site } from './visit.ts'

/** Opens an example at a step, and waits until it is drawn. */
export async function open(name: string, atStep: number): Promise<void> {
  await page.goto(`${site.url}#example=${name}&step=${atStep}`)
  await page.waitForFunction(
    (wanted) =>
      document.querySelector<HTMLSelectElement>('header select')?.value === wanted &&
      document.querySelector('main')?.getAttribute('aria-busy') === 'false',
    name,
  )
  await page.waitForSelector('.cm-content')
}

/** Puts another text into the editor by pasting it: Chromium takes seconds to insert a thousand lines as if typed. */
export async function type(text: string): Promise<void> {
  const editor = page.locator('.cm-content')
  await editor.click()
  await page.keyboard.press('ControlOrMeta+a')
  await editor.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

export const step = () => page.locator('.controls output').textContent()
export const forward = () => page.getByRole('button', { name: 'Step forward' }).click()
export const back = () => page.getByRole('button', { name: 'Step back' }).click()
