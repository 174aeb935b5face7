// The text of /proc/[pid]/maps, as far as it is the same on every kernel.

import type { MapLine } from './subject.ts'

const LINE = /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) ([0-9a-f]+) \S+ (\d+) *(.*)$/

/**
 * The mappings in [start, end), cut to it: outside, what the kernel has put beside them may be one with them. Files in
 * `directory` are named without it.
 */
export function parseMaps(text: string, directory: string, start: number, end: number): MapLine[] {
  const lines: MapLine[] = []
  for (const line of text.split('\n')) {
    const [, from, to, perms, offset, inode, path] = LINE.exec(line) ?? []
    if (from === undefined) continue
    const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
    if (first >= end) break
    if (last <= start) continue
    lines.push({
      start: Math.max(first, start),
      end: Math.min(last, end),
      perms,
      offset: Number.parseInt(offset, 16) + (path === '' ? 0 : Math.max(0, start - first)),
      inode: Number(inode),
      name: path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path,
    })
  }
  return lines
}
