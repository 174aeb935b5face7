// Small ELF files, right and wrong ones, for tests of the loader. Not shipped. Those that are right really run on
// Linux on x86-64: they exit with status 42.

import { ELF64_EHDR, ELF64_PHDR, ELFCLASS64, EM_X86_64, ET_EXEC, PF_R, PF_X, PT_LOAD } from '@jvisor/abi'

/** A program header; what is left out is as of a segment that holds the whole file. */
export interface TestSegment {
  readonly type?: number
  readonly flags?: number
  readonly offset?: number
  readonly vaddr?: number | bigint
  readonly filesz?: number | bigint
  readonly memsz?: number | bigint
  readonly align?: number | bigint
}

export interface TestElf {
  readonly type?: number
  readonly machine?: number
  readonly elfClass?: number
  readonly entry?: number | bigint
  readonly phoff?: number | bigint
  readonly phentsize?: number
  readonly phnum?: number
  readonly segments?: readonly TestSegment[]
  /** A path that is put where {@link INTERPRETER_AT} says. */
  readonly interpreter?: string
  /** Bytes of the file. */
  readonly size?: number
}

/** Where the first segment lies, and the code in the file. */
export const BASE = 0x400000
export const CODE_AT = 0x800
export const INTERPRETER_AT = 0x900

/** mov edi, 42; mov eax, 60; syscall */
const CODE = [0xbf, 42, 0, 0, 0, 0xb8, 60, 0, 0, 0, 0x0f, 0x05]

/** The bytes of a file of this kind. */
export function makeElf(opts: TestElf = {}): Uint8Array {
  const { segments = [{}], size = 0x1000 } = opts
  const bytes = new Uint8Array(Math.max(size, 0x1000))
  const view = new DataView(bytes.buffer)
  const dynamic = opts.type !== undefined && opts.type !== ET_EXEC
  const ident = [0x7f, 0x45, 0x4c, 0x46, opts.elfClass ?? ELFCLASS64, 1, 1]
  ELF64_EHDR.write(view, 0, {
    ...{
      e_ident: Uint8Array.from(ident),
      e_type: opts.type ?? ET_EXEC,
      e_machine: opts.machine ?? EM_X86_64,
    },
    ...{ e_version: 1, e_entry: 0, e_phoff: 0, e_shoff: 0, e_flags: 0, e_ehsize: 64 },
    ...{ e_phentsize: opts.phentsize ?? 56, e_phnum: opts.phnum ?? segments.length },
    ...{ e_shentsize: 64, e_shnum: 0, e_shstrndx: 0 },
  })
  set64(view, ELF64_EHDR.offsets.e_entry, opts.entry ?? (dynamic ? CODE_AT : BASE + CODE_AT))
  set64(view, ELF64_EHDR.offsets.e_phoff, opts.phoff ?? 64)
  segments.forEach((s, i) => {
    const at = 64 + i * 56
    const { offsets } = ELF64_PHDR
    view.setUint32(at, s.type ?? PT_LOAD, true)
    view.setUint32(at + offsets.p_flags, s.flags ?? PF_R | PF_X, true)
    set64(view, at + offsets.p_offset, s.offset ?? 0)
    set64(view, at + offsets.p_vaddr, s.vaddr ?? (dynamic ? 0 : BASE))
    set64(view, at + offsets.p_filesz, s.filesz ?? size)
    set64(view, at + offsets.p_memsz, s.memsz ?? s.filesz ?? size)
    set64(view, at + offsets.p_align, s.align ?? 0x1000)
  })
  bytes.set(CODE, CODE_AT)
  if (opts.interpreter !== undefined) {
    bytes.set(
      Array.from(`${opts.interpreter}\0`, (c) => c.charCodeAt(0)),
      INTERPRETER_AT,
    )
  }
  return bytes.subarray(0, size)
}

function set64(view: DataView, at: number, value: number | bigint): void {
  view.setBigInt64(at, BigInt.asIntN(64, BigInt(value)), true)
}

const all = { filesz: 0x1000, memsz: 0x1000 }
const NO_CODE = PF_R
const TOP = 0x7fff_ffff_f000
const interp = (path: string, filesz = path.length + 1): TestElf => ({
  interpreter: path,
  segments: [{ type: 3, offset: INTERPRETER_AT, filesz }, {}],
})

