// CpuTime: how long a task has run: from a wake-up to the next sleep. Time in system calls and in the program are one,
// since a platform is not asked where it is; all of it is shown as user time.

export class CpuTime {
  #ns = 0
  #since: number | undefined

  /** The task runs from now on. Times are ns since boot. */
  start(nowNs: number): void {
    this.#since = nowNs
  }

  /** The task sleeps, or is gone. */
  stop(nowNs: number): void {
    this.#ns = this.total(nowNs)
    this.#since = undefined
  }

  /** Nanoseconds up to now. */
  total(nowNs: number): number {
    return this.#since === undefined ? this.#ns : this.#ns + Math.max(0, nowNs - this.#since)
  }

  /** It counts now. */
  get isRunning(): boolean {
    return this.#since !== undefined
  }

  /** Takes in what a task has run that does not any more. */
  add(ns: number): void {
    this.#ns += ns
  }
}
