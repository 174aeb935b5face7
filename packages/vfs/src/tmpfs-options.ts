// The options of tmpfs as mount(2) is given them, tmpfs(5). Linux: mm/shmem.c shmem_parse_one, lib/cmdline.c memparse.

import { EINVAL, type Errno, PAGE_SIZE } from '@jvisor/abi'

/** What options say; undefined is what they do not. */
export interface TmpfsOptions {
  /** Most bytes of all files together, rounded up to pages; Infinity: as many as there is memory for. */
  readonly sizeBytes?: number
  /** Most inodes, the root included; Infinity: no limit. */
  readonly inodes?: number
  /** Permission bits and owner of the root. */
  readonly permissions?: number
  readonly uid?: number
  readonly gid?: number
  /** Inode numbers have 64 bits; they have anyway, but then it is shown. */
  readonly inode64?: boolean
}

type Options = { -readonly [K in keyof TmpfsOptions]: TmpfsOptions[K] }

/** What each option says by its value; false if that makes no sense. */
const OPTIONS: Readonly<Record<string, (value: string, to: Options, memoryPages: number) => boolean>> = {
  size(value, to, memoryPages) {
    const percent = value.endsWith('%')
    const size = parseSize(percent ? value.slice(0, -1) : value)
    if (size === undefined || value === '') return false
    to.sizeBytes = limit(percent ? Math.floor((size * PAGE_SIZE * memoryPages) / 100) : size)
    return true
  },
  nr_blocks(value, to) {
    const blocks = parseSize(value)
    to.sizeBytes = limit((blocks ?? 0) * PAGE_SIZE)
    return blocks !== undefined
  },
  nr_inodes(value, to) {
    const inodes = parseSize(value)
    to.inodes = limit(inodes ?? 0)
    return inodes !== undefined
  },
  mode(value, to) {
    to.permissions = Number.parseInt(value, 8) & 0o7777
    return /^[0-7]+$/.test(value)
  },
  uid(value, to) {
    to.uid = Number(value)
    return isId(value)
  },
  gid(value, to) {
    to.gid = Number(value)
    return isId(value)
  },
}

/** EINVAL for an option that is not known, or whose value makes no sense. `memoryPages`: what percents are of. */
export function parseTmpfsOptions(text: string, memoryPages: number): TmpfsOptions | Errno {
  const options: Options = {}
  for (const option of text.split(',').filter((o) => o !== '')) {
    const [, key, value] = /^([^=]*)=?(.*)$/s.exec(option) as RegExpExecArray
    // There is no swap.
    if (option === 'noswap') continue
    if (option === 'inode64') {
      options.inode64 = true
      continue
    }
    const take = Object.hasOwn(OPTIONS, key) && option.includes('=') ? OPTIONS[key] : undefined
    if (take === undefined || !take(value, options, memoryPages)) return EINVAL
  }
  return options
}

function limit(count: number): number {
  return count === 0 ? Infinity : count
}

/** A number, of base 8, 10 or 16 as in C, with a binary suffix; undefined if something follows. */
function parseSize(text: string): number | undefined {
  const match = /^(0x[\da-f]+|\d*)([kmgtpe]?)$/i.exec(text)
  if (match === null) return undefined
  const [, digits, suffix] = match
  const octal = /^0\d/.test(digits)
  if (octal && /[89]/.test(digits)) return undefined
  const number = octal ? Number.parseInt(digits, 8) : Number(digits)
  return number * 1024 ** ' kmgtpe'.indexOf(suffix.toLowerCase() || ' ')
}

function isId(text: string): boolean {
  return /^\d+$/.test(text) && Number(text) < 0xffffffff
}
