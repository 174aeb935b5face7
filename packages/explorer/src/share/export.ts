// Taking along what is shown: the drawing as SVG or PNG, the scenario as a file.

/** Styles that an SVG needs where there is no page around it. */
const STYLED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
]

/** A drawing that stands on its own: with its styles, and the page's background. */
export function svgText(drawing: SVGSVGElement): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  const originals = drawing.querySelectorAll<SVGElement>('*')
  copy.querySelectorAll<SVGElement>('*').forEach((element, i) => {
    const original = originals[i]
    if (original === undefined) return
    const style = getComputedStyle(original)
    for (const name of STYLED) element.style.setProperty(name, style.getPropertyValue(name))
    element.removeAttribute('class')
  })
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
