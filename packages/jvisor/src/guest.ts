// Guest: what a program written in JavaScript runs on. Its variables and buffers lie in emulated memory, which it
// reads and writes as a machine would, and everything else it asks for with system calls.
//
// A load or store that faults kills the program with SIGSEGV or SIGBUS, as it would on a machine. A call that does
// not wait returns its number at once; `await` works on both, and costs little.

import {
  type Arch,
  OK,
  SA_RESTART,
  SIG_DFL,
  SIG_IGN,
  SIGBUS,
  SIGCHLD,
  SIGSEGV,
  type SignalInfo,
  SYSCALL_NUMBERS,
  type SyscallName,
} from '@jvisor/abi'
import { type PlatformContext, SignalSet, type SyscallResult, type Task } from '@jvisor/kernel'
import { FAULT_BUS, type MemoryManager } from '@jvisor/mm'
import {
  type AccessType,
  type Addr,
  ANY_ACCESS,
  addr,
  decodeUtf8,
  encodeUtf8,
  READ,
  READ_WRITE,
  roundUpLength,
  WRITE,
} from '@jvisor/usermem'

/** The body of a program. @returns its exit status, 0 to 255. */
export type GuestMain = (guest: Guest) => number | Promise<number>

/** A program and what it is started with. */
export interface GuestProgram {
  readonly main: GuestMain
  /** The first is the program's own name. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** One segment of an iovec array. */
export interface GuestIovec {
  readonly base: number
  readonly length: number
}

/** What {@link Guest.onSignal} calls; it may make system calls. */
export type GuestSignalHandler = (signal: number, info: SignalInfo) => void | Promise<void>

/** Thrown out of a system call by which the program ends, execve too, so that none of its code runs any more. */
export class TaskExit extends Error {
  constructor() {
    super('the program has ended')
    this.name = 'TaskExit'
  }
}

/** System calls in a time slice: after so many that did not wait, the host and other tasks get a turn. */
const SLICE = 256
/** Where the addresses of functions begin: nothing can be mapped there. */
const FUNCTIONS = 0x1000
/** Bytes that malloc asks the kernel for at a time, at least. */
const ARENA = 64 * 1024

export class Guest {
  /** The program's arguments; the first is its own name. */
  readonly args: readonly string[]
  /** The environment. */
  readonly env: Readonly<Record<string, string>>
  readonly arch: Arch
  readonly #task: Task
  readonly #context: PlatformContext
  /** Functions that have an address; a child has those of its parent. */
  readonly #functions: GuestSignalHandler[]
  /** What malloc has left; tasks that share memory share it. */
  readonly #arena: { next: number; end: number }
  #slice = SLICE

  /** `context`: what runs the program. `parent`: whose memory, and functions, a cloned task begins with. */
  constructor(task: Task, context: PlatformContext, program: GuestProgram, parent?: Guest) {
    this.#task = task
    this.#context = context
    this.#functions = parent === undefined ? [] : [...parent.#functions]
    if (parent === undefined) this.#arena = { next: 0, end: 0 }
    else this.#arena = parent.#task.mm === task.mm ? parent.#arena : { ...parent.#arena }
    this.args = program.args
    this.env = program.env
    this.arch = task.syscallTable.arch
  }

  /** None of the program's code is to run any more: its task is ending, or has executed another program. */
  get ended(): boolean {
    return this.#task.exiting || this.#task.context !== this.#context
  }

  /** The program's memory; that of the one that came after it is none of its business. */
  get #mm(): MemoryManager {
    if (this.ended) throw new TaskExit()
    return this.#task.mm
  }

  /**
   * Makes a system call by its Linux name. Arguments are registers: integers, negative ones as they are.
   * @returns the value, or -errno; a promise of it if the call has to wait.
   * @throws TaskExit if the program ends with this call.
   */
  syscall(name: SyscallName, ...args: readonly (number | bigint)[]): SyscallResult | Promise<SyscallResult> {
    return this.syscallByNumber(SYSCALL_NUMBERS[this.arch][name] ?? -1, ...args)
  }

  /** As {@link syscall}, by number: any number. */
  syscallByNumber(
    number: number,
    ...args: readonly (number | bigint)[]
  ): SyscallResult | Promise<SyscallResult> {
    const result = this.#enter(number, args)
    if (typeof result !== 'number') return this.#finish(result)
    return --this.#slice > 0 ? result : this.#finish(this.#task.giveWay().then(() => result))
  }

