// Mapping the segments of an ELF file. Linux: fs/binfmt_elf.c elf_load, elf_map, load_elf_interp. gVisor:
// pkg/sentry/loader/elf.go mapSegment, loadParsedELF.

import {
  EEXIST,
  EFAULT,
  EINVAL,
  type Elf64Phdr,
  ENOMEM,
  type Errno,
  ET_DYN,
  MAX_FILE_SIZE,
  OK,
  PF_R,
  PF_W,
  PF_X,
  PT_LOAD,
} from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import type { MemoryManager } from '@jvisor/mm'
import {
  type AccessType,
  ANY_ACCESS,
  addr,
  EXECUTE,
  NO_ACCESS,
  READ,
  READ_WRITE,
  roundUpLength,
  unionAccess,
  WRITE,
} from '@jvisor/usermem'
import type { FileDescription } from '@jvisor/vfs'
import { type ElfHeaders, offsetInPage, pageStart, totalSize } from './elf-headers.ts'

/** Where a file has come to lie. */
export interface Placement {
  /** What is added to the addresses in the file. */
  readonly bias: number
  /** One past the highest byte of any segment. */
  readonly end: number
}

/**
 * Where the first segment of a file goes that can lie anywhere: a bias, which need not be a whole number of pages, and
 * whether it must be there; or 'anywhere'.
 */
export type Place = { readonly base: number } | 'anywhere'

/** Maps all segments. @returns -errno if one of them cannot be, and then the address space is of no use. */
export function mapSegments(mm: MemoryManager, elf: ElfHeaders, place: Place): Placement | number {
  const { header, segments, file } = elf
  const dynamic = header.e_type === ET_DYN
  const loads = segments.filter((s) => s.p_type === PT_LOAD)
  const total = totalSize(segments)
  if (total <= 0) return -EINVAL
  const { maxAddr } = mm.layout
  let bias = 0
  let end = 0
  for (const [i, segment] of loads.entries()) {
    const first = i === 0
    const { p_vaddr, p_filesz, p_memsz } = segment
    if (first && dynamic) bias = place === 'anywhere' ? -pageStart(p_vaddr) : pageStart(place.base - p_vaddr)
    const anywhere = first && dynamic && place === 'anywhere'
    const at = mapSegment(mm, file, segment, {
      at: pageStart(bias + p_vaddr),
      how: anywhere ? 'anywhere' : first ? 'free' : 'fixed',
      reserve: first && dynamic ? total : 0,
    })
    if (at < 0) return at
    if (at >= maxAddr) return -EINVAL
    if (first && dynamic) bias += at - pageStart(bias + p_vaddr)
    // As late as Linux looks at them.
    if (p_filesz > p_memsz || p_memsz > maxAddr || maxAddr - p_memsz < p_vaddr) return -EINVAL
    end = Math.max(end, bias + p_vaddr + p_memsz)
  }
  return { bias, end }
}

interface SegmentPlace {
  readonly at: number
  /** 'free': there, and nothing may be there yet; 'fixed': there, in place of what is. */
  readonly how: 'anywhere' | 'free' | 'fixed'
  /** Bytes, from there, that must be free for what follows. */
  readonly reserve: number
}

/** The part of the file, and zeros behind it. @returns where its first page is, or -errno */
function mapSegment(mm: MemoryManager, file: FileDescription, s: Elf64Phdr, place: SegmentPlace): number {
  const perms = permissions(s.p_flags)
  const inPage = offsetInPage(s.p_vaddr)
  let at = place.at
  if (s.p_filesz > 0) {
    at = mapFile(mm, file, s, perms, place)
    if (at < 0) return at
    const zeroes = at + inPage + s.p_filesz
    if (s.p_memsz > s.p_filesz) {
      const { err } = mm.zeroOut(addr(zeroes), roundUpLength(zeroes) - zeroes)
      if (err !== OK && (perms & WRITE) !== 0) return -EFAULT
    }
  }
  if (s.p_memsz <= s.p_filesz) return at
  const start = s.p_filesz > 0 ? roundUpLength(at + inPage + s.p_filesz) : at
  const end = roundUpLength(at + inPage + s.p_memsz)
  const err = start < end ? mapZeroes(mm, start, end, perms) : OK
  return err === OK ? at : -err
}

/** Memory without a file is writable, whatever the segment says (vm_brk_flags). */
function mapZeroes(mm: MemoryManager, start: number, end: number, perms: AccessType): Errno {
  if (end > mm.layout.maxAddr) return ENOMEM
  const mapped = mm.mmap({
    addr: addr(start),
    length: end - start,
    fixed: true,
    perms: (perms & EXECUTE) !== 0 ? unionAccess(READ_WRITE, EXECUTE) : READ_WRITE,
    maxPerms: ANY_ACCESS,
    private: true,
    offset: 0,
  })
  return mapped < 0 ? (-mapped as Errno) : OK
}

function mapFile(
  mm: MemoryManager,
  file: FileDescription,
  s: Elf64Phdr,
  perms: AccessType,
  { at, how, reserve }: SegmentPlace,
): number {
  const inPage = offsetInPage(s.p_vaddr)
  const length = roundUpLength(s.p_filesz + inPage)
  const offset = s.p_offset - inPage
  const whole = Math.max(length, roundUpLength(reserve))
  if (offset < 0 || offsetInPage(offset) !== 0 || offset > MAX_FILE_SIZE - whole) return -EINVAL
  if (whole > mm.layout.maxAddr || at < 0) return -ENOMEM
  if (how === 'free' && isTaken(mm, at, whole)) return -EEXIST
  const opts: MmapOpts = {
    addr: addr(at),
    length: whole,
    fixed: how !== 'anywhere',
    perms,
    maxPerms: ANY_ACCESS,
    private: true,
    offset,
  }
  const err = file.configureMmap(opts)
  if (err !== OK) return -err
  const mapped = mm.mmap(opts)
  if (mapped >= 0 && whole > length) mm.munmap(addr(mapped + length), whole - length)
  return mapped
}

function isTaken(mm: MemoryManager, at: number, length: number): boolean {
  for (const vma of mm.vmas) if (vma.start < at + length && vma.end > at) return true
  return false
}

function permissions(flags: number): AccessType {
  const bits: readonly (readonly [number, AccessType])[] = [
    [PF_R, READ],
    [PF_W, WRITE],
    [PF_X, EXECUTE],
  ]
  return bits.reduce(
    (all, [bit, access]) => ((flags & bit) !== 0 ? unionAccess(all, access) : all),
    NO_ACCESS,
  )
}
