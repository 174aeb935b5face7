// The tree of calls as text: layers in a column, each call below the one that made it.

import type { Hop } from './hop.ts'

const WIDTH = 110
const COLUMN = 10

/** One line for each call, at most 110 columns wide, without a newline at the end. */
export function hopTree(hops: readonly Hop[]): string {
  const lines: string[] = []
  const draw = (hop: Hop, before: string, below: string): void => {
    const start = hop.layer.padEnd(COLUMN) + before
    lines.push(start + callText(hop, WIDTH - start.length))
    hop.children.forEach((child, i) => {
      const last = i === hop.children.length - 1
      draw(child, `${below}${last ? '└─ ' : '├─ '}`, `${below}${last ? '   ' : '│  '}`)
    })
  }
  for (const hop of hops) draw(hop, '', '')
  return lines.join('\n')
}

/** "read(300 bytes at buf) = 196 bytes, EFAULT"; what is too long loses its arguments first. */
function callText(hop: Hop, room: number): string {
  const end = `${resultText(hop)}${hop.repeated === undefined ? '' : `  … ${hop.repeated} more`}`
  for (const args of [hop.args.join(', '), '…']) {
    const text = `${hop.name}(${args})${end}`
    if (text.length <= room) return text
  }
  return `${`${hop.name}(…)${end}`.slice(0, Math.max(0, room - 1))}…`
}

function resultText({ result, waited }: Hop): string {
  if (result === undefined) return '  waits'
  if (result === '') return ''
  return ` = ${result}${waited === undefined ? '' : ', after a wait'}`
}
