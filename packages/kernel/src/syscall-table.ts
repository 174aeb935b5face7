// SyscallTable: which function serves which number. gVisor: pkg/sentry/kernel/syscalls.go. The tables themselves are
// made by package syscalls; a kernel is handed one for each architecture it runs programs of.

import type { Arch, SignalInfo } from '@jvisor/abi'
import type { SyscallArgs } from './syscall-args.ts'
import type { Task } from './task.ts'

/** What a system call gives: a value of 0 or more, or -errno. */
export type SyscallResult = number

/**
 * A system call. It reads all its arguments before it first waits, since the registers are the task's.
 * Only a call that has to wait returns a promise.
 */
export type SyscallFunction = (t: Task, args: SyscallArgs) => SyscallResult | Promise<SyscallResult>

/** One entry of a table. */
export interface Syscall {
  /** The name on Linux, "readv". */
  readonly name: string
  readonly fn: SyscallFunction
}

export class SyscallTable<S extends Syscall = Syscall> {
  readonly arch: Arch
  readonly #byNumber: (S | undefined)[] = []
  readonly #numbers = new Map<string, number>()

  /** A table of these calls under the numbers that `numberOf` gives; calls without a number are left out. */
  constructor(arch: Arch, calls: Iterable<S>, numberOf: (call: S) => number | undefined) {
    this.arch = arch
    for (const call of calls) {
      const number = numberOf(call)
      if (number === undefined) continue
      this.#byNumber[number] = call
      this.#numbers.set(call.name, number)
    }
  }

  /** The call with this number, if we have it. */
  lookup(number: number): S | undefined {
    return this.#byNumber[number]
  }

  /** The number of a call on this architecture, if we have it there. */
  numberOf(name: string): number | undefined {
    return this.#numbers.get(name)
  }
}

/** Watches system calls; strace is one. gVisor: kernel.Stracer. */
export interface Tracer {
  /** A call begins. `call` is undefined for a number that the table does not have. */
  enter(t: Task, number: number, call: Syscall | undefined, args: SyscallArgs): void
  /** The call that began last in this task has to wait. */
  blocked(t: Task): void
  /** The call ends. `result` may be an internal restart code, negative, when a signal interrupts it. */
  exit(t: Task, result: SyscallResult): void
  /** The task acts on a signal. */
  signal(t: Task, info: SignalInfo): void
  /** The task is gone, with a wait(2) status. */
  exited(t: Task, waitStatus: number): void
}
