// Addresses and sizes as the drawings write them.

import { PAGE_SIZE } from '@jvisor/abi'
import type { Landmark } from '../playing/played.ts'

/** An address by the mapping that it lies in: "buf", "buf+16", "buf.end"; else a number. */
export function addressText(at: number, landmarks: readonly Landmark[]): string {
  const inside = landmarks.find(({ start, end }) => at >= start && at < end)
  if (inside !== undefined) return at === inside.start ? inside.name : `${inside.name}+${at - inside.start}`
  const before = landmarks.find(({ end }) => at === end)
  return before === undefined ? `0x${at.toString(16)}` : `${before.name}.end`
}

/** "12 B", "4 KiB". */
export function sizeText(bytes: number): string {
  for (const [unit, name] of [
    [2 ** 30, 'GiB'],
    [2 ** 20, 'MiB'],
    [2 ** 10, 'KiB'],
  ] as const) {
    if (bytes >= unit) return `${Number((bytes / unit).toFixed(1))} ${name}`
  }
  return `${bytes} B`
}

/** "2 pages"; what is no whole number of them as {@link sizeText}. */
export const pagesText = (bytes: number): string => {
  const pages = bytes / PAGE_SIZE
  return Number.isInteger(pages) ? `${pages} page${pages === 1 ? '' : 's'}` : sizeText(bytes)
}

/** A line of strace without the blanks that bring results and processes below each other on a terminal. */
export const tidied = (line: string): string =>
  line.replace(/\) {2,}(?== [^"]*$)/, ') ').replace(/^\[pid +/, '[pid ')

/** Colours of segments: neighbours are easily told apart, and of 1024 segments many are one shape. */
export const COLOURS = 16

/** The colour of a segment of a vector, the same wherever it is drawn. */
export const segmentColour = (index: number): string => `hsl(${((index % COLOURS) * 67 + 210) % 360} 62% 60%)`
