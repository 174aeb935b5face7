// Waiting for any of several files. gVisor: pkg/sentry/syscalls/linux/sys_poll.go. Linux: fs/select.c poll_initwait,
// do_poll.

import { ERESTARTNOHAND, ETIMEDOUT, OK } from '@jvisor/abi'
import type { Task } from '@jvisor/kernel'
import { eventsFor, type FileDescription, WaitEntry } from '@jvisor/vfs'

/** The files that a task waits for. They stay open meanwhile. */
export class FileWaits {
  readonly #task: Task
  readonly #waits: { readonly file: FileDescription; readonly entry: WaitEntry }[] = []
  readonly #wake = () => this.#task.wake()

  constructor(t: Task) {
    this.#task = t
  }

  /** Waits for these POLL* bits of a file too. */
  add(file: FileDescription, wanted: number): void {
    const entry = new WaitEntry(eventsFor(wanted), this.#wake)
    file.incRef()
    file.eventRegister(entry)
    this.#waits.push({ file, entry })
  }

  /**
   * Calls `scan` until it gives more than 0, after every event, up to the deadline; then lets go of the files.
   * @returns what it gave; 0 when the time is over; -ERESTARTNOHAND if a signal came.
   */
  async until(scan: () => number, deadlineNs: number): Promise<number> {
    this.#task.clearWake()
    try {
      for (let err = OK; ; err = await this.#task.block(deadlineNs)) {
        this.#task.kernel.current = this.#task
        const count = scan()
        if (count > 0) return count
        if (err === ETIMEDOUT) return 0
        if (err !== OK) return -ERESTARTNOHAND
      }
    } finally {
      for (const { file, entry } of this.#waits) {
        file.eventUnregister(entry)
        file.decRef()
      }
    }
  }
}
