// HostSubject: the process that it runs in as a subject of scenarios, by raw system calls. What a scenario does to memory
// and descriptors it does to this process: it is used in a child that nothing else is asked of (host-child.ts).
//
// Descriptors 3, 4, ... of a scenario are BASE, BASE + 1, ... here, and everything below is in use, so that the kernel's
// rule of the lowest free one holds. 0 to 2 have places of their own.

import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { F_DUPFD, F_DUPFD_CLOEXEC, F_SETFL, type SyscallName, syscallNumber } from '@jvisor/abi'
import {
  ARENA,
  ARENA_END,
  type BLOCKS,
  type MapLine,
  parseMaps,
  type Returned,
  SCRATCH,
  SCRATCH_BYTES,
  type Subject,
} from '@jvisor/scenario'
import { SYSCALLS } from '@jvisor/syscalls'
import { emptyDirectory } from './directory.ts'
import type { RawSyscall } from './raw-syscall.ts'

/** Real number of a scenario's descriptor 3. */
const BASE = 100
/** Descriptors that a scenario may have: the limit that jvisor's processes begin with. */
const LIMIT = 1024
const FIRST = 3
const MAPS_PART = 4096
const RLIMIT_NOFILE = 7
const AT_FDCWD = -100

/** A call that would do harm to the process that makes it, and is not made. */
export class HostRefusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'HostRefusal'
  }
}

/** Which parameters of a call are descriptors. */
const DESCRIPTORS: ReadonlyMap<string, readonly number[]> = new Map(
  SYSCALLS.map(({ name, params }): [string, readonly number[]] => [
    name,
    params.flatMap((kind, i) => (kind === 'fd' || kind === 'dirfd' ? [i] : [])),
  ]).filter(([, indices]) => indices.length > 0),
)
const MMAP_FD = 4
const GIVES_DESCRIPTOR: ReadonlySet<string> = new Set([
  'open',
  'openat',
  'dup',
  'dup2',
  'dup3',
  'memfd_create',
])
/** They would lock or move memory that is not the scenario's. */
const REFUSED: ReadonlySet<string> = new Set(['mlockall', 'munlockall'])

/** The parts of this process that scenarios are played with, made once. */
export class HostProcess {
  readonly raw: RawSyscall
  readonly directory: string
  readonly memory: number
  readonly #maps: number
  /** What the scenario's 0, 1 and 2 are open on. */
  readonly #nulls: readonly number[]
  /** Real numbers of the scenario's 0, 1 and 2. */
  readonly standard: readonly number[]

  /** `directory` is where scenarios have their files; it becomes the working directory. */
  constructor(raw: RawSyscall, directory: string) {
    this.raw = raw
    this.directory = directory
    process.chdir(directory)
    this.memory = openSync('/proc/self/mem', 'r+')
    this.#maps = openSync('/proc/self/maps', 'r')
    this.#nulls = [0, 1, 2].map(() => openSync('/dev/null', 'r'))
    this.standard = [0, 1, 2].map(() => openSync('/dev/null', 'r'))
    let last: number
    do last = openSync('/dev/null', 'r')
    while (last < BASE)
    if (last !== BASE) throw new Error(`more than ${BASE} open files`)
    closeSync(last)
    const limit = new Uint8Array(16)
    const view = new DataView(limit.buffer)
    for (const at of [0, 8]) view.setBigUint64(at, BigInt(BASE - FIRST + LIMIT), true)
    this.#scratch()
    writeSync(this.memory, limit, 0, 16, SCRATCH)
    this.must('prlimit64', [0, RLIMIT_NOFILE, SCRATCH, 0])
    this.#takeProtectionKeys()
    for (const { start, end } of this.maps(0, ARENA_END)) {
      const used = end > ARENA && start < ARENA_END
      if (used) throw new Error('the memory that scenarios use is in use')
    }
  }

