// The stack that a program begins with: its arguments, its environment, and the auxiliary vector.
// Linux: fs/binfmt_elf.c create_elf_tables, fs/exec.c setup_arg_pages. gVisor: pkg/sentry/arch/stack.go.

import {
  AT_BASE,
  AT_CLKTCK,
  AT_EGID,
  AT_ENTRY,
  AT_EUID,
  AT_EXECFN,
  AT_FLAGS,
  AT_GID,
  AT_HWCAP,
  AT_HWCAP2,
  AT_NULL,
  AT_PAGESZ,
  AT_PHDR,
  AT_PHENT,
  AT_PHNUM,
  AT_PLATFORM,
  AT_RANDOM,
  AT_SECURE,
  AT_SYSINFO_EHDR,
  AT_UID,
  CLOCK_TICKS,
  EFAULT,
  ELF64_PHDR,
  type Errno,
  OK,
  PAGE_SIZE,
} from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import { type AccessType, ANY_ACCESS, addr, encodeUtf8, READ_WRITE, roundUpLength } from '@jvisor/usermem'
import type { LoadArgs } from './binary-format.ts'

/** What of the stack is mapped below the arguments, unless RLIMIT_STACK forbids it; the rest grows when it is touched. */
const EXPANSION = 128 * 1024
const WORD = 8
const RANDOM_BYTES = 16

/** What the auxiliary vector tells of an ELF program. */
export interface ElfStart {
  /** Address of the program headers, and how many there are. */
  readonly phdr: number
  readonly phnum: number
  /** Where the interpreter lies; 0 without one. */
  readonly base: number
  /** Address of the program's own first instruction. */
  readonly entry: number
}

/** What of the auxiliary vector is not the same for all programs. */
export interface StackOpts {
  readonly elf?: ElfStart
  readonly hwcap?: number | undefined
  readonly hwcap2?: number | undefined
  /** Address of the vdso. */
  readonly vdso?: number | undefined
  /** A name for the machine. */
  readonly platform?: string | undefined
}

/** Bytes that the strings take up, with what is above them. */
function stringBytes(args: LoadArgs): number {
  return [...args.argv, ...args.envp, args.filename].reduce((sum, s) => sum + s.length + 1, WORD)
}

/** Maps the stack at the top of an address space: what the arguments need, and some room below them. */
export function mapStack(mm: MemoryManager, args: LoadArgs, perms: AccessType = READ_WRITE): Errno {
  const used = roundUpLength(stringBytes(args))
  const limit = Math.floor(args.limits.stack / PAGE_SIZE) * PAGE_SIZE
  const size = Math.max(used, Math.min(used + EXPANSION, limit))
  const mapped = mm.mmap({
    addr: addr(mm.layout.maxAddr - size),
    length: size,
    fixed: true,
    perms,
    maxPerms: ANY_ACCESS,
    private: true,
    growsDown: true,
    offset: 0,
  })
  return mapped < 0 ? (-mapped as Errno) : OK
}

/**
 * Puts all there that a program finds on its stack. Precondition: {@link mapStack}.
 * @returns the stack pointer, which points to argc; or -EFAULT if there is no memory for it.
 */
export function fillStack(mm: MemoryManager, args: LoadArgs, opts: StackOpts = {}): number {
  const strings = [...args.argv, ...args.envp, args.filename]
  const length = stringBytes(args)
  const start = mm.layout.maxAddr - length
  const block = new Uint8Array(length)
  let at = 0
  const places = strings.map((string) => {
    const place = start + at
    block.set(string, at)
    at += string.length + 1
    return place
  })
  if (mm.copyOut(addr(start), block).err !== OK) return -EFAULT
  return putTables(mm, args, opts, places)
}

/** Downwards from the strings: the machine's name, random bytes, and at a multiple of 16 the tables. */
function putTables(mm: MemoryManager, args: LoadArgs, opts: StackOpts, places: readonly number[]): number {
  const argc = args.argv.length
  const [start] = places
  const executionName = places[places.length - 1]
  const name = encodeUtf8(opts.platform === undefined ? '' : `${opts.platform}\0`)
  const platformAt = start - (start % 16) - name.length
  const randomAt = platformAt - RANDOM_BYTES
  const extra = new Uint8Array(start - randomAt)
  args.kernel.random.fill(extra.subarray(0, RANDOM_BYTES))
  extra.set(name, platformAt - randomAt)
  const auxv = auxiliaryVector(args, opts, {
    randomAt,
    executionName,
    platformAt: opts.platform === undefined ? undefined : platformAt,
  })
  const pointers = [argc, ...places.slice(0, argc), 0, ...places.slice(argc, -1), 0]
  const words = new BigUint64Array(pointers.length + 2 * auxv.length)
  words.set(pointers.map(BigInt))
  words.set(auxv.flat().map(BigInt), pointers.length)
  const below = randomAt - words.length * WORD
  const sp = addr(below - (below % 16))
  const table = new Uint8Array(words.buffer)
  if (mm.copyOut(addr(randomAt), extra).err !== OK || mm.copyOut(sp, table).err !== OK) return -EFAULT
  mm.setStackStart(sp)
  mm.setProgram({
    argStart: start,
    argEnd: places[argc],
    envStart: places[argc],
    envEnd: executionName,
    auxv: table.slice(pointers.length * WORD),
    executable: args.file,
  })
  return sp
}

/** Addresses on the stack. */
interface Places {
  readonly randomAt: number
  readonly executionName: number
  readonly platformAt: number | undefined
}

/** In Linux's order. */
function auxiliaryVector(args: LoadArgs, opts: StackOpts, places: Places): (readonly [number, number])[] {
  const { elf } = opts
  const { uid, euid, gid, egid } = args.identity.credentials.parts
  const entries: readonly (readonly [number, number | undefined])[] = [
    [AT_SYSINFO_EHDR, opts.vdso],
    [AT_HWCAP, opts.hwcap],
    [AT_PAGESZ, PAGE_SIZE],
    [AT_CLKTCK, CLOCK_TICKS],
    [AT_PHDR, elf?.phdr],
    [AT_PHENT, elf && ELF64_PHDR.size],
    [AT_PHNUM, elf?.phnum],
    [AT_BASE, elf?.base],
    [AT_FLAGS, 0],
    [AT_ENTRY, elf?.entry],
    [AT_UID, uid],
    [AT_EUID, euid],
    [AT_GID, gid],
    [AT_EGID, egid],
    [AT_SECURE, args.identity.secure ? 1 : 0],
    [AT_RANDOM, places.randomAt],
    [AT_HWCAP2, opts.hwcap2],
    [AT_EXECFN, places.executionName],
    [AT_PLATFORM, places.platformAt],
    [AT_NULL, 0],
  ]
  return entries.filter((entry): entry is readonly [number, number] => entry[1] !== undefined)
}
