// Parameters of calls about names and what files are, as strace(1) shows them. Called by params.ts.

import { RENAME_EXCHANGE, RENAME_NOREPLACE, RENAME_WHITEOUT, S_IFBLK, S_IFCHR, S_IFMT } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { fileMode, permissions, table } from './flag-tables.ts'
import { hex, pointer } from './text.ts'
import { readExact } from './vectors.ts'

export const RENAME_FLAGS = table({ RENAME_NOREPLACE, RENAME_EXCHANGE, RENAME_WHITEOUT })

const KNOWN_TYPES = [0o140000, 0o120000, 0o100000, 0o060000, 0o040000, 0o020000, 0o010000]

/** The mode of mknod(2): with the type, if it is one. */
export function nodeMode(mode: number): string {
  return KNOWN_TYPES.includes(mode & S_IFMT) ? fileMode(mode) : permissions(mode)
}

/** True if a mode is a device's. */
export function isDevice(mode: number): boolean {
  return (mode & S_IFMT) === S_IFCHR || (mode & S_IFMT) === S_IFBLK
}

/** Major and minor of a device number, as Linux packs them (include/linux/kdev_t.h new_encode_dev). */
export function device(dev: number): string {
  return `makedev(${hex((dev >>> 8) & 0xfff)}, ${hex((dev & 0xff) | ((dev >>> 12) & ~0xff))})`
}

/** What getdents(2) has filled in: the address, and how many entries there are; their lengths are at offset 16. */
export function directoryEntries(t: Task, at: bigint, length: number): string {
  const bytes = new Uint8Array(length)
  if (!readExact(t, at, bytes)) return pointer(at)
  const view = new DataView(bytes.buffer)
  let count = 0
  for (let offset = 0; offset + 18 <= length; count++)
    offset += Math.max(1, view.getUint16(offset + 16, true))
  return `${pointer(at)} /* ${count} entries */`
}
