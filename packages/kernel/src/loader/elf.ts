// ElfFormat: programs of a machine that a platform executes. Linux: fs/binfmt_elf.c load_elf_binary. gVisor:
// pkg/sentry/loader/elf.go. Order and place of the checks are Linux's: what it finds before it gives up the old
// program is an errno, what comes later kills.

import {
  EACCES,
  EINVAL,
  ELIBBAD,
  ENOEXEC,
  type Errno,
  ET_DYN,
  OK,
  PATH_MAX,
  PF_X,
  PT_GNU_STACK,
  PT_INTERP,
  PT_LOAD,
} from '@jvisor/abi'
import { MemoryManager, type SpecialMappable } from '@jvisor/mm'
import {
  ANY_ACCESS,
  addr,
  decodeUtf8,
  EXECUTE,
  READ,
  READ_WRITE,
  roundUpLength,
  unionAccess,
} from '@jvisor/usermem'
import { checkPermission, type FileDescription, MAY_READ, openExecutable, walkPath } from '@jvisor/vfs'
import type { Platform } from '../platform.ts'
import type { SyscallTable } from '../syscall-table.ts'
import type { BinaryFormat, FatalLoad, LoadArgs, LoadedImage } from './binary-format.ts'
import { alignment, type ElfHeaders, type ElfKind, readElfHeaders, readExactly } from './elf-headers.ts'
import { mapSegments, type Place, type Placement } from './elf-segments.ts'
import { fillStack, mapStack } from './stack.ts'

/** A machine whose programs a platform executes. */
export interface ElfMachine extends ElfKind {
  readonly platform: Platform
  readonly syscallTable: SyscallTable
  /** AT_HWCAP and AT_HWCAP2. */
  readonly hwcap?: number
  readonly hwcap2?: number
  /** AT_PLATFORM, of machines that have one. */
  readonly platformName?: string
  /** Pages that every program finds mapped, executable, and that AT_SYSINFO_EHDR points to. */
  readonly vdso?: SpecialMappable
}

/** What was found out before anything is mapped. */
interface Parsed {
  readonly program: ElfHeaders
  readonly interpreter: ElfHeaders | undefined
  readonly unreadable: boolean
}

export class ElfFormat implements BinaryFormat {
  readonly name: string
  readonly #machine: ElfMachine

  constructor(machine: ElfMachine) {
    this.name = `elf ${machine.platform.name}`
    this.#machine = machine
  }

  load(args: LoadArgs): LoadedImage | FatalLoad | Errno {
    const program = readElfHeaders(args.file, args.head, this.#machine)
    if (program === undefined) return ENOEXEC
    const path = interpreterPath(program)
    if (typeof path === 'number') return path
    if (path === undefined) return this.#map(args, { program, interpreter: undefined, unreadable: false })
    const at = path === '' ? EACCES : walkPath(args.context, path, true) // "" is the working directory to Linux
    const file = typeof at === 'number' ? at : openExecutable(args.identity.credentials, at)
    if (typeof file === 'number') return file
    const interpreter = this.#headersOfInterpreter(file)
    const who = args.context.credentials
    const unreadable =
      typeof at !== 'number' && who !== undefined && checkPermission(who, at.inode, MAY_READ) !== OK
    const result =
      typeof interpreter === 'number' ? interpreter : this.#map(args, { program, interpreter, unreadable })
    file.letGoOfContent()
    file.decRef()
    return result
  }

  #headersOfInterpreter(file: FileDescription): ElfHeaders | Errno {
    const head = readExactly(file, 0, 64)
    if (typeof head === 'number') return head
    return readElfHeaders(file, head, this.#machine) ?? ELIBBAD
  }

  /** From here on the old program is lost. */
  #map(args: LoadArgs, parsed: Parsed): LoadedImage | FatalLoad {
    const { platform, syscallTable } = this.#machine
    const mm = new MemoryManager(args.kernel.memoryFile, platform.layout, args.limits)
    const sp = this.#mapAll(mm, args, parsed)
    if (typeof sp === 'number') {
      mm.decUsers()
      return { fatal: -sp as Errno }
    }
    const { unreadable } = parsed
    return { platform, syscallTable, memoryManager: mm, ...sp, ...(unreadable ? { unreadable } : {}) }
  }