/** Files by name, and what execve(2) of each does on Linux 6.18: recorded by running them. */
export const ELF_CASES: Readonly<Record<string, TestElf>> = {
  'a program': {},
  'one that can lie anywhere': { type: 3 },
  'an object file': { type: 1 },
  'a core file': { type: 4 },
  'another machine': { machine: 40 },
  'program headers of another size': { phentsize: 57 },
  'no program headers': { phnum: 0 },
  'as many program headers as there may be': { phnum: 1170, size: 70000 },
  'more program headers than there may be': { phnum: 1171, size: 70000 },
  'program headers behind the end': { phoff: 0x10000 },
  'program headers at 2^64-1': { phoff: -1n },
  'program headers cut by the end': { phoff: 0xff0 },
  'nothing to load': { segments: [{ type: 0x6474e551 }] },
  'nothing to load, anywhere': { type: 3, segments: [{ type: 0x6474e551 }] },
  'more in the file than in memory': { segments: [{ filesz: 0x1000, memsz: 0xfff }] },
  'a file offset that does not fit the address': { segments: [{ offset: 1, ...all }] },
  'a file offset below 0': { segments: [{ vaddr: BASE + 16 }] },
  'a size of 2^64-1 in the file': { segments: [{ filesz: -1n, memsz: -1n }] },
  'a size of 2^64-1 in memory': { segments: [{ memsz: -1n }] },
  'an address at the top': { segments: [{ vaddr: TOP }] },
  'an address beyond the top': { segments: [{ vaddr: 2n ** 63n }] },
  'an address of the stack': { segments: [{}, { vaddr: TOP - 0x1000 }] },
  'a first address of the stack': { segments: [{ vaddr: TOP - 0x1000 }, {}] },
  'an entry at the top': { entry: TOP },
  'an entry beyond the top': { entry: -1n },
  'an entry where nothing is': { entry: 0x10000 },
  'an entry that is not executable': { segments: [{ flags: NO_CODE }] },
  'two segments that overlap': { segments: [{}, { vaddr: BASE, flags: 7 }] },
  'segments in descending order': { segments: [{ vaddr: BASE + 0x4000 }, { vaddr: BASE }] },
  'segments in descending order, anywhere': { type: 3, segments: [{ vaddr: 0x4000 }, { vaddr: 0 }] },
  'zeros behind a segment that cannot be written': { segments: [{ filesz: 0xf00, memsz: 0x3000 }] },
  'zeros that are all of a segment': {
    segments: [{}, { vaddr: BASE + 0x5010, filesz: 0, memsz: 0x2000, flags: 6 }],
  },
  'an empty segment': { segments: [{}, { vaddr: BASE + 0x5010, filesz: 0, memsz: 0 }] },
  'a segment behind the end of the file': {
    segments: [{}, { offset: 0x5000, vaddr: BASE + 0x5000, flags: 6, filesz: 0x1000, memsz: 0x1000 }],
  },
  'zeros behind the end of the file': {
    segments: [{}, { offset: 0x5000, vaddr: BASE + 0x5000, flags: 6, filesz: 0x800, memsz: 0x1000 }],
  },
  'a large alignment': { type: 3, segments: [{ align: 2 ** 21 }] },
  'an alignment of 2^63': { type: 3, segments: [{ align: 2n ** 63n }] },
  'an alignment that is none': { type: 3, segments: [{ align: 3 }] },
  'an interpreter that is not there': interp('/none/ld.so'),
  'an interpreter that is a directory': interp('/'),
  'an interpreter that may not be executed': interp('/etc/passwd'),
  'an interpreter that is no ELF file': interp('/usr/bin/ldd'),
  'an interpreter of less than 64 bytes': interp('/short'),
  'an interpreter without a name': interp('', 1),
  'an interpreter with an empty name': interp('', 2),
  'a path of an interpreter without an end': interp('/none/ld.so', 4),
  'a path of an interpreter that is too long': interp('/none/ld.so', 4097),
  'a path of an interpreter behind the end': {
    segments: [{ type: 3, offset: 0x2000, filesz: 10 }, {}],
  },
  'a path of an interpreter with a NUL in it': interp('/none\0/ld.so', 13),
  'a file of 64 bytes': { size: 64 },
  'a file of 63 bytes': { size: 63 },
  'a file of 4 bytes': { size: 4 },
  'an empty file': { size: 0 },
}
