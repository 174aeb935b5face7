// ELF files of 64-bit little-endian machines, and the vector that tells a program how it was started.
// Linux: include/uapi/linux/elf.h, auxvec.h. gVisor: pkg/abi/linux/elf.go.

import { defineStruct, type StructValue } from './struct.ts'
import { byteArray, u16, u32, u64n } from './struct-fields.ts'

/** The first bytes of every ELF file. */
export const ELF_MAGIC = '\x7fELF'
/** Where e_ident has the class, and that of 64-bit files. */
export const EI_CLASS = 4
export const ELFCLASS64 = 2

export const ET_EXEC = 2
export const ET_DYN = 3

export const EM_X86_64 = 62
export const EM_RISCV = 243

export const PT_LOAD = 1
export const PT_INTERP = 3
export const PT_GNU_STACK = 0x6474e551

export const PF_X = 1
export const PF_W = 2
export const PF_R = 4

const EHDR_FIELDS = {
  e_ident: byteArray(16),
  e_type: u16,
  e_machine: u16,
  e_version: u32,
  e_entry: u64n,
  e_phoff: u64n,
  e_shoff: u64n,
  e_flags: u32,
  e_ehsize: u16,
  e_phentsize: u16,
  e_phnum: u16,
  e_shentsize: u16,
  e_shnum: u16,
  e_shstrndx: u16,
} as const

/** `Elf64_Ehdr`. */
export const ELF64_EHDR = defineStruct('elf64_hdr', 64, EHDR_FIELDS)
export type Elf64Ehdr = StructValue<typeof EHDR_FIELDS>

const PHDR_FIELDS = {
  p_type: u32,
  p_flags: u32,
  p_offset: u64n,
  p_vaddr: u64n,
  p_paddr: u64n,
  p_filesz: u64n,
  p_memsz: u64n,
  p_align: u64n,
} as const

/** `Elf64_Phdr`. */
export const ELF64_PHDR = defineStruct('elf64_phdr', 56, PHDR_FIELDS)
export type Elf64Phdr = StructValue<typeof PHDR_FIELDS>

// The auxiliary vector: pairs of 64-bit numbers, getauxval(3).
export const AT_NULL = 0
export const AT_PHDR = 3
export const AT_PHENT = 4
export const AT_PHNUM = 5
export const AT_PAGESZ = 6
export const AT_BASE = 7
export const AT_FLAGS = 8
export const AT_ENTRY = 9
export const AT_UID = 11
export const AT_EUID = 12
export const AT_GID = 13
export const AT_EGID = 14
export const AT_PLATFORM = 15
export const AT_HWCAP = 16
export const AT_CLKTCK = 17
export const AT_SECURE = 23
export const AT_RANDOM = 25
export const AT_HWCAP2 = 26
export const AT_EXECFN = 31
export const AT_SYSINFO_EHDR = 33
