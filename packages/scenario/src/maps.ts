// The text of /proc/[pid]/maps, as far as it is the same on every kernel.

import type { MapLine } from './subject.ts'

const LINE = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ \d+ *(.*)$/

/** The mappings in [start, end); files in `directory` are named without it. */
export function parseMaps(text: string, directory: string, start: number, end: number): MapLine[] {
  const lines: MapLine[] = []
  for (const line of text.split('\n')) {
    const [, from, to, perms, offset, path] = LINE.exec(line) ?? []
    if (from === undefined) continue
    const first = Number.parseInt(from, 16)
    if (first >= end) break
    if (first < start) continue
    const name = path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path
    lines.push({
      start: first,
      end: Number.parseInt(to, 16),
      perms,
      offset: Number.parseInt(offset, 16),
      name,
    })
  }
  return lines
}
