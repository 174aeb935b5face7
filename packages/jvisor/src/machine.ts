// Machine: a kernel that is ready to run programs: with a file tree, devices, and what of the host is shown.
// gVisor: runsc/boot.

import {
  type Arch,
  EINVAL,
  ELFCLASS64,
  EM_RISCV,
  ENOENT,
  errnoName,
  O_CREAT,
  O_EXCL,
  O_NOCTTY,
  O_RDWR,
  O_WRONLY,
  OK,
} from '@jvisor/abi'
import {
  type BinaryFormat,
  createProcFilesystem,
  ElfFormat,
  type ExitStatus,
  execPath,
  type Injector,
  Kernel,
  type KernelOpts,
  type SyscallTable,
  setControllingTty,
  type Task,
  type Tracer,
  VirtualClock,
} from '@jvisor/kernel'
import { RISCV_HWCAP, RiscvPlatform } from '@jvisor/riscv64'
import { syscallTable } from '@jvisor/syscalls'
import { bytesIOSequence, encodeUtf8 } from '@jvisor/usermem'
import {
  type AlarmClock,
  type FileDescription,
  type Filesystem,
  type HostDirectory,
  HostFilesystem,
  type HostStream,
  HostStreamFile,
  NORMAL_WRITE,
  OverlayFilesystem,
  type Random,
  Tmpfs,
  unlinkAt,
} from '@jvisor/vfs'
import * as z from 'zod'
import type { GuestMain } from './guest.ts'
import { JsFormat } from './js-format.ts'
import { JsPlatform } from './js-platform.ts'
import { SeededRandom } from './seeded-random.ts'
import { Terminal } from './terminal.ts'

/** A directory of the host that programs see. */
export interface Volume {
  /** Absolute path at which programs see it; made if it is not there. */
  readonly path: string
  readonly directory: HostDirectory
  /** Default true. */
  readonly readOnly?: boolean
  /** Programs may write, but the host sees nothing of it: it lies above the directory, in the machine's memory. */
  readonly overlay?: boolean
}

/** Options of a {@link Machine}; those of the kernel, whose clock and randomness may be left out here. */
export interface MachineOpts extends Omit<KernelOpts, 'clock' | 'random'> {
  /**
   * Default: a {@link VirtualClock}, whose time passes only while every task waits for it. It begins with 2026, a second
   * after boot.
   */
  readonly clock?: AlarmClock
  /** Default: the same bytes in every run. */
  readonly random?: Random
  /** Whose system call numbers and struct layouts programs use. Default x86-64. */
  readonly arch?: Arch
  /** Directories of the host to show; one may lie inside another. */
  readonly volumes?: readonly Volume[]
  /** Watches system calls: strace. */
  readonly tracer?: Tracer
  /** Tampers with system calls: an `ExpressionInjector` of strace's expressions, or one of your own. */
  readonly injector?: Injector
}

/** What a program is started with. */
export interface SpawnOpts {
  /** The first is the program's own name. Default: the path, or "guest". */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Absolute path; default "/". */
  readonly cwd?: string
  /** Standard input, output and error; /dev/null where nothing is given. */
  readonly stdin?: HostStream
  readonly stdout?: HostStream
  readonly stderr?: HostStream
  /** The tty of its session, and what of the three is not given. */
  readonly terminal?: Terminal
}

const SPAWN_SCHEMA = z.object({
  args: z.array(z.string()).min(1).optional(),
  env: z.record(z.string(), z.string()).default({}),
  cwd: z.string().startsWith('/', 'must be an absolute path').default('/'),
  terminal: z.instanceof(Terminal, { error: 'must be a Terminal' }).optional(),
})

/** A program that runs. */
export interface Process {
  readonly pid: number
  /** How it ended. Never rejects. */
  readonly exited: Promise<ExitStatus>
  /** Sends a signal, 1 to 64. */
  kill(signal: number): void
}

function isRoot(volume: Volume): boolean {
  return /^\/+$/.test(volume.path)
}

/**
 * A kernel with its file tree: an empty tmpfs as the root, /tmp, /dev, /proc, and the volumes. Programs reach nothing else
 * of the host. `boot` (boot.ts) has one for embedders who want streams and files as the web platform has them.
 */
export class Machine {
  readonly kernel: Kernel
  readonly syscallTable: SyscallTable
  readonly #guests: JsFormat

