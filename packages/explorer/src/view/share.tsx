// Buttons for taking along what is shown.

import { signal } from '@preact/signals'
import { example, step, text } from '../model.ts'
import { download, pngOf, svgText } from '../share/export.ts'

/** What has become of the last button, for a moment. */
const said = signal('')
const MOMENT = 2500

function say(what: string): void {
  said.value = what
  setTimeout(() => {
    if (said.value === what) said.value = ''
  }, MOMENT)
}

const drawing = () => document.querySelector<SVGSVGElement>('svg.space')
const fileName = (ending: string) =>
  `${example.value?.name.replace(/\.yaml$/, '') ?? 'scenario'}${ending === 'yaml' ? '' : `-${step.value}`}.${ending}`

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(location.href)
    say('The link is in the clipboard.')
  } catch {
    say('The link is the address of this page.')
  }
}

async function savePicture(ending: 'svg' | 'png'): Promise<void> {
  const shown = drawing()
  if (shown === null) return
  try {
    const picture =
      ending === 'png' ? await pngOf(shown) : new Blob([svgText(shown)], { type: 'image/svg+xml' })
    download(fileName(ending), picture)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
}

export function Share() {
  return (
    <fieldset class="share" aria-label="Take along">
      <button type="button" onClick={() => void copyLink()}>
        Copy link
      </button>
      <button
        type="button"
        title="The scenario, for jvisor lab"
        onClick={() => download(fileName('yaml'), new Blob([text.value], { type: 'application/yaml' }))}
      >
        YAML
      </button>
      <button type="button" onClick={() => void savePicture('svg')}>
        SVG
      </button>
      <button type="button" onClick={() => void savePicture('png')}>
        PNG
      </button>
      <output aria-live="polite">{said.value}</output>
    </fieldset>
  )
}
