// Subject: the process, or the thread, that a directory of /proc is about, for as long as it is there.
// Linux: struct pid and get_proc_task in fs/proc.

import { EACCES, type Errno, ESRCH, OK } from '@jvisor/abi'
import type { FilesystemContext, PseudoInodeOpts } from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import { type AccessMode, mayAccessTask } from '../ptrace-access.ts'
import type { Task } from '../task.ts'
import type { ThreadGroup } from '../thread-group.ts'

/** Inode numbers of one task lie in a range of this length: those of its entries, then of its descriptors. */
const RANGE = 2 ** 23
export const FD_INODES = 2 ** 21
export const FDINFO_INODES = 2 ** 22

export class Subject {
  readonly kernel: Kernel
  readonly fs: FilesystemContext
  /** The directory is that of a whole process. */
  readonly isProcess: boolean
  /** The number in the directory's name. */
  readonly id: number
  readonly group: ThreadGroup
  readonly #task: Task

  constructor(kernel: Kernel, fs: FilesystemContext, task: Task, isProcess: boolean) {
    this.kernel = kernel
    this.fs = fs
    this.#task = task
    this.isProcess = isProcess
    this.id = task.tid
    this.group = task.threadGroup
  }

  /** The task, which may be a zombie; undefined once it is gone. */
  get task(): Task | undefined {
    const { kernel, group } = this
    if (group.leader?.tid === this.id)
      return kernel.processes.get(group.pid) === group ? group.leader : undefined
    return kernel.tasks.get(this.id) === this.#task ? this.#task : undefined
  }

  /** How an entry of the directory is made: `index` numbers the entries. It is root's if nobody may look inside. */
  inode(index: number, permissions: number, alwaysOwn = false): PseudoInodeOpts {
    const { euid, egid } = this.#task.credentials.parts
    const own = alwaysOwn || (this.#task.memoryManager?.dumpable ?? 1) === 1
    return {
      fs: this.fs,
      permissions,
      ino: (this.id * 2 + (this.isProcess ? 1 : 0)) * RANGE + index,
      uid: own ? euid : 0,
      gid: own ? egid : 0,
      fixedMode: true,
    }
  }

  /** Whether the caller may look inside: ESRCH if the task is gone, EACCES if not. */
  access(mode: AccessMode = 'fscreds'): Errno {
    const { task } = this
    if (task === undefined) return ESRCH
    const { current } = this.kernel
    return current === undefined || mayAccessTask(current, task, mode) ? OK : EACCES
  }

  /** A text about the task, or ESRCH. */
  readonly text = (make: (task: Task) => string | Errno) => (): string | Errno => {
    const { task } = this
    return task === undefined ? ESRCH : make(task)
  }
}