  #enter(number: number, args: readonly (number | bigint)[]): SyscallResult | Promise<SyscallResult> {
    const task = this.#task
    if (this.ended) throw new TaskExit()
    for (let i = 0; i < 6; i++) task.args.set(i, args[i] ?? 0)
    const result = task.syscall(number)
    if (typeof result === 'number' && this.ended) throw new TaskExit()
    return result
  }

  async #finish(promise: Promise<SyscallResult>): Promise<SyscallResult> {
    this.#slice = SLICE
    const result = await promise
    if (this.ended) throw new TaskExit()
    return result
  }

  /**
   * Sets what runs when a signal arrives: a function, or 'default' or 'ignore'. Not for SIGKILL and SIGSTOP. `flags`
   * are SA_*; `restart` is short for SA_RESTART. `mask`: signals that are blocked meanwhile.
   */
  onSignal(
    signal: number,
    action: GuestSignalHandler | 'default' | 'ignore',
    opts: { readonly restart?: boolean; readonly flags?: number; readonly mask?: readonly number[] } = {},
  ): void {
    const handler =
      action === 'default' ? SIG_DFL : action === 'ignore' ? SIG_IGN : this.functionPointer(action)
    const flags = (opts.flags ?? 0) | (opts.restart === true ? SA_RESTART : 0)
    this.#task.threadGroup.signalHandlers.set(signal, {
      handler,
      flags,
      mask: SignalSet.of(...(opts.mask ?? [])),
    })
  }

  /** A number that stands for a function where a system call wants its address: rt_sigaction(2). */
  functionPointer(handler: GuestSignalHandler): number {
    const known = this.#functions.indexOf(handler)
    return FUNCTIONS + 16 * (known < 0 ? this.#functions.push(handler) - 1 : known)
  }

  /** The function behind a number of {@link functionPointer}. */
  signalHandler(pointer: number): GuestSignalHandler | undefined {
    return this.#functions[(pointer - FUNCTIONS) / 16]
  }

  // Other tasks.

  /** What the task runs that is being cloned; set only while it is. */
  childMain: GuestMain | undefined

  /**
   * fork(2): a child process with a copy of all memory, at the same addresses. It runs `main`.
   * @returns its process ID, or -errno
   */
  fork(main: GuestMain): SyscallResult | Promise<SyscallResult> {
    return this.clone(SIGCHLD, main)
  }

  /** clone(2), with x86-64's order of arguments on every architecture. The new task runs `main`. */
  clone(
    flags: number,
    main: GuestMain,
    opts: { readonly parentTid?: number; readonly childTid?: number; readonly tls?: number } = {},
  ): SyscallResult | Promise<SyscallResult> {
    const { parentTid = 0, childTid = 0, tls = 0 } = opts
    const last = this.arch === 'x86-64' ? [childTid, tls] : [tls, childTid]
    this.childMain = main
    try {
      return this.syscall('clone', flags, 0, parentTid, ...last)
    } finally {
      this.childMain = undefined
    }
  }

  // Memory, as the program's own instructions reach it.

  /** Memory of the program's own: `size` bytes at a multiple of 16, zeroed. It is never given back. */
  malloc(size: number): Addr {
    const rounded = Math.max(16, Math.ceil(size / 16) * 16)
    if (this.#arena.next + rounded > this.#arena.end) this.#newArena(rounded)
    const at = this.#arena.next
    this.#arena.next += rounded
    return addr(at)
  }

  /** More memory for malloc, as a loader would lay it out: not by a system call, which a signal could interrupt. */
  #newArena(size: number): void {
    const length = Math.max(ARENA, roundUpLength(size))
    const at = this.#mm.mmap({
      addr: addr(0),
      length,
      fixed: false,
      perms: READ_WRITE,
      maxPerms: ANY_ACCESS,
      private: true,
      offset: 0,
    })
    if (at < 0) this.#die(SIGSEGV)
    this.#arena.next = at
    this.#arena.end = at + length
  }

  /** Stores bytes at an address. */
  store(at: number, bytes: Uint8Array): void {
    const { n, err } = this.#mm.copyOut(addr(at), bytes)
    if (err !== OK) this.#fault(at + n, WRITE)
  }

  /** Loads `length` bytes from an address. */
  load(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    const { n, err } = this.#mm.copyIn(addr(at), bytes)
    if (err !== OK) this.#fault(at + n, READ)
    return bytes
  }

  /** Stores a 32-bit integer, little endian. */
  store32(at: number, value: number): void {
    this.store(at, Uint8Array.of(value, value >> 8, value >> 16, value >> 24))
  }

  /** Loads a signed 32-bit integer. */
  load32(at: number): number {
    const b = this.load(at, 4)
    return b[0] | (b[1] << 8) | (b[2] << 16) | (b[3] << 24)
  }

  /** Stores a 64-bit integer, little endian. */
  store64(at: number, value: number | bigint): void {
    const v = BigInt(value)
    this.store32(at, Number(BigInt.asIntN(32, v)))
    this.store32(at + 4, Number(BigInt.asIntN(32, v >> 32n)))
  }

  /** Loads a signed 64-bit integer. */
  load64(at: number): bigint {
    return (BigInt(this.load32(at + 4)) << 32n) | BigInt(this.load32(at) >>> 0)
  }

  /** Stores a string as UTF-8 with a NUL, in memory of its own. @returns its address. */
  cstring(text: string): Addr {
    const bytes = encodeUtf8(`${text}\0`)
    const at = this.malloc(bytes.length)
    this.store(at, bytes)
    return at
  }

  /** Loads `length` bytes as UTF-8. */
  text(at: number, length: number): string {
    return decodeUtf8(this.load(at, length))
  }

  /** Stores an iovec array in memory of its own. @returns its address. */
  iovecs(segments: readonly GuestIovec[]): Addr {
    const at = this.malloc(segments.length * 16)
    this.storeIovecs(at, segments)
    return at
  }

  /** Stores an iovec array at an address, over one that was there. */
  storeIovecs(at: number, segments: readonly GuestIovec[]): void {
    segments.forEach(({ base, length }, i) => {
      this.store64(at + i * 16, base)
      this.store64(at + i * 16 + 8, length)
    })
  }

  #fault(at: number, access: AccessType): never {
    const kind = this.#task.mm.handleUserFault(addr(at), access)
    return this.#die(kind === FAULT_BUS ? SIGBUS : SIGSEGV)
  }

  #die(signal: number): never {
    this.#task.threadGroup.exit({ code: 0, signal })
    throw new TaskExit()
  }
}
