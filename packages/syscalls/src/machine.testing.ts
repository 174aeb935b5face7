// A kernel with one task that tests drive by hand: they map memory, poke it, and make system calls. Not shipped.

import { type Arch, OK, PAGE_SIZE, SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import {
  createProcFilesystem,
  Kernel,
  NO_PROGRAM,
  type Platform,
  type SyscallTable,
  type Task,
  VirtualClock,
} from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { type AccessType, ANY_ACCESS, addr, READ_WRITE } from '@jvisor/usermem'
import { syscallTable } from './table.ts'

/** A platform whose programs do nothing: the test makes the calls. */
const IDLE: Platform = {
  name: 'test',
  layout: DEFAULT_LAYOUT,
  createContext: () => NO_PROGRAM,
}

export type Argument = number | bigint | string

export class TestMachine {
  readonly kernel: Kernel
  readonly table: SyscallTable
  readonly #platform: Platform
  /** The first task of the process that was made last. */
  task: Task

  constructor(
    opts: {
      arch?: Arch
      memoryBytes?: number
      maxTasks?: number
      platform?: Platform
      yieldToHost?: () => Promise<void>
    } = {},
  ) {
    this.#platform = opts.platform ?? IDLE
    let state = 1
    this.kernel = new Kernel({
      memoryBytes: opts.memoryBytes ?? 64 << 20,
      maxTasks: opts.maxTasks,
      yieldToHost: opts.yieldToHost,
      clock: new VirtualClock(),
      random: {
        fill(bytes) {
          for (let i = 0; i < bytes.length; i++) {
            state = (Math.imul(state, 1103515245) + 12345) | 0
            bytes[i] = state >>> 16
          }
        },
      },
    })
    this.table = syscallTable(opts.arch ?? 'x86-64')
    this.task = this.newProcess()
    const { vfs } = this.kernel
    vfs.makeDirectories('/tmp')
    vfs.makeDirectories('/dev')
    vfs.mount('/dev', vfs.devtmpfs, { readOnly: false })
    vfs.makeDirectories('/proc')
    vfs.mount('/proc', createProcFilesystem(this.kernel), { readOnly: false })
  }

  /** Makes another process, with memory and descriptors of its own, and makes its task {@link task}. */
  newProcess(): Task {
    const task = this.kernel.createProcess(this.#platform, this.table)
    if (typeof task === 'number') throw new Error(`createProcess: ${task}`)
    this.task = task
    return task
  }

  /** Makes a call by name; strings become NUL-terminated memory. */
  start(name: SyscallName, ...args: readonly Argument[]): number | Promise<number> {
    const registers = args.map((a) => (typeof a === 'string' ? this.cstring(a) : a))
    for (let i = 0; i < 6; i++) this.task.args.set(i, registers[i] ?? 0)
    return this.task.syscall(SYSCALL_NUMBERS[this.table.arch][name] ?? -1)
  }

  /** Makes a call that must not wait. */
  call(name: SyscallName, ...args: readonly Argument[]): number {
    const result = this.start(name, ...args)
    if (typeof result !== 'number') throw new Error(`${name} had to wait`)
    return result
  }

  /** Maps `pages` pages at any place, or at `at`. */
  map(pages: number, perms: AccessType = READ_WRITE, at?: number): number {
    const start = this.task.mm.mmap({
      addr: addr(at ?? 0),
      length: pages * PAGE_SIZE,
      fixed: at !== undefined,
      perms,
      maxPerms: ANY_ACCESS,
      private: true,
      offset: 0,
    })
    if (start < 0) throw new Error(`mmap: ${start}`)
    return start
  }

  /** Maps `pages` pages and leaves a hole behind them. */
  mapBeforeHole(pages: number): number {
    const start = this.map(pages + 1)
    this.task.mm.munmap(addr(start + pages * PAGE_SIZE), PAGE_SIZE)
    return start
  }

  poke(at: number, bytes: Uint8Array | string): void {
    const data = typeof bytes === 'string' ? Uint8Array.from(bytes, (c) => c.charCodeAt(0)) : bytes
    const { err } = this.task.mm.copyOut(addr(at), data, { ignorePermissions: true })
    if (err !== OK) throw new Error(`poke at ${at.toString(16)}`)
  }

  peek(at: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length)
    const { err } = this.task.mm.copyIn(addr(at), bytes, { ignorePermissions: true })
    if (err !== OK) throw new Error(`peek at ${at.toString(16)}`)
    return bytes
  }

  /** Bytes as a string, one character each. */
  text(at: number, length: number): string {
    return String.fromCharCode(...this.peek(at, length))
  }

  /** A NUL-terminated string in memory of its own. */
  cstring(text: string): number {
    const at = this.map(Math.ceil((text.length + 1) / PAGE_SIZE))
    this.poke(at, `${text}\0`)
    return at
  }

  /** An iovec array in memory of its own, at the end of a page so that nothing follows it. */
  iovecs(segments: readonly (readonly [base: number | bigint, length: number | bigint])[]): number {
    const bytes = new Uint8Array(segments.length * 16)
    const view = new DataView(bytes.buffer)
    segments.forEach(([base, length], i) => {
      view.setBigInt64(i * 16, BigInt.asIntN(64, BigInt(base)), true)
      view.setBigInt64(i * 16 + 8, BigInt.asIntN(64, BigInt(length)), true)
    })
    const pages = Math.max(1, Math.ceil(bytes.length / PAGE_SIZE))
    const at = this.mapBeforeHole(pages) + pages * PAGE_SIZE - bytes.length
    if (bytes.length > 0) this.poke(at, bytes)
    return at
  }

  /** A new file with this content, opened with `flags` besides O_CREAT. */
  file(content: Uint8Array | string, flags = 2, name = '/tmp/file'): number {
    const fd = this.call('open', name, 0o101, 0o644)
    if (content.length > 0) {
      const at = this.map(Math.ceil(content.length / PAGE_SIZE))
      this.poke(at, content)
      this.call('write', fd, at, content.length)
    }
    this.call('close', fd)
    return this.call('open', name, flags)
  }

  /** Both ends of a new pipe. */
  pipe(flags = 0): { readFd: number; writeFd: number } {
    const at = this.map(1)
    const result = this.call('pipe2', at, flags)
    if (result !== 0) throw new Error(`pipe2: ${result}`)
    const fds = new DataView(this.peek(at, 8).buffer)
    return { readFd: fds.getInt32(0, true), writeFd: fds.getInt32(4, true) }
  }

  /** The whole content of a file, through a descriptor of its own. */
  content(name = '/tmp/file'): string {
    const fd = this.call('open', name, 0)
    const size = this.call('lseek', fd, 0, 2)
    const at = this.map(Math.max(1, Math.ceil(size / PAGE_SIZE)))
    this.call('pread64', fd, at, size, 0)
    this.call('close', fd)
    return this.text(at, size)
  }

  offset(fd: number): number {
    return this.call('lseek', fd, 0, 1)
  }
}