  #mapAll(
    mm: MemoryManager,
    args: LoadArgs,
    { program, interpreter }: Parsed,
  ): Pick<LoadedImage, 'entry' | 'stackPointer'> | number {
    const err = mapStack(mm, args, stackPermissions(program))
    if (err !== OK) return -err
    const own = mapSegments(mm, program, placeOf(mm, program, interpreter !== undefined))
    if (typeof own === 'number') return own
    mm.setBrkStart(addr(heapStart(mm, program, own, interpreter !== undefined)))
    const other = interpreter && mapSegments(mm, interpreter, 'anywhere')
    if (typeof other === 'number') return other
    const entry = (other ?? own).bias + (interpreter ?? program).header.e_entry
    if (entry >= mm.layout.maxAddr || entry < 0) return -EINVAL
    const vdso = this.#mapVdso(mm)
    if (vdso < 0) return vdso
    const { hwcap, hwcap2, platformName } = this.#machine
    const stackPointer = fillStack(mm, args, {
      ...{ hwcap: hwcap ?? 0, hwcap2, platform: platformName, vdso: vdso === 0 ? undefined : vdso },
      elf: {
        phdr: headersInMemory(program, own),
        phnum: program.header.e_phnum,
        base: other?.bias ?? 0,
        entry: own.bias + program.header.e_entry,
      },
    })
    return stackPointer < 0 ? stackPointer : { entry: addr(entry), stackPointer: addr(stackPointer) }
  }

  #mapVdso(mm: MemoryManager): number {
    const { vdso } = this.#machine
    if (vdso === undefined) return 0
    return mm.mmap({
      addr: addr(0),
      length: vdso.length,
      fixed: false,
      perms: unionAccess(READ, EXECUTE),
      maxPerms: ANY_ACCESS,
      private: true,
      mappable: vdso,
      offset: 0,
      fixedSize: true,
      hint: '[vdso]',
    })
  }
}

/** The path that PT_INTERP names, the first one; undefined if there is none. ENOEXEC, EIO. */
function interpreterPath({ file, segments }: ElfHeaders): string | undefined | Errno {
  const found = segments.find((s) => s.p_type === PT_INTERP)
  if (found === undefined) return undefined
  if (found.p_filesz > PATH_MAX || found.p_filesz < 2) return ENOEXEC
  const bytes = readExactly(file, found.p_offset, found.p_filesz)
  if (typeof bytes === 'number') return bytes
  return bytes[bytes.length - 1] === 0 ? decodeUtf8(bytes.subarray(0, bytes.indexOf(0))) : ENOEXEC
}

/** Where programs that can lie anywhere begin if they have an interpreter (ELF_ET_DYN_BASE, without randomization). */
function dynamicBase(mm: MemoryManager): number {
  return Math.floor(mm.layout.maxAddr / 3) * 2
}

/** One without an interpreter is one, and goes where mappings go. */
function placeOf(mm: MemoryManager, program: ElfHeaders, hasInterpreter: boolean): Place {
  if (program.header.e_type !== ET_DYN || !hasInterpreter) return 'anywhere'
  const aligned = alignment(program.segments)
  return { base: Math.floor(dynamicBase(mm) / aligned) * aligned }
}

/** Behind the program; that of an interpreter that was started as a program must not be in the way of mappings. */
function heapStart(mm: MemoryManager, program: ElfHeaders, own: Placement, hasInterpreter: boolean): number {
  const moved = program.header.e_type === ET_DYN && !hasInterpreter
  const end = moved ? dynamicBase(mm) : own.end
  return roundUpLength(end)
}

/** The last PT_GNU_STACK says. */
function stackPermissions({ segments }: ElfHeaders) {
  const last = segments.findLast((s) => s.p_type === PT_GNU_STACK)
  return last !== undefined && (last.p_flags & PF_X) !== 0 ? unionAccess(READ_WRITE, EXECUTE) : READ_WRITE
}

/** Where the program headers are, if a segment has them; 0 otherwise. */
function headersInMemory({ header, segments }: ElfHeaders, { bias }: Placement): number {
  const { e_phoff } = header
  const has = segments.findLast(
    (s) => s.p_type === PT_LOAD && s.p_offset <= e_phoff && e_phoff < s.p_offset + s.p_filesz,
  )
  return has === undefined ? 0 : e_phoff - has.p_offset + has.p_vaddr + bias
}
