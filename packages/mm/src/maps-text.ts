// The text of /proc/[pid]/maps and smaps. gVisor: pkg/sentry/mm/procfs.go. Linux: fs/proc/task_mmu.c show_map_vma,
// show_smap.

import { PAGE_SIZE } from '@jvisor/abi'
import { ZERO_PAGE } from '@jvisor/memmap'
import { accessString, allows, EXECUTE, READ, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { PTE_ANON, PTE_CACHE, ptePage } from './page-table.ts'
import {
  VM_ACCOUNT,
  VM_DONTCOPY,
  VM_DONTDUMP,
  VM_DONTEXPAND,
  VM_GROWSDOWN,
  VM_HUGEPAGE,
  VM_LOCKED,
  VM_LOCKONFAULT,
  VM_MERGEABLE,
  VM_NOHUGEPAGE,
  VM_NORESERVE,
  VM_RAND_READ,
  VM_SEQ_READ,
  VM_WIPEONFORK,
  type Vma,
} from './vma.ts'

/** Column at which names begin, from 0. */
const NAME_COLUMN = 73

/** What one mapping is shown as, and where the next one may begin. */
export interface MappingText {
  readonly text: string
  readonly next: number
}

/** /proc/[pid]/maps: one line for each mapping, proc_pid_maps(5). */
export function mapsText(space: AddressSpace): string {
  let text = ''
  for (const vma of space.vmas) text += mapsLine(space, vma)
  return text
}

/** Of {@link mapsText}, the line of the first mapping at or behind an address. */
export function mapsTextAt(space: AddressSpace, address: number): MappingText | undefined {
  const vma = space.vmas.lowerBound(address)
  return vma && { text: mapsLine(space, vma), next: vma.end }
}

function mapsLine(space: AddressSpace, vma: Vma): string {
  const { identity } = vma
  const hex = (n: number, digits: number) => n.toString(16).padStart(digits, '0')
  const device = identity?.deviceId() ?? 0
  const offset = identity === undefined ? 0 : vma.offset
  const fields = [
    `${hex(vma.start, 8)}-${hex(vma.end, 8)}`,
    `${accessString(vma.perms)}${vma.private ? 'p' : 's'}`,
    hex(offset, 8),
    `${hex(major(device), 2)}:${hex(minor(device), 2)}`,
    String(identity?.inodeId() ?? 0),
  ]
  const line = `${fields.join(' ')} `
  const name = nameOf(space, vma)
  return name === '' ? `${line}\n` : `${line.padEnd(NAME_COLUMN)}${name}\n`
}

/** What is shown as the name: the path of the file, with line ends escaped, or what the memory is for. */
function nameOf(space: AddressSpace, vma: Vma): string {
  if (vma.identity !== undefined) return vma.identity.mappedName().replaceAll('\n', '\\012')
  if (vma.hint !== '' || !vma.isAnonymous) return vma.hint
  if (vma.start < space.brkEnd && vma.end > space.brkStart) return '[heap]'
  return vma.start <= space.stackStart && vma.end >= space.stackStart ? '[stack]' : ''
}

/** A device number in the form of stat(2): 12 bits of major, 20 of minor. */
function major(device: number): number {
  return (device >>> 8) & 0xfff
}

function minor(device: number): number {
  return (device & 0xff) | ((device >>> 12) & 0xfff00)
}

/** Totals of one mapping's pages, in bytes. */
interface PageTotals {
  rss: number
  pss: number
  pssDirty: number
  sharedClean: number
  sharedDirty: number
  privateClean: number
  privateDirty: number
  anonymous: number
}

/** /proc/[pid]/smaps: maps with what is resident, proc_pid_smaps(5). */
export function smapsText(space: AddressSpace): string {
  let text = ''
  for (const vma of space.vmas) text += smapsBlock(space, vma)
  return text
}

/** Of {@link smapsText}, the lines of the first mapping at or behind an address. */
export function smapsTextAt(space: AddressSpace, address: number): MappingText | undefined {
  const vma = space.vmas.lowerBound(address)
  return vma && { text: smapsBlock(space, vma), next: vma.end }
}

function smapsBlock(space: AddressSpace, vma: Vma): string {
  const pages = countPages(space, vma)
  const rows: readonly (readonly [string, number])[] = [
    ['Size', vma.length],
    ['KernelPageSize', PAGE_SIZE],
    ['MMUPageSize', PAGE_SIZE],
    ['Rss', pages.rss],
    ['Pss', pages.pss],
    ['Pss_Dirty', pages.pssDirty],
    ['Shared_Clean', pages.sharedClean],
    ['Shared_Dirty', pages.sharedDirty],
    ['Private_Clean', pages.privateClean],
    ['Private_Dirty', pages.privateDirty],
    ['Referenced', pages.rss],
    ['Anonymous', pages.anonymous],
    ['KSM', 0],
    ['LazyFree', 0],
    ['AnonHugePages', 0],
    ['ShmemPmdMapped', 0],
    ['FilePmdMapped', 0],
    ['Shared_Hugetlb', 0],
    ['Private_Hugetlb', 0],
    ['Swap', 0],
    ['SwapPss', 0],
    ['Locked', vma.isLocked ? pages.pss : 0],
  ]
  let text = mapsLine(space, vma)
  for (const [name, bytes] of rows) {
    text += `${`${name}:`.padEnd(16)}${String(Math.floor(bytes / 1024)).padStart(8)} kB\n`
  }
  return `${text}THPeligible:           0\nVmFlags: ${vmFlags(vma)}\n`
}

/**
 * A page is shared if more than one table has it, by itself or in a common leaf. The file that a page belongs to holds
 * it too, which does not count.
 */
function countPages(space: AddressSpace, vma: Vma): PageTotals {
  const totals: PageTotals = {
    rss: 0,
    pss: 0,
    pssDirty: 0,
    sharedClean: 0,
    sharedDirty: 0,
    privateClean: 0,
    privateDirty: 0,
    anonymous: 0,
  }
  const { pages, file } = space
  const end = vma.end / PAGE_SIZE
  for (let i = pages.next(vma.start / PAGE_SIZE, end); i < end; i = pages.next(i + 1, end)) {
    const entry = pages.get(i)
    const page = ptePage(entry)
    if (page === ZERO_PAGE) continue
    const anon = (entry & PTE_ANON) !== 0
    const others = file.refs(page) - 1 - (anon ? 0 : 1) - (space.pins.get(page) ?? 0)
    const holders = Math.max(1, others + pages.sharers(i))
    const dirty = (entry & PTE_CACHE) === 0
    totals.rss += PAGE_SIZE
    totals.pss += PAGE_SIZE / holders
    if (dirty) totals.pssDirty += PAGE_SIZE / holders
    if (anon) totals.anonymous += PAGE_SIZE
    if (holders > 1) totals[dirty ? 'sharedDirty' : 'sharedClean'] += PAGE_SIZE
    else totals[dirty ? 'privateDirty' : 'privateClean'] += PAGE_SIZE
  }
  return totals
}

const FLAG_NAMES: readonly (readonly [flag: number, name: string])[] = [
  [VM_GROWSDOWN, 'gd'],
  [VM_LOCKED, 'lo'],
  [VM_SEQ_READ, 'sr'],
  [VM_RAND_READ, 'rr'],
  [VM_DONTCOPY, 'dc'],
  [VM_DONTEXPAND, 'de'],
  [VM_LOCKONFAULT, 'lf'],
  [VM_ACCOUNT, 'ac'],
  [VM_NORESERVE, 'nr'],
  [VM_WIPEONFORK, 'wf'],
  [VM_DONTDUMP, 'dd'],
  [VM_HUGEPAGE, 'hg'],
  [VM_NOHUGEPAGE, 'nh'],
  [VM_MERGEABLE, 'mg'],
]

/** The two-letter names of proc_pid_smaps(5), each with a space after it. */
function vmFlags(vma: Vma): string {
  const shared = !vma.private
  const names = [
    allows(vma.perms, READ) ? 'rd' : '',
    allows(vma.perms, WRITE) ? 'wr' : '',
    allows(vma.perms, EXECUTE) ? 'ex' : '',
    vma.mayWriteShared ? 'sh' : '',
    allows(vma.maxPerms, READ) ? 'mr' : '',
    allows(vma.maxPerms, WRITE) ? 'mw' : '',
    allows(vma.maxPerms, EXECUTE) ? 'me' : '',
    shared ? 'ms' : '',
    ...FLAG_NAMES.map(([flag, name]) => ((vma.flags & flag) !== 0 ? name : '')),
  ]
  return names.map((name) => (name === '' ? '' : `${name} `)).join('')
}
