// execve and execveat. gVisor: pkg/sentry/syscalls/linux/sys_thread.go. Linux: fs/exec.c do_execveat_common.

import {
  AT_EMPTY_PATH,
  AT_EXECVE_CHECK,
  AT_FDCWD,
  AT_SYMLINK_NOFOLLOW,
  E2BIG,
  EACCES,
  EAGAIN,
  EINVAL,
  ENOENT,
  EPERM,
  type Errno,
  MAX_ARG_STRLEN,
  OK,
} from '@jvisor/abi'
import {
  argumentRoom,
  exec,
  isOneTooMany,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  tellOfExec,
} from '@jvisor/kernel'
import { type Addr, encodeUtf8 } from '@jvisor/usermem'
import { openExecutable, type VirtualDentry, walkPath } from '@jvisor/vfs'
import { copyInPath, locationOf, pathContextAt } from './path-args.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { ARGUMENTS, ENVIRONMENT, EXECVEAT_FLAGS } from './strace/exec-params.ts'

type Result = SyscallResult | Promise<SyscallResult>

/** Most pointers that are looked at in one vector: with more, the strings are too many in any case. */
const MAX_POINTERS = 1 << 20

/** execve(2). */
function execve(t: Task, a: SyscallArgs): Result {
  return execAt(t, { fd: AT_FDCWD, path: a.pointer(0), argv: a.pointer(1), envp: a.pointer(2), flags: 0 })
}

/** execveat(2). */
function execveat(t: Task, a: SyscallArgs): Result {
  const [path, argv, envp] = [a.pointer(1), a.pointer(2), a.pointer(3)]
  return execAt(t, { fd: a.int(0), path, argv, envp, flags: a.int(4) })
}

interface ExecArgs {
  readonly fd: number
  readonly path: Addr
  readonly argv: Addr
  readonly envp: Addr
  readonly flags: number
}

/** What is executed, and the path that programs are told. */
interface Found {
  readonly at: VirtualDentry
  readonly filename: string
  /** The name goes by a descriptor. */
  readonly byDescriptor: boolean
  readonly comm?: string
}

function execAt(t: Task, args: ExecArgs): Result {
  const path = copyInPath(t, args.path)
  if (typeof path === 'number') return -path
  if (path === '' && (args.flags & AT_EMPTY_PATH) === 0) return -ENOENT
  if (isOneTooMany(t)) return -EAGAIN
  const found = find(t, args, path)
  if (typeof found === 'number') return -found
  // What opening finds comes before the arguments are looked at.
  const file = openExecutable(t.credentials, found.at)
  if (typeof file === 'number') return -file
  const strings = copyInArguments(t, args, encodeUtf8(found.filename))
  file.decRef()
  if (typeof strings === 'number') return -strings
  if ((args.flags & AT_EXECVE_CHECK) !== 0) return 0
  const pathInaccessible = found.byDescriptor && t.fdTable.cloexec(args.fd)
  const { tid } = t
  const result = exec(t, { ...strings, ...found, filename: encodeUtf8(found.filename), pathInaccessible })
  if (typeof result === 'number' && t.ptrace === undefined) return -result
  return finish(t, result, tid)
}

/** A tracer is told of success. */
async function finish(t: Task, result: Errno | Promise<Errno>, oldTid: number): Promise<SyscallResult> {
  const err = await result
  if (err === OK) await tellOfExec(t, oldTid)
  return -err
}

function find(t: Task, { fd, flags }: ExecArgs, path: string): Found | Errno {
  if ((flags & ~(AT_EMPTY_PATH | AT_SYMLINK_NOFOLLOW | AT_EXECVE_CHECK)) !== 0) return EINVAL
  if (path === '') {
    const at = locationOf(t, fd)
    if (typeof at === 'number') return at === EPERM ? EACCES : at
    return { at, filename: fd === AT_FDCWD ? '' : `/dev/fd/${fd}`, byDescriptor: true, comm: at.name }
  }
  const context = pathContextAt(t, fd, path)
  if (typeof context === 'number') return context
  const at = walkPath(context, path, (flags & AT_SYMLINK_NOFOLLOW) === 0)
  if (typeof at === 'number') return at
  const byDescriptor = fd !== AT_FDCWD && !path.startsWith('/')
  return { at, filename: byDescriptor ? `/dev/fd/${fd}/${path}` : path, byDescriptor }
}

interface Strings {
  readonly argv: readonly Uint8Array[]
  readonly envp: readonly Uint8Array[]
  readonly argumentRoom: number
}

/** In Linux's order: both vectors are counted, then come the path, the environment, the arguments. EFAULT, E2BIG. */
function copyInArguments(t: Task, args: ExecArgs, filename: Uint8Array): Strings | Errno {
  const argvAt = t.copyInPointers(args.argv, MAX_POINTERS)
  if (typeof argvAt === 'number') return argvAt
  const envpAt = t.copyInPointers(args.envp, MAX_POINTERS)
  if (typeof envpAt === 'number') return envpAt
  let room = argumentRoom(t.threadGroup.limits, argvAt.length, envpAt.length) - filename.length - 1
  if (room < 0) return E2BIG
  const envp = t.copyInStrings(envpAt, MAX_ARG_STRLEN, room)
  if (typeof envp === 'number') return envp
  room -= bytesOf(envp)
  const argv = t.copyInStrings(argvAt, MAX_ARG_STRLEN, room)
  if (typeof argv === 'number') return argv
  room -= bytesOf(argv)
  // A program always has a name, be it an empty one.
  return { argv: argv.length === 0 ? [new Uint8Array(0)] : argv, envp, argumentRoom: room }
}

function bytesOf(strings: readonly Uint8Array[]): number {
  return strings.reduce((sum, s) => sum + s.length + 1, 0)
}

export const EXEC_SYSCALLS: readonly SyscallSpec[] = [
  syscall('execve', execve, ['path', ARGUMENTS, ENVIRONMENT]),
  syscall('execveat', execveat, ['dirfd', 'path', ARGUMENTS, ENVIRONMENT, EXECVEAT_FLAGS]),
]
