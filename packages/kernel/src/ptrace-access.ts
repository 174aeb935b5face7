// Whether a task may look into another, or take hold of it. gVisor: Task.CanTrace in pkg/sentry/kernel/ptrace.go.
// Linux: kernel/ptrace.c __ptrace_may_access, security/commoncap.c; ptrace(2), "Ptrace access mode checking".

import { CAP_SYS_PTRACE } from '@jvisor/abi'
import type { Task } from './task.ts'

/** Whose IDs and capabilities count: those for files and the effective ones, or the real and the permitted ones. */
export type AccessMode = 'fscreds' | 'realcreds'

/** True if `caller` may look into `target` (PTRACE_MODE_READ, and without a security module PTRACE_MODE_ATTACH too). */
export function mayAccessTask(caller: Task, target: Task, mode: AccessMode): boolean {
  if (caller.threadGroup === target.threadGroup) return true
  const own = caller.credentials.parts
  const others = target.credentials.parts
  const mighty = caller.credentials.has(CAP_SYS_PTRACE)
  const uid = mode === 'fscreds' ? own.fsuid : own.uid
  const gid = mode === 'fscreds' ? own.fsgid : own.gid
  const sameUser = uid === others.euid && uid === others.suid && uid === others.uid
  const sameGroup = gid === others.egid && gid === others.sgid && gid === others.gid
  if (!(sameUser && sameGroup) && !mighty) return false
  const mm = target.memoryManager
  if (mm !== undefined && mm.dumpable !== 1 && !mighty) return false
  const capabilities = mode === 'fscreds' ? own.effective : own.permitted
  return (others.permitted & ~capabilities) === 0n || mighty
}
