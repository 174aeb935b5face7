// How a system call is run: looked up, traced, restarted when a signal interrupts it, and never allowed to throw.
// gVisor: pkg/sentry/kernel/task_syscall.go. Called by Task.syscall only.

import { ENOSYS, ERESTART_RESTARTBLOCK, type Errno, isInternal, SIGSYS, SYSCALL_NUMBERS } from '@jvisor/abi'
import { makeTampered } from './injection.ts'
import type { Ptrace } from './ptrace.ts'
import { RESTART, takeRestart } from './restart-block.ts'
import type { Syscall, SyscallResult } from './syscall-table.ts'
import type { Task } from './task.ts'

/** A call that we do not have, where something is done to it. */
const UNKNOWN: Syscall = { name: 'unknown', fn: () => -ENOSYS }

/** @see Task.syscall */
export function runSyscall(t: Task, number: number): SyscallResult | Promise<SyscallResult> {
  return t.ptrace === undefined ? begin(t, number) : beginTraced(t, t.ptrace, number)
}

/** A tracer that wants to know of the call may change it, or keep it from being made. */
function beginTraced(t: Task, ptrace: Ptrace, number: number): SyscallResult | Promise<SyscallResult> {
  t.registers.enterCall(number)
  const { atCalls } = ptrace
  if (atCalls === 'runs') return begin(t, number)
  return ptrace.callStop('entry').then(() => {
    const { registers } = t
    const wanted = t.exiting || atCalls === 'emulates' ? -1 : registers.callNumber()
    return wanted === -1 ? finish(t, -1, UNKNOWN, t.exiting ? 0 : registers.result) : begin(t, wanted)
  })
}

/** A tracer that wants to know of the end of a call may change what it gives. */
async function tellOfResult(t: Task, ptrace: Ptrace, value: SyscallResult): Promise<SyscallResult> {
  t.registers.result = value
  ptrace.wroteRegisters = false
  if (ptrace.atCalls !== 'stops' || t.exiting) return value
  await ptrace.callStop('exit')
  return t.exiting ? value : t.registers.result
}

/** A call that goes on where it was is another call, restart_syscall(2), to the tracer. */
async function tellOfRestart(t: Task, ptrace: Ptrace): Promise<void> {
  t.registers.enterCall(SYSCALL_NUMBERS[t.syscallTable.arch].restart_syscall ?? -1)
  if (ptrace.atCalls !== 'runs') await ptrace.callStop('entry')
}

function begin(t: Task, number: number): SyscallResult | Promise<SyscallResult> {
  const call = t.syscallTable.lookup(number)
  const { tracer, injector } = t.kernel
  t.kernel.counters.syscalls++
  t.forgetDeadline()
  if (injector !== undefined) t.injection = injector.inject(t, number)
  tracer?.enter(t, number, call, t.args)
  if (call === undefined && t.injection === undefined) {
    const result = unknown(t, number)
    return t.ptrace === undefined ? result : finish(t, -1, UNKNOWN, result)
  }
  const result = attempt(t, call ?? UNKNOWN)
  if (
    typeof result !== 'number' ||
    t.hasPendingSignals ||
    t.ptrace !== undefined ||
    isInternal(-result as Errno)
  ) {
    return finish(t, number, call ?? UNKNOWN, result)
  }
  tracer?.exit(t, result)
  return result
}

/** Calls the function. Adding 0 makes the -0 of "minus OK" the 0 that a register holds. */
function attempt(t: Task, call: Syscall): SyscallResult | Promise<SyscallResult> {
  t.kernel.current = t
  try {
    const { injection } = t
    const result =
      injection === undefined ? call.fn(t, t.args) : makeTampered(t, injection, () => call.fn(t, t.args))
    return typeof result === 'number' ? result + 0 : result
  } catch (error) {
    return sentryBug(t, call, error)
  }
}

/** The end of a call that had to wait, or that a signal came to. */
async function finish(
  t: Task,
  number: number,
  call: Syscall,
  first: SyscallResult | Promise<SyscallResult>,
): Promise<SyscallResult> {
  const args = t.args.save()
  const { context } = t
  let result = first
  for (;;) {
    let value: SyscallResult
    try {
      value = (await result) + 0
    } catch (error) {
      value = sentryBug(t, call, error)
    }
    if (number !== -1) t.kernel.tracer?.exit(t, value)
    if (t.ptrace !== undefined) value = await tellOfResult(t, t.ptrace, value)
    const outcome = t.signals.deliverNone(value) ? value : await t.signals.deliver(value)
    const resume = -value === ERESTART_RESTARTBLOCK ? takeRestart(t) : undefined
    // A program that is gone, be it that a handler of its has called execve, gets no result, and repeats no call.
    if (t.exiting || t.context !== context || outcome === undefined) return 0
    if (outcome !== RESTART) return t.ptrace?.wroteRegisters === true ? t.registers.result : outcome
    t.args.load(args)
    if (t.ptrace !== undefined) {
      if (resume === undefined) return runSyscall(t, number)
      await tellOfRestart(t, t.ptrace)
    }
    t.injection = t.kernel.injector?.inject(t, number)
    t.kernel.tracer?.enter(t, number, call, t.args)
    result = attempt(t, resume === undefined ? call : { ...call, fn: resume })
  }
}

function unknown(t: Task, number: number): SyscallResult {
  const { kernel } = t
  kernel.tracer?.exit(t, -ENOSYS)
  if (!kernel.unknownSyscalls.has(number) && kernel.unknownSyscalls.size < 1024) {
    kernel.unknownSyscalls.add(number)
    kernel.logger.info({ tid: t.tid, arch: t.syscallTable.arch, syscall: number }, 'unknown system call')
  }
  return -ENOSYS
}

/** An exception is our own fault, whatever the program asked for. The task dies for it, and the host does not. */
function sentryBug(t: Task, call: Syscall, error: unknown): SyscallResult {
  const fields = {
    tid: t.tid,
    syscall: call.name,
    args: Array.from(t.args.lo.keys(), (i) => `0x${t.args.bigint(i).toString(16)}`),
    err: error,
  }
  t.kernel.counters.sentryBugs++
  t.kernel.logger.error(fields, 'a system call threw: this is a bug in the sentry, and the task is killed')
  t.threadGroup.exit({ code: 0, signal: SIGSYS })
  return -ENOSYS
}
