// What the closing summary of `jvisor run` counts: a tracer that adds up what system calls return.

import type { Syscall, SyscallArgs, SyscallResult, Task, Tracer } from '@jvisor/kernel'

const READS = /^p?read/
const WRITES = /^p?write/

export class IoCounter implements Tracer {
  /** Bytes that read and its kin have given to the program. */
  bytesRead = 0
  /** Bytes that write and its kin have taken from it. */
  bytesWritten = 0
  /** Reads and writes that moved fewer bytes than asked for, and calls that failed. */
  partial = 0
  readonly #current = new Map<Task, { readonly name: string; readonly asked: number }>()

  enter(t: Task, _number: number, call: Syscall | undefined, args: SyscallArgs): void {
    const name = call?.name ?? ''
    this.#current.set(t, { name, asked: asksFor(t, name, args) })
  }

  blocked(): void {}

  exit(t: Task, result: SyscallResult): void {
    const current = this.#current.get(t)
    if (current === undefined) return
    const { name, asked } = current
    if (result < 0 || (asked > result && (READS.test(name) || WRITES.test(name)))) this.partial++
    if (result <= 0) return
    if (READS.test(name)) this.bytesRead += result
    else if (WRITES.test(name)) this.bytesWritten += result
  }

  signal(): void {}

  exited(t: Task): void {
    this.#current.delete(t)
  }
}

/** Bytes that a read or write asks for; 0 for other calls. */
function asksFor(t: Task, name: string, args: SyscallArgs): number {
  if (!READS.test(name) && !WRITES.test(name)) return 0
  if (!/v2?$/.test(name)) return args.long(2)
  const ranges = t.copyInIovecs(args.pointer(1), args.int(2))
  return typeof ranges === 'number' ? 0 : ranges.numBytes
}
