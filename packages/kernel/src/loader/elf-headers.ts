// The headers of an ELF file: read, and found to be of a machine or not. Linux: fs/binfmt_elf.c load_elf_phdrs,
// elf_check_arch. gVisor: pkg/sentry/loader/elf.go parseHeader.

import {
  EI_CLASS,
  EIO,
  ELF_MAGIC,
  ELF64_EHDR,
  ELF64_PHDR,
  type Elf64Ehdr,
  type Elf64Phdr,
  type Errno,
  ET_DYN,
  ET_EXEC,
  OK,
  PAGE_SIZE,
  PT_LOAD,
} from '@jvisor/abi'
import { bytesIOSequence } from '@jvisor/usermem'
import type { FileDescription } from '@jvisor/vfs'

/** Bytes of program headers that are looked at. */
const MAX_HEADERS = 65536

/** The machine and class that a platform executes. */
export interface ElfKind {
  /** EM_*. */
  readonly machine: number
  /** ELFCLASS*: only ELFCLASS64 can be loaded. */
  readonly elfClass: number
}

export interface ElfHeaders {
  readonly file: FileDescription
  readonly header: Elf64Ehdr
  readonly segments: readonly Elf64Phdr[]
}

/** All `length` bytes at an offset. EIO if the file has fewer, or what reading finds. */
export function readExactly(file: FileDescription, offset: number, length: number): Uint8Array | Errno {
  const bytes = new Uint8Array(length)
  const { n, err } = file.pread(bytesIOSequence(bytes), offset)
  if (err !== OK) return err
  return n === length ? bytes : EIO
}

/** `head`: the first bytes of the file. Undefined if it is no program or library of this kind. */
export function readElfHeaders(
  file: FileDescription,
  head: Uint8Array,
  kind: ElfKind,
): ElfHeaders | undefined {
  for (let i = 0; i < ELF_MAGIC.length; i++) if (head[i] !== ELF_MAGIC.charCodeAt(i)) return undefined
  const header = ELF64_EHDR.read(new DataView(head.buffer, head.byteOffset, head.length), 0)
  if (header.e_type !== ET_EXEC && header.e_type !== ET_DYN) return undefined
  if (header.e_machine !== kind.machine || header.e_ident[EI_CLASS] !== kind.elfClass) return undefined
  const length = header.e_phnum * ELF64_PHDR.size
  if (header.e_phentsize !== ELF64_PHDR.size || length === 0 || length > MAX_HEADERS) return undefined
  const bytes = readExactly(file, header.e_phoff, length)
  if (typeof bytes === 'number') return undefined
  const view = new DataView(bytes.buffer)
  const segments = Array.from({ length: header.e_phnum }, (_, i) =>
    ELF64_PHDR.read(view, i * ELF64_PHDR.size),
  )
  return { file, header, segments }
}

/** Bytes from the start of the first segment's page to the end of the last one; 0 if there is none (total_mapping_size). */
export function totalSize(segments: readonly Elf64Phdr[]): number {
  const loads = segments.filter((s) => s.p_type === PT_LOAD)
  if (loads.length === 0) return 0
  const start = Math.min(...loads.map((s) => pageStart(s.p_vaddr)))
  return Math.max(...loads.map((s) => s.p_vaddr + s.p_memsz)) - start
}

/** The largest alignment that a segment wants, at least a page (maximum_alignment). */
export function alignment(segments: readonly Elf64Phdr[]): number {
  const wanted = segments.filter((s) => s.p_type === PT_LOAD && isPowerOfTwo(s.p_align)).map((s) => s.p_align)
  return Math.max(PAGE_SIZE, ...wanted)
}

function isPowerOfTwo(n: number): boolean {
  return n > 0 && Number.isInteger(Math.log2(n))
}

export function pageStart(at: number): number {
  return Math.floor(at / PAGE_SIZE) * PAGE_SIZE
}

export function offsetInPage(at: number): number {
  return at - pageStart(at)
}
