// Changing on whose behalf a task acts, and what depends on it. Linux: kernel/sys.c
// flag_nproc_exceeded. gVisor: pkg/sentry/kernel/task_identity.go.

import { RLIMIT_NPROC } from '@jvisor/abi'
import type { Credentials } from '@jvisor/vfs'
import type { Task } from './task.ts'

/** The task acts for somebody else from now on, or with other capabilities. */
export function setCredentials(t: Task, credentials: Credentials): void {
  const { uid } = t.credentials.parts
  t.credentials = credentials
  if (uid !== credentials.parts.uid) t.exceedsProcesses = hasTooManyProcesses(t)
}

/** execve(2) is EAGAIN: when the task became somebody else's, that user had too many tasks, and has them still. */
export function isOneTooMany(t: Task): boolean {
  t.exceedsProcesses &&= hasTooManyProcesses(t)
  return t.exceedsProcesses
}

/** Its user has more tasks than RLIMIT_NPROC allows, and is not root. */
export function hasTooManyProcesses(t: Task, more = 0): boolean {
  const limit = t.threadGroup.limits.get(RLIMIT_NPROC).cur
  const { uid } = t.credentials.parts
  if (limit === Infinity || uid === 0) return false
  let count = more
  for (const task of t.kernel.tasks.values()) if (task.credentials.parts.uid === uid) count++
  return count > limit
}
