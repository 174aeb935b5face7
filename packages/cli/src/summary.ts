// What `jvisor run` says at the end: what was done (--summary), and what it took (--stats).

import { describeExit, type ExitStatus, type Kernel } from '@jvisor/kernel'
import type { IoCounter } from './io-counter.ts'

/** The lines of --summary. */
export function summary(kernel: Kernel, counter: IoCounter, status: ExitStatus, seconds: number): string[] {
  const rate = (counter.bytesRead + counter.bytesWritten) / 2 / seconds / 2 ** 20
  return [
    `${describeExit(status)} after ${seconds.toFixed(2)} s`,
    `  system calls ${kernel.counters.syscalls}, of them short or failed ${counter.partial}`,
    `  bytes read   ${counter.bytesRead}`,
    `  bytes written ${counter.bytesWritten} (${rate.toFixed(0)} MiB/s)`,
    `  page faults  ${kernel.counters.faults}`,
  ]
}

/** The lines of --stats. Precondition: all processes are gone, or their faults do not count. */
export function stats(kernel: Kernel, status: ExitStatus, seconds: number): string[] {
  const { instructions, syscalls, faults } = kernel.counters
  const { peakPages, pagesInUse } = kernel.memoryFile
  const perSecond = (n: number) => (n / seconds).toFixed(0)
  return [
    `instructions  ${instructions}, ${perSecond(instructions)} a second`,
    `system calls  ${syscalls}, ${perSecond(syscalls)} a second; not implemented: ${kernel.unknownSyscalls.size}`,
    `page faults   ${faults}`,
    `pages         ${peakPages} of 4 KiB at most, ${pagesInUse} at the end`,
    `time          ${seconds.toFixed(3)} s, ${describeExit(status)}`,
  ]
}
