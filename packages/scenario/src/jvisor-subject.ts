// JvisorSubject: a process of a jvisor kernel that scenarios drive by hand.

import {
  O_LARGEFILE,
  O_RDONLY,
  OK,
  SIG_IGN,
  SIGPIPE,
  SIGXFSZ,
  SYSCALL_NUMBERS,
  type SyscallName,
} from '@jvisor/abi'
import { Kernel, NO_PROGRAM, type Platform, type SyscallTable, type Task, type Tracer } from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { syscallTable } from '@jvisor/syscalls'
import { addr } from '@jvisor/usermem'
import { createDevFilesystem } from '@jvisor/vfs'
import { SeededRandom, VirtualClock } from 'jvisor'
import { parseMaps } from './maps.ts'
import { BLOCKS, type MapLine, type Returned, type Subject } from './subject.ts'

/** A program that does nothing by itself: the player makes its calls. */
const DRIVEN: Platform = {
  name: 'scenario',
  layout: DEFAULT_LAYOUT,
  createContext: () => NO_PROGRAM,
}

const MEMORY_BYTES = 64 << 20
/** Processes that one kernel gets, whose files stay behind; making a kernel takes a hundred times what a process does. */
const PROCESSES = 400

export interface JvisorMachineOpts {
  /** The calls that there are; default: all, with the numbers of x86-64. */
  readonly table?: SyscallTable
  /** Is told of every call. */
  readonly watch?: Tracer
}

/** Makes subjects, each a process with a directory of its own. They are used one after the other. */
export class JvisorMachine {
  readonly #table: SyscallTable
  readonly #watch: Tracer | undefined
  #kernel: Kernel
  #made = 0

  constructor(opts: JvisorMachineOpts = {}) {
    this.#table = opts.table ?? syscallTable('x86-64')
    this.#watch = opts.watch
    this.#kernel = newKernel()
  }

  /** A process that nothing has happened to yet. */
  subject(): JvisorSubject {
    const { memoryFile } = this.#kernel
    if (this.#made === PROCESSES || memoryFile.pagesInUse > memoryFile.maxPages / 2) {
      this.#kernel = newKernel()
      this.#made = 0
    }
    return new JvisorSubject(this.#kernel, this.#table, `/${++this.#made}`, this.#watch)
  }
}

function newKernel(): Kernel {
  const kernel = new Kernel({
    memoryBytes: MEMORY_BYTES,
    clock: new VirtualClock(),
    random: new SeededRandom(),
  })
  const { vfs } = kernel
  must(vfs.makeDirectories('/dev'), '/dev')
  must(vfs.mount('/dev', createDevFilesystem(vfs), { readOnly: false }), '/dev')
  return kernel
}

export class JvisorSubject implements Subject {
  readonly kernel: Kernel
  readonly task: Task
  readonly #directory: string
  /** The call that is going on has gone to sleep: perhaps before it has given its promise. */
  #asleep = false
  #blocked: (() => void) | undefined

  constructor(kernel: Kernel, table: SyscallTable, directory: string, watch?: Tracer) {
    this.kernel = kernel
    this.#directory = directory
    kernel.tracer = {
      enter: (t, number, call, args) => watch?.enter(t, number, call, args),
      exit: (t, result) => watch?.exit(t, result),
      signal: (t, signal) => watch?.signal(t, signal),
      exited: (t, status) => watch?.exited(t, status),
      blocked: (t) => {
        watch?.blocked(t)
        this.#asleep = true
        this.#blocked?.()
      },
    }
    const { vfs } = kernel
    must(vfs.makeDirectories(directory), directory)
    const task = kernel.createProcess(DRIVEN, table)
    if (typeof task === 'number') throw new Error('no room for a task')
    this.task = task
    const cwd = vfs.lookupDirectory(task.fsContext.pathContext, directory)
    if (typeof cwd === 'number') throw new Error(`no ${directory}`)
    task.fsContext.cwd = cwd
    // Node ignores them too: a call that raises one goes on to return its errno.
    for (const signal of [SIGPIPE, SIGXFSZ]) task.threadGroup.signalHandlers.set(signal, { handler: SIG_IGN })
    for (let fd = 0; fd < 3; fd++) {
      const file = vfs.openAt(task.fsContext.pathContext, '/dev/null', O_RDONLY | O_LARGEFILE, 0)
      if (typeof file === 'number') throw new Error('no /dev/null')
      task.fdTable.add(file, 3)
    }
  }

  call(name: SyscallName, args: readonly (number | bigint)[]): ReturnType<Subject['call']> {
    const { task } = this
    for (let i = 0; i < 6; i++) task.args.set(i, args[i] ?? 0)
    this.#asleep = false
    const result = task.syscall(SYSCALL_NUMBERS[task.syscallTable.arch][name] ?? -1)
    return typeof result === 'number' ? result : this.#wait(result)
  }

  async #wait(result: Promise<Returned>): Promise<Returned | typeof BLOCKS> {
    if (this.#asleep) return BLOCKS
    const blocked = new Promise<typeof BLOCKS>((resolve) => {
      this.#blocked = () => resolve(BLOCKS)
    })
    return Promise.race([result, blocked])
  }

  poke(at: number, bytes: Uint8Array): boolean {
    return this.task.mm.copyOut(addr(at), bytes, { ignorePermissions: true }).err === OK
  }

  peek(at: number, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    return this.task.mm.copyIn(addr(at), bytes, { ignorePermissions: true }).err === OK ? bytes : undefined
  }

  maps(start: number, end: number): readonly MapLine[] {
    return parseMaps(this.task.mm.maps(), this.#directory, start, end)
  }

  async close(): Promise<void> {
    this.kernel.tracer = undefined
    await this.kernel.run(this.task)
  }
}

/** Making the machine cannot fail: its memory is empty. */
function must(err: unknown, what: string): void {
  if (err !== OK) throw new Error(`cannot make ${what}`)
}