  #scratch(): void {
    this.must('mmap', [SCRATCH, SCRATCH_BYTES, 3, 0x32, -1, 0])
  }

  /**
   * Takes all protection keys there are. While one is free, PROT_EXEC alone means memory that cannot be read, on
   * processors that have keys (pkeys(7)); without, it can be read everywhere, as jvisor has it.
   */
  #takeProtectionKeys(): void {
    while (this.raw(numberOf('pkey_alloc'), [0, 0]) >= 0);
  }

  /** Makes a call that has to succeed. */
  must(name: SyscallName, args: readonly number[]): void {
    const result = this.raw(numberOf(name), args)
    if (result < 0) throw new Error(`${name}: ${result}`)
  }

  /** The mappings of this process in [start, end). */
  maps(start: number, end: number): MapLine[] {
    let text = ''
    let position = 0
    const part = Buffer.alloc(MAPS_PART)
    for (;;) {
      const n = readSync(this.#maps, part, 0, MAPS_PART, position)
      if (n === 0) break
      text += part.toString('latin1', 0, n)
      position += n
      const lastLine = text.lastIndexOf('\n', text.length - 2) + 1
      if (Number.parseInt(text.slice(lastLine), 16) >= end) break
    }
    return parseMaps(text, this.directory, start, end)
  }

  /** What every scenario begins with: no mappings in its memory, no files, no descriptors but 0 to 2. */
  clean(elsewhere: readonly (readonly [start: number, length: number])[]): void {
    for (const [start, length] of elsewhere) this.raw(numberOf('munmap'), [start, length])
    this.must('munmap', [ARENA, SCRATCH + SCRATCH_BYTES - ARENA])
    this.must('close_range', [BASE, 0xffff_ffff, 0])
    this.standard.forEach((fd, i) => {
      this.must('fcntl', [this.#nulls[i], F_SETFL, 0])
      this.must('dup3', [this.#nulls[i], fd, 0])
    })
    emptyDirectory(this.directory)
  }
}

function numberOf(name: SyscallName): number {
  return syscallNumber('x86-64', name) as number
}

export class HostSubject implements Subject {
  readonly #host: HostProcess
  readonly #elsewhere: [start: number, length: number][] = []

  constructor(host: HostProcess) {
    this.#host = host
  }

  call(name: SyscallName, args: readonly (number | bigint)[]): Returned | typeof BLOCKS {
    if (REFUSED.has(name))
      throw new HostRefusal(`${name} is not played on the host: it is not the scenario's alone`)
    if (name === 'brk' && Number(args[0]) !== 0) {
      throw new HostRefusal('brk is not played on the host: its heap is that of the process')
    }
    const real = [...args]
    const command = Number(BigInt.asIntN(32, BigInt(args[1] ?? 0)))
    for (const i of DESCRIPTORS.get(name) ?? []) real[i] = this.#real(args[i] ?? 0)
    if (name === 'mmap') real[MMAP_FD] = this.#real(args[MMAP_FD] ?? 0)
    const duplicates = name === 'fcntl' && (command === F_DUPFD || command === F_DUPFD_CLOEXEC)
    if (duplicates) real[2] = this.#real(args[2] ?? 0)
    const result = this.#host.raw(numberOf(name), real)
    if (result < 0) return result
    if (duplicates || GIVES_DESCRIPTOR.has(name)) return this.#own(Number(result))
    if (name === 'pipe' || name === 'pipe2') this.#ownPair(Number(args[0]))
    if (name === 'mmap' || name === 'mremap')
      this.#remember(Number(result), Number(args[name === 'mmap' ? 1 : 2]))
    return result
  }

  #real(fd: number | bigint): number {
    const own = Number(BigInt.asIntN(32, BigInt(fd)))
    if (own < 0 || own === AT_FDCWD || own > 0x7fff_0000) return own
    return own < FIRST ? this.#host.standard[own] : own - FIRST + BASE
  }

  #own(fd: number): number {
    const standard = this.#host.standard.indexOf(fd)
    return standard >= 0 ? standard : fd - BASE + FIRST
  }

  #ownPair(at: number): void {
    const bytes = this.peek(at, 8)
    if (bytes === undefined) return
    const view = new DataView(bytes.buffer)
    for (const i of [0, 4]) view.setInt32(i, this.#own(view.getInt32(i, true)), true)
    this.poke(at, bytes)
  }

  #remember(start: number, length: number): void {
    if (start < ARENA || start >= ARENA_END) this.#elsewhere.push([start, length])
  }

  poke(at: number, bytes: Uint8Array): boolean {
    let done = 0
    try {
      while (done < bytes.length)
        done += writeSync(this.#host.memory, bytes, done, bytes.length - done, at + done)
      return true
    } catch {
      return false
    }
  }

  peek(at: number, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    try {
      return readSync(this.#host.memory, bytes, 0, length, at) === length ? bytes : undefined
    } catch {
      return undefined
    }
  }

  maps(start: number, end: number): readonly MapLine[] {
    return this.#host.maps(start, end)
  }

  close(): void {
    this.#host.clean(this.#elsewhere)
  }
}
