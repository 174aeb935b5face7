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

/** Puts another text into the editor. */
export async function type(text: string): Promise<void> {
  await page.locator('.cm-content').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}

export const step = () => page.locator('.controls output').textContent()
export const forward = () => page.getByRole('button', { name: 'Step forward' }).click()
export const back = () => page.getByRole('button', { name: 'Step back' }).click()
