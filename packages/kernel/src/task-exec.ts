// execve: a task gets another program. gVisor: pkg/sentry/kernel/task_exec.go. Linux: fs/exec.c bprm_execve,
// begin_new_exec, de_thread.

import {
  ARG_MAX,
  CAP_SYS_PTRACE,
  E2BIG,
  EAGAIN,
  type Errno,
  OK,
  RLIMIT_STACK,
  SIGCHLD,
  SIGSEGV,
  TASK_COMM_LEN,
} from '@jvisor/abi'
import { invariant } from '@jvisor/memmap'
import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import { type VirtualDentry, walkPath } from '@jvisor/vfs'
import type { LimitSet } from './limits.ts'
import { type LoadedProgram, loadProgram } from './loader/load.ts'
import type { Task } from './task.ts'

/** What a task shall execute. Strings are without NUL. */
export interface ExecRequest {
  readonly at: VirtualDentry
  /** The path that names it. */
  readonly filename: Uint8Array
  readonly argv: readonly Uint8Array[]
  readonly envp: readonly Uint8Array[]
  /** Bytes that may be added to arguments and environment. */
  readonly argumentRoom: number
  /** No interpreter could open `filename`: it goes by a descriptor that is closed. */
  readonly pathInaccessible?: boolean
  /** What the task is called afterwards, if not as the last component of the path. */
  readonly comm?: string
}

/** What arguments and environment may have at most (_STK_LIM / 4 * 3). @see bprm_stack_limits */
const MAX_ARGUMENTS = 6 << 20
const POINTER_SIZE = 8
/** The most that a program may use for its stack if it got more than its caller has (_STK_LIM). */
const SECURE_STACK = 8 << 20
const SLASH = 0x2f

/**
 * Replaces the task's program, and all that goes with it: its process has no other tasks afterwards, and its context is
 * a new one. It waits only if there are others.
 * @returns an errno, and then nothing has changed, unless it was found too late: then the process dies of SIGSEGV.
 * @see loadProgram for the errors; EAGAIN if the process ends meanwhile
 */
export function exec(t: Task, request: ExecRequest): Errno | Promise<Errno> {
  const { threadGroup, credentials } = t
  const loaded = loadProgram(t.kernel, threadGroup.limits, {
    ...request,
    context: { ...t.fsContext.pathContext, credentials },
    credentials,
    restrictions: { noNewPrivileges: t.noNewPrivileges, sharesFs: sharesFs(t) || isTracedByLesser(t) },
  })
  if (typeof loaded === 'number') return loaded
  if ('fatal' in loaded) {
    threadGroup.exit({ code: 0, signal: SIGSEGV })
    return loaded.fatal
  }
  if (threadGroup.tasks.size > 1) return becomeOnly(t).then(() => commit(t, request, loaded))
  return commit(t, request, loaded)
}

/** As {@link exec}, of a path as the task sees it. Precondition: the task is the only one of its process. */
export function execPath(
  t: Task,
  path: string,
  argv: readonly Uint8Array[],
  envp: readonly Uint8Array[],
): Errno {
  const { credentials } = t
  const at = walkPath({ ...t.fsContext.pathContext, credentials }, path, true)
  if (typeof at === 'number') return at
  const filename = encodeUtf8(path)
  const room = argumentRoom(t.threadGroup.limits, argv.length, envp.length)
  const argumentRoomLeft = [...argv, ...envp, filename].reduce((left, s) => left - s.length - 1, room)
  if (argumentRoomLeft < 0) return E2BIG
  const result = exec(t, { at, filename, argv, envp, argumentRoom: argumentRoomLeft })
  invariant(typeof result === 'number', 'a process of one task waits for nobody')
  return result
}

/** Bytes that all strings may have together, the path's too; negative if already the pointers are too many. */
export function argumentRoom(limits: LimitSet, argc: number, envc: number): number {
  const limit = Math.max(ARG_MAX, Math.min(MAX_ARGUMENTS, Math.floor(limits.stack / 4)))
  return limit - (Math.max(argc, 1) + envc) * POINTER_SIZE
}

/** Tasks of other processes have the same root and working directory. */
function sharesFs(t: Task): boolean {
  for (const other of t.kernel.tasks.values()) {
    if (other.fsContext === t.fsContext && other.threadGroup !== t.threadGroup) return true
  }
  return false
}

/** It is traced by one who may not look into everybody, and would see what a more privileged program does. */
function isTracedByLesser({ ptrace }: Task): boolean {
  return ptrace !== undefined && !ptrace.tracer.credentials.has(CAP_SYS_PTRACE)
}

/** Ends the other tasks of the process, and waits until they are gone. @see de_thread */
async function becomeOnly(t: Task): Promise<void> {
  const { threadGroup } = t
  t.clearWake()
  threadGroup.endOthers(t)
  while (threadGroup.tasks.size > 1 && !t.fatalSignalPending) await t.blockUnlessKilled()
}

/** The point of no return. */
function commit(t: Task, request: ExecRequest, { image, identity }: LoadedProgram): Errno {
  const { threadGroup } = t
  if (t.exiting || threadGroup.tasks.size > 1) {
    image.memoryManager.decUsers()
    return EAGAIN
  }
  t.kernel.renumber(t, threadGroup.pid)
  const { credentials } = identity
  const { uid, euid, gid, egid } = credentials.parts
  image.memoryManager.dumpable = image.unreadable === true || uid !== euid || gid !== egid ? 0 : 1
  t.replaceMemory(image.memoryManager)
  t.syscallTable = image.syscallTable
  if (identity.secure) becomeSecure(t)
  if (identity.secure) t.deathSignal = 0
  t.credentials = credentials
  t.keepCapabilities = false
  t.name = commOf(request)
  // Others that share these go on with them as they are.
  threadGroup.signalHandlers = threadGroup.signalHandlers.copy()
  threadGroup.signalHandlers.reset()
  threadGroup.posixTimers.deleteAll()
  t.signals.stack = { sp: 0, flags: 2, size: 0 }
  t.unshareFiles()
  t.fdTable.closeOnExec()
  threadGroup.exitSignal = SIGCHLD
  threadGroup.hasExecuted = true
  t.context = image.platform.createContext(t, image)
  return OK
}

/** A program that has more than its caller is not to be tricked by a huge stack limit. */
function becomeSecure({ threadGroup: { limits } }: Task): void {
  const { cur, max } = limits.get(RLIMIT_STACK)
  limits.set(RLIMIT_STACK, { cur: Math.min(cur, SECURE_STACK), max })
}

/** What fits of a name into a task's. */
function commOf({ comm, filename }: ExecRequest): string {
  const name = comm === undefined ? filename.slice(filename.lastIndexOf(SLASH) + 1) : encodeUtf8(comm)
  return decodeUtf8(name.subarray(0, TASK_COMM_LEN - 1))
}
