// JvisorMachine: a jvisor kernel that scenarios are played on, one after the other.

import { O_LARGEFILE, O_RDONLY, OK, SIG_IGN, SIGCHLD, SIGPIPE, SIGXFSZ } from '@jvisor/abi'
import {
  clone,
  Kernel,
  type Platform,
  ProcessGroup,
  Session,
  type SyscallTable,
  type Task,
} from '@jvisor/kernel'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { syscallTable } from '@jvisor/syscalls'
import { addr } from '@jvisor/usermem'
import type { AlarmClock } from '@jvisor/vfs'
import { SeededRandom, VirtualClock } from 'jvisor'
import { DrivenContext, JvisorSubject } from './jvisor-subject.ts'

const PLATFORM: Platform = {
  name: 'scenario',
  layout: DEFAULT_LAYOUT,
  createContext: (task) => new DrivenContext(task),
}

const MEMORY_BYTES = 64 << 20
/** Processes that one kernel gets, whose files stay behind; making a kernel takes a hundred times what a process does. */
const PROCESSES = 400

export interface JvisorMachineOpts {
  /** The calls that there are; default: all, with the numbers of x86-64. */
  readonly table?: SyscallTable
  /** From so many ranges on a transfer is by generated code: 1 for all, Infinity for none. Default: the memory's own. */
  readonly vectorsFrom?: number
}

/** Makes subjects, each a process with a directory of its own. They are used one after the other. */
export class JvisorMachine {
  readonly #table: SyscallTable
  readonly #vectorsFrom: number | undefined
  #clock = new VirtualClock()
  #kernel: Kernel
  #ancestor: Task | undefined
  #made = 0

  constructor(opts: JvisorMachineOpts = {}) {
    this.#table = opts.table ?? syscallTable('x86-64')
    this.#vectorsFrom = opts.vectorsFrom
    this.#kernel = this.#newKernel()
  }

  #newKernel(): Kernel {
    const kernel = newKernel(this.#clock)
    if (this.#vectorsFrom !== undefined) kernel.memoryFile.vectorsFrom = this.#vectorsFrom
    return kernel
  }

  /** A process that nothing has happened to yet. */
  subject(): JvisorSubject {
    const { memoryFile } = this.#kernel
    if (this.#made === PROCESSES || memoryFile.pagesInUse > memoryFile.maxPages / 2) {
      this.#clock = new VirtualClock()
      this.#kernel = this.#newKernel()
      this.#ancestor = undefined
      this.#made = 0
    }
    const directory = `/${++this.#made}`
    const kernel = this.#kernel
    const clock = this.#clock
    this.#ancestor ??= ancestor(kernel, this.#table)
    const task = firstTask(this.#ancestor, directory)
    return new JvisorSubject(task, task.context as DrivenContext, {
      kernel,
      directory,
      members: [],
      advance: (ms) => clock.advance(ms * 1e6),
    })
  }
}

/** Time passes when a scenario says so, and not because everybody waits. */
function patient(clock: VirtualClock): AlarmClock {
  return {
    bootTimeSec: clock.bootTimeSec,
    monotonicNs: () => clock.monotonicNs(),
    setAlarm: (deadlineNs, ring) => clock.setAlarm(deadlineNs, ring),
  }
}

function newKernel(clock: VirtualClock): Kernel {
  const kernel = new Kernel({
    memoryBytes: MEMORY_BYTES,
    clock: patient(clock),
    random: new SeededRandom(),
  })
  const { vfs } = kernel
  must(vfs.makeDirectories('/dev'), '/dev')
  must(vfs.mount('/dev', vfs.devtmpfs, { readOnly: false }), '/dev')
  return kernel
}

/** The parent of all first tasks, and of orphans; it does nothing. */
function ancestor(kernel: Kernel, table: SyscallTable): Task {
  const task = kernel.createProcess(PLATFORM, table)
  if (typeof task === 'number') throw new Error('no room for a task')
  // On the host they are ignored too: a call that raises one goes on to return its errno.
  for (const signal of [SIGPIPE, SIGXFSZ]) task.threadGroup.signalHandlers.set(signal, { handler: SIG_IGN })
  return task
}

/** A process of its own session that has /dev/null as 0, 1 and 2. */
function firstTask(parent: Task, directory: string): Task {
  const { vfs } = parent.kernel
  must(vfs.makeDirectories(directory), directory)
  const task = clone(parent, {
    flags: 0n,
    exitSignal: SIGCHLD,
    stack: 0,
    tls: 0,
    parentTid: addr(0),
    childTid: addr(0),
  })
  if (typeof task === 'number') throw new Error('no room for a task')
  const cwd = vfs.lookupDirectory(task.fsContext.pathContext, directory)
  if (typeof cwd === 'number') throw new Error(`no ${directory}`)
  task.fsContext.cwd = cwd
  task.threadGroup.join(new ProcessGroup(task.tid, new Session(task.tid)))
  for (let fd = 0; fd < 3; fd++) {
    const file = vfs.openAt(task.fsContext.pathContext, '/dev/null', O_RDONLY | O_LARGEFILE, 0)
    if (typeof file === 'number') throw new Error('no /dev/null')
    task.fdTable.add(file, 3)
  }
  return task
}

/** Making the machine cannot fail: its memory is empty. */
function must(err: unknown, what: string): void {
  if (err !== OK) throw new Error(`cannot make ${what}`)
}
