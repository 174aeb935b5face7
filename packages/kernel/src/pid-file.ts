// PidFile: a process, or one of its threads, as a file: it stays who it is, whoever has the number later. Linux:
// fs/pidfs.c, kernel/pid.c pidfd_create. gVisor has none.

import { EINVAL, type Errno, ESPIPE, O_EXCL, O_RDWR } from '@jvisor/abi'
import { bareStat, EVENT_HUP, EVENT_IN, FileDescription, type FileStat, type WaitEntry } from '@jvisor/vfs'
import type { Kernel } from './kernel.ts'
import type { Task } from './task.ts'
import type { ThreadGroup } from './thread-group.ts'

export class PidFile extends FileDescription {
  readonly threadGroup: ThreadGroup
  /** The thread, of a file of one. */
  readonly thread: Task | undefined
  readonly #ino: number

  /** `flags`: O_NONBLOCK or 0. */
  constructor(kernel: Kernel, of: { threadGroup: ThreadGroup; thread?: Task | undefined }, flags: number) {
    super(O_RDWR | flags)
    this.threadGroup = of.threadGroup
    this.thread = of.thread
    this.#ino = kernel.vfs.allocateInode()
    // F_GETFL shows which it is (PIDFD_THREAD is this flag).
    if (of.thread !== undefined) this.statusFlags |= O_EXCL
  }

  /** Whose memory and descriptors it is about; undefined if it is not there any more. */
  get task(): Task | undefined {
    const { thread, threadGroup } = this
    if (thread !== undefined) return threadGroup.tasks.has(thread) ? thread : undefined
    const [first] = threadGroup.tasks
    return first
  }

  override get positional(): boolean {
    return false
  }

  override seek(): number {
    return -ESPIPE
  }

  /** Ready when all its threads have ended, or the one; hung up when somebody has waited for it. @see pidfd_poll */
  override readiness(mask: number): number {
    const { threadGroup, thread } = this
    if (threadGroup.isReaped || (thread !== undefined && !threadGroup.tasks.has(thread))) {
      return (mask & EVENT_IN) | EVENT_HUP
    }
    return threadGroup.isZombie ? mask & EVENT_IN : 0
  }

  override eventRegister(entry: WaitEntry): void {
    this.threadGroup.pidQueue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.threadGroup.pidQueue.unregister(entry)
  }

  override sync(): Errno {
    return EINVAL
  }

  override stat(): FileStat {
    return bareStat(this.#ino, 0o700)
  }

  override mappedName(): string {
    return 'anon_inode:[pidfd]'
  }
}
