// Who a task is, and how it ends. gVisor: pkg/sentry/syscalls/linux/sys_thread.go.

import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { type SyscallSpec, syscall } from './spec.ts'

/** getpid(2). */
function getpid(t: Task): SyscallResult {
  return t.threadGroup.pid
}

/** gettid(2). */
function gettid(t: Task): SyscallResult {
  return t.tid
}

/** exit(2) as the kernel has it: ends this task only. */
function exit(t: Task, a: SyscallArgs): SyscallResult {
  t.exit(a.int(0))
  return 0
}

/** exit_group(2): ends the process. */
function exit_group(t: Task, a: SyscallArgs): SyscallResult {
  t.threadGroup.exit({ code: a.int(0) & 0xff, signal: 0 })
  return 0
}

export const PROCESS_SYSCALLS: readonly SyscallSpec[] = [
  syscall('getpid', getpid, []),
  syscall('gettid', gettid, []),
  syscall('exit', exit, ['int'], { result: 'none' }),
  syscall('exit_group', exit_group, ['int'], { result: 'none' }),
]
