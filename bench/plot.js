// A plot of lines as SVG, both axes logarithmic: what operations cost over how much they do.

import { scaleLog } from 'd3-scale'

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [640, 360, 64, 150, 34, 44]
const COLOURS = ['#0b6e4f', '#c1440e', '#1f5aa6', '#8a4fa3', '#8a6d1b', '#5f6b73', '#111111']

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const short = (n, units) => {
  const unit = units.findLast(([size]) => n >= size) ?? units[0]
  return `${Number((n / unit[0]).toPrecision(4))} ${unit[1]}`.trim()
}
const nanoseconds = (n) =>
  short(n, [
    [1, 'ns'],
    [1e3, 'µs'],
    [1e6, 'ms'],
  ])
const numbers = (n) =>
  short(n, [
    [1, ''],
    [1e3, 'k'],
    [1e6, 'M'],
  ])
const bytes = (n) =>
  short(n, [
    [1, 'B'],
    [1024, 'KiB'],
    [1 << 20, 'MiB'],
  ])

/**
 * @param title what is plotted
 * @param x what is along the axis: a label, and whether it is bytes
 * @param lines by name, points [x, nanoseconds], in order of x
 */
export function plot(title, x, lines) {
  const points = Object.values(lines).flat()
  const ys = points.map(([, y]) => y)
  const xs = [...new Set(points.map(([at]) => at))].sort((a, b) => a - b)
  const across = scaleLog([xs[0], xs.at(-1)], [LEFT, WIDTH - RIGHT])
  const up = scaleLog([Math.min(...ys), Math.max(...ys)], [HEIGHT - BOTTOM, TOP]).nice()
  const axis = up.ticks(5).filter((y) => Number.isInteger(Math.log10(y)))
  const label = (at, y, text, anchor = 'middle') =>
    `<text x="${at.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`
  const line = ([name, of], i) => {
    const colour = COLOURS[i % COLOURS.length]
    const at = of.map(([px, py]) => [across(px), up(py)])
    return `<g fill="${colour}" stroke="${colour}"><polyline fill="none" stroke-width="2" points="${at
      .map((p) => p.map((v) => v.toFixed(1)).join(','))
      .join(
        ' ',
      )}"/>${at.map(([cx, cy]) => `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="2.5"/>`).join('')}<rect x="${
      WIDTH - RIGHT + 12
    }" y="${TOP + 6 + i * 20}" width="14" height="3"/></g>${label(WIDTH - RIGHT + 32, TOP + 11 + i * 20, name, 'start')}`
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${label(LEFT, 20, title, 'start')}
${axis.map((y) => `<path d="M${LEFT} ${up(y).toFixed(1)}H${WIDTH - RIGHT}" stroke="#d8dde0"/>${label(LEFT - 6, up(y) + 4, nanoseconds(y), 'end')}`).join('\n')}
${xs.map((at) => label(across(at), HEIGHT - BOTTOM + 18, (x.bytes ? bytes : numbers)(at))).join('\n')}
${label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, x.label)}
${Object.entries(lines).map(line).join('\n')}
</svg>
`
}
