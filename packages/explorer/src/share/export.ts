// Taking along what is shown: the drawing as SVG or PNG, the scenario as a file.

/** Styles that a shape needs where there is no page around it, with what they are where nothing is said. */
const SHAPE = { fill: '', stroke: 'none', 'stroke-width': '1px', 'stroke-dasharray': 'none', opacity: '1' }
const TEXT = { fill: '', 'font-family': '', 'font-size': '' }

/** A drawing that stands on its own: with its styles, and the page's background. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const originals = drawing.querySelectorAll<SVGElement>('*')
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const original = originals[i]
    element.removeAttribute('class')
    if (original === undefined || !/^(rect|line|path|text)$/.test(original.tagName)) return
    const style = getComputedStyle(original)
    for (const [name, usual] of Object.entries(original.tagName === 'text' ? TEXT : SHAPE)) {
      const value = style.getPropertyValue(name)
      if (value !== usual) element.style.setProperty(name, value)
    }
  })
  copy.removeAttribute('class')
  copy.style.background = getComputedStyle(document.body).backgroundColor
  return new XMLSerializer().serializeToString(copy)
}

/** Pixels of the picture for one of the page. */
const SHARPNESS = 2

/** The same as a PNG. */
export async function pngOf(drawing: SVGSVGElement): Promise<Blob> {
  const { width, height } = drawing.getBoundingClientRect()
  const image = new Image(width, height)
  image.src = URL.createObjectURL(new Blob([svgText(drawing)], { type: 'image/svg+xml' }))
  try {
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * SHARPNESS
    canvas.height = height * SHARPNESS
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('this browser draws no pictures')
    context.scale(SHARPNESS, SHARPNESS)
    context.drawImage(image, 0, 0, width, height)
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture is too large')) : resolve(blob)))
    })
  } finally {
    URL.revokeObjectURL(image.src)
  }
}

/** Gives somebody a file. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
