// Injection: what is done to a system call from outside, to see how a program takes it. gVisor has no counterpart;
// strace(1) does it with --inject. package syscalls says which calls are meant; here is what happens to one.

import { ETIMEDOUT, SI_KERNEL } from '@jvisor/abi'
import { AddrRangeSeq, addr } from '@jvisor/usermem'
import type { SyscallResult } from './syscall-table.ts'
import type { Task } from './task.ts'

/** What is done to one call. */
export interface Injection {
  /** The call is not made, and gives this: a value, or -errno. */
  readonly result?: SyscallResult
  /** Sent to the task when the call begins; 0 for none. */
  readonly signal: number
  /** The task stands still before the call, and before it returns: nanoseconds. Only its end cuts that short. */
  readonly delayEnterNs: number
  readonly delayExitNs: number
  /** Most bytes of user memory that a transfer of the call is given; Infinity: all of them. */
  readonly short: number
  /** User memory fails after so many bytes of a transfer; Infinity: never. */
  readonly fault: number
}

/** Decides which calls something is done to. */
export interface Injector {
  /** Called once for each call that `t` begins, and again when it is restarted. undefined: nothing is done to it. */
  inject(t: Task, number: number): Injection | undefined
}

/** Nothing is ever mapped below this (mmap_min_addr). */
const HOLE_END = 0x10000

/** The user memory of a transfer, cut short, or with a hole in it, as the injection says. */
export function tamperedRanges(ranges: AddrRangeSeq, { short, fault }: Injection): AddrRangeSeq {
  const cut = ranges.takeFirst(short)
  if (cut.numBytes <= fault) return cut
  const tampered = [...cut.takeFirst(fault)]
  for (let left = cut.numBytes - fault; left > 0; left -= HOLE_END) {
    tampered.push({ start: addr(0), end: addr(Math.min(left, HOLE_END)) })
  }
  return AddrRangeSeq.of(tampered)
}

/** Makes a call, `make`, to which something is done. */
export function makeTampered(
  t: Task,
  injection: Injection,
  make: () => SyscallResult | Promise<SyscallResult>,
): SyscallResult | Promise<SyscallResult> {
  const { signal, delayEnterNs, delayExitNs } = injection
  const act = () => {
    if (signal !== 0) t.sendSignalInfo({ signal, code: SI_KERNEL, pid: 0, uid: 0 })
    return injection.result ?? make()
  }
  if (delayEnterNs === 0 && delayExitNs === 0) return act()
  return makeDelayed(t, injection, act)
}

async function makeDelayed(
  t: Task,
  { delayEnterNs, delayExitNs }: Injection,
  act: () => SyscallResult | Promise<SyscallResult>,
): Promise<SyscallResult> {
  const args = t.args.snapshot()
  await standStill(t, delayEnterNs)
  t.args.restore(args)
  const result = await act()
  await standStill(t, delayExitNs)
  return result
}

async function standStill(t: Task, ns: number): Promise<void> {
  if (ns === 0) return
  const deadlineNs = t.kernel.clock.monotonicNs() + ns
  t.clearWake()
  while ((await t.blockUnlessKilled(deadlineNs)) !== ETIMEDOUT && !t.fatalSignalPending);
}