  /** @throws TypeError, one line, naming the option that is wrong. */
  constructor(opts: MachineOpts = {}) {
    const { volumes = [], arch = 'x86-64', tracer, injector, clock, random, ...kernelOpts } = opts
    this.kernel = new Kernel({
      ...kernelOpts,
      clock: clock ?? new VirtualClock(1_767_225_599, 1e9),
      random: random ?? new SeededRandom(),
    })
    this.kernel.tracer = tracer
    this.kernel.injector = injector
    this.syscallTable = syscallTable(arch)
    this.#guests = new JsFormat(this.syscallTable)
    this.kernel.binaryFormats.push(this.#guests, riscv64Format(this.kernel))
    const { vfs } = this.kernel
    const show = (path: string, fs: Filesystem, readOnly: boolean) => {
      check(vfs.makeDirectories(path), path)
      check(vfs.mount(path, fs, { readOnly }), path)
    }
    const showVolume = ({ path, directory, readOnly = true, overlay = false }: Volume) => {
      if (!path.startsWith('/')) throw new TypeError(`volumes: ${path}: must be an absolute path`)
      const fs = new HostFilesystem(vfs, directory)
      if (overlay) show(path, new OverlayFilesystem(vfs, fs), false)
      else show(path, fs, readOnly)
    }
    // Outer directories first, whatever their order, so that none covers another; /tmp, /dev and /proc are the machine's own.
    const [roots, others] = [volumes.filter(isRoot), volumes.filter((v) => !isRoot(v))]
    roots.forEach(showVolume)
    show('/tmp', new Tmpfs(vfs), false)
    show('/dev', vfs.devtmpfs, false)
    show('/dev/pts', this.kernel.terminals.filesystem, false)
    show('/dev/shm', new Tmpfs(vfs, { permissions: 0o1777 }), false)
    show('/proc', createProcFilesystem(this.kernel), false)
    others.toSorted((a, b) => a.path.length - b.path.length).forEach(showVolume)
  }

  /**
   * Makes an executable file: of the bytes, an ELF file or a script; or one that is a program written in JavaScript.
   * execve(2) and {@link spawn} start it. Directories are made as needed; a file that is there already is replaced.
   * @throws Error if the file cannot be made, as on a read-only mount.
   */
  install(path: string, program: GuestMain | Uint8Array): void {
    const { vfs } = this.kernel
    const root = { root: vfs.root, start: vfs.root }
    const directory = path.slice(0, path.lastIndexOf('/'))
    const made = path.startsWith('/') ? vfs.makeDirectories(directory) : EINVAL
    const removed = made === OK ? unlinkAt(root, path) : made
    const file =
      removed === OK || removed === ENOENT
        ? vfs.openAt(root, path, O_WRONLY | O_CREAT | O_EXCL, 0o755)
        : removed
    if (typeof file === 'number') throw new Error(`cannot install ${path}: ${errnoName(file)}`)
    const content = typeof program === 'function' ? this.#guests.add(program) : program
    const { err } = file.write(bytesIOSequence(content), NORMAL_WRITE)
    file.decRef()
    if (err !== OK) throw new Error(`cannot install ${path}: ${errnoName(err)}`)
  }

  /**
   * Starts a program: one written in JavaScript, or a file that can be executed, by its path. It runs up to where it
   * first waits before this returns.
   * @throws TypeError for options that are not as {@link SpawnOpts} says; Error if the working directory cannot be
   *   had, the file cannot be executed, or there are too many tasks.
   */
  spawn(program: GuestMain | string, opts: SpawnOpts = {}): Process {
    const path = typeof program === 'string' ? program : undefined
    const { args = [path ?? 'guest'], env, cwd } = parseSpawnOpts(opts)
    const main = typeof program === 'string' ? () => 0 : program
    const task = this.kernel.createProcess(new JsPlatform({ main, args, env }), this.syscallTable)
    if (typeof task === 'number') throw new Error(`cannot start ${args[0]}: ${errnoName(task)}`)
    try {
      this.#prepare(task, cwd, opts)
      if (path !== undefined) execute(task, path, args, env)
    } catch (error) {
      this.kernel.discard(task)
      throw error
    }
    return {
      pid: task.threadGroup.pid,
      exited: this.kernel.run(task),
      kill: (signal) => task.threadGroup.sendSignal(signal),
    }
  }

  /** Where it stands, and its open files. */
  #prepare(task: Task, cwd: string, opts: SpawnOpts): void {
    const start = this.kernel.vfs.lookupDirectory(task.fsContext.pathContext, cwd)
    if (typeof start === 'number') throw new Error(`working directory ${cwd}: ${errnoName(start)}`)
    task.fsContext.cwd = start
    const { vfs } = this.kernel
    const inherited = this.#openDefault(task, opts.terminal)
    for (const stream of [opts.stdin, opts.stdout, opts.stderr]) {
      const file = stream === undefined ? inherited : new HostStreamFile(stream, vfs.allocateInode())
      if (stream === undefined) inherited.incRef()
      task.fdTable.add(file, task.threadGroup.limits.openFiles)
    }
    inherited.decRef()
  }

  /** What a standard stream is that is not given: the terminal, which becomes the session's if it is nobody's; /dev/null. */
  #openDefault(task: Task, terminal: Terminal | undefined): FileDescription {
    const { terminals } = this.kernel
    const tty = terminal?.attach(this.kernel)
    const path = tty === undefined ? '/dev/null' : terminals.pathOf(tty)
    const file = this.kernel.vfs.openAt(task.fsContext.pathContext, path, O_RDWR | O_NOCTTY, 0)
    if (typeof file === 'number') throw new Error(`${path}: ${errnoName(file)}`)
    if (tty !== undefined && tty.session === undefined) setControllingTty(task.threadGroup, tty)
    return file
  }
}

/** Gives a process that has not run yet the program at a path. @throws Error if it cannot be executed */
function execute(
  task: Task,
  path: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): void {
  const strings = Object.entries(env).map(([name, value]) => encodeUtf8(`${name}=${value}`))
  const err = execPath(task, path, args.map(encodeUtf8), strings)
  if (err !== OK) throw new Error(`cannot execute ${path}: ${errnoName(err)}`)
}

/** ELF files of riscv64. */
function riscv64Format(kernel: Kernel): BinaryFormat {
  return new ElfFormat({
    machine: EM_RISCV,
    elfClass: ELFCLASS64,
    platform: new RiscvPlatform(kernel),
    syscallTable: syscallTable('riscv64'),
    hwcap: RISCV_HWCAP,
  })
}

function check(result: unknown, what: string): void {
  if (typeof result === 'number' && result !== 0) throw new TypeError(`${what}: ${errnoName(result)}`)
}

function parseSpawnOpts(opts: SpawnOpts): z.output<typeof SPAWN_SCHEMA> {
  const result = SPAWN_SCHEMA.safeParse(opts)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`spawn options: ${issue.path.join('.')}: ${issue.message}`)
}
