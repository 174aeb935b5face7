// clone, clone3, fork, vfork. gVisor: pkg/sentry/syscalls/linux/sys_clone_amd64.go, sys_thread.go. Linux: kernel/fork.c.

import {
  CLONE_ARGS,
  CLONE_ARGS_SIZE_VER0,
  CLONE_CLEAR_SIGHAND,
  CLONE_DETACHED,
  CLONE_NEWTIME,
  CLONE_PARENT,
  CLONE_PARENT_SETTID,
  CLONE_PIDFD,
  CLONE_PTRACE,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_UNTRACED,
  CLONE_VFORK,
  CLONE_VM,
  type CloneArgs,
  CSIGNAL,
  E2BIG,
  EFAULT,
  EINVAL,
  EMFILE,
  type Errno,
  i32,
  OK,
  PAGE_SIZE,
  PTRACE_EVENT_CLONE,
  PTRACE_EVENT_FORK,
  PTRACE_EVENT_VFORK,
  PTRACE_EVENT_VFORK_DONE,
  SIGCHLD,
  SIGNAL_MAX,
} from '@jvisor/abi'
import {
  type CloneOpts,
  clone as cloneTask,
  type SyscallArgs,
  type SyscallResult,
  type Task,
  traceChild,
  waitForVfork,
} from '@jvisor/kernel'
import { type Addr, addLength, addr, copyStructOut, INVALID_ADDR } from '@jvisor/usermem'
import { addPidFile } from './pidfd.ts'
import { type SyscallSpec, syscall } from './spec.ts'
import { CLONE_FLAGS, CLONE3_ARGS } from './strace/task-params.ts'

const NOWHERE = addr(0)

/** clone(2): the order of the last two arguments is the architecture's. */
function clone(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const [tls, childTid] = t.syscallTable.arch === 'x86-64' ? [4, 3] : [3, 4]
  const flags = a.uint(0)
  // What is stored at one address can be one thing only.
  const both = CLONE_PARENT_SETTID | CLONE_DETACHED
  if ((flags & CLONE_PIDFD) !== 0 && (flags & both) !== 0) return -EINVAL
  return start(t, {
    flags: BigInt((flags & ~CSIGNAL) >>> 0),
    exitSignal: flags & CSIGNAL,
    stack: a.pointer(1),
    parentTid: a.pointer(2),
    pidfd: a.pointer(2),
    childTid: a.pointer(childTid),
    tls: a.long(tls),
  })
}

/** fork(2). */
function fork(t: Task): SyscallResult | Promise<SyscallResult> {
  return start(t, plain(0n))
}

/** vfork(2). */
function vfork(t: Task): SyscallResult | Promise<SyscallResult> {
  return start(t, plain(BigInt(CLONE_VFORK | CLONE_VM)))
}

function plain(flags: bigint): StartOpts {
  return {
    flags,
    exitSignal: SIGCHLD,
    stack: 0,
    tls: 0,
    parentTid: NOWHERE,
    pidfd: NOWHERE,
    childTid: NOWHERE,
  }
}

/** What it is made of, and where a descriptor of it is stored if that is wanted. */
interface StartOpts extends CloneOpts {
  readonly pidfd: Addr
}

function start(t: Task, opts: StartOpts): SyscallResult | Promise<SyscallResult> {
  const wantsFd = (opts.flags & BigInt(CLONE_PIDFD)) !== 0n
  if (wantsFd) {
    // The number is stored first: what fails then has made no child.
    const fd = t.fdTable.nextFree(0)
    if (fd >= t.threadGroup.limits.openFiles) return -EMFILE
    if (copyStructOut(t, opts.pidfd, i32, fd).err !== OK) return -EFAULT
  }
  const child = cloneTask(t, opts)
  if (typeof child === 'number') return -child
  const { tid } = child
  if (wantsFd) {
    const { threadGroup } = child
    const thread = (opts.flags & BigInt(CLONE_THREAD)) !== 0n ? child : undefined
    addPidFile(t, { threadGroup, thread }, 0)
  }
  const event = eventOf(t, opts)
  const traced = event !== 0 || (opts.flags & BigInt(CLONE_PTRACE)) !== 0n
  if (t.ptrace !== undefined && traced) traceChild(child, t.ptrace)
  const isVfork = (opts.flags & BigInt(CLONE_VFORK)) !== 0n
  return event === 0 && !isVfork ? tid : tellAndWait(t, child, event, isVfork)
}

/** What a tracer wants to be told of the call, PTRACE_EVENT_*; 0 for nothing. @see kernel_clone (Linux 6.18 kernel/fork.c) */
function eventOf({ ptrace }: Task, { flags, exitSignal }: StartOpts): number {
  if (ptrace === undefined || (flags & BigInt(CLONE_UNTRACED)) !== 0n) return 0
  const other = exitSignal === SIGCHLD ? PTRACE_EVENT_FORK : PTRACE_EVENT_CLONE
  const event = (flags & BigInt(CLONE_VFORK)) === 0n ? other : PTRACE_EVENT_VFORK
  return ptrace.wants(event) ? event : 0
}

async function tellAndWait(t: Task, child: Task, event: number, isVfork: boolean): Promise<SyscallResult> {
  const { tid } = child
  if (event !== 0) await t.ptrace?.event(event, tid)
  if (!isVfork) return tid
  await waitForVfork(t, child)
  if (t.ptrace?.wants(PTRACE_EVENT_VFORK_DONE) === true) await t.ptrace.event(PTRACE_EVENT_VFORK_DONE, tid)
  return tid
}

/** clone3(2). */
function clone3(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const args = copyInCloneArgs(t, a.pointer(0), a.long(1))
  if (typeof args === 'number') return -args
  const opts = optsOf(args)
  return opts === undefined ? -EINVAL : start(t, opts)
}

/** The struct, of whatever version: shorter ones end in zeros, and what a longer one has more must be zero. */
function copyInCloneArgs(t: Task, at: Addr, size: number): CloneArgs | Errno {
  if (size < 0 || size > PAGE_SIZE) return E2BIG
  if (size < CLONE_ARGS_SIZE_VER0) return EINVAL
  const bytes = new Uint8Array(Math.max(size, CLONE_ARGS.size))
  if (t.copyIn(at, bytes.subarray(0, size)).err !== OK) return EFAULT
  if (bytes.subarray(CLONE_ARGS.size).some((b) => b !== 0)) return E2BIG
  return CLONE_ARGS.read(new DataView(bytes.buffer), 0)
}

const UNSUPPORTED = BigInt(CLONE_DETACHED | (CSIGNAL & ~CLONE_NEWTIME))
const KNOWN = (1n << 32n) - 1n + BigInt(CLONE_CLEAR_SIGHAND)

/** @see clone3_args_valid. Undefined: EINVAL */
function optsOf(args: CloneArgs): StartOpts | undefined {
  const { flags, exit_signal, stack, stack_size } = args
  if ((flags & ~KNOWN) !== 0n || (flags & UNSUPPORTED) !== 0n) return undefined
  if ((flags & BigInt(CLONE_SIGHAND)) !== 0n && (flags & BigInt(CLONE_CLEAR_SIGHAND)) !== 0n) return undefined
  if ((flags & BigInt(CLONE_THREAD | CLONE_PARENT)) !== 0n && exit_signal !== 0n) return undefined
  const stored = BigInt(CLONE_PIDFD | CLONE_PARENT_SETTID)
  if ((flags & stored) === stored && args.pidfd === args.parent_tid) return undefined
  if (exit_signal > BigInt(SIGNAL_MAX) || args.set_tid !== 0n || args.set_tid_size !== 0n) return undefined
  if ((stack === 0n) !== (stack_size === 0n)) return undefined
  const top = stack === 0n ? NOWHERE : addLength(addressOf(stack), Number(stack_size))
  if (top === undefined) return undefined
  return {
    flags,
    exitSignal: Number(exit_signal),
    stack: top,
    tls: Number(args.tls),
    parentTid: addressOf(args.parent_tid),
    pidfd: addressOf(args.pidfd),
    childTid: addressOf(args.child_tid),
  }
}

function addressOf(value: bigint): Addr {
  return value < 1n << 53n ? addr(Number(value)) : INVALID_ADDR
}

const MISSING = 'CLONE_NEW*'

export const CLONE_SYSCALLS: readonly SyscallSpec[] = [
  syscall('clone', clone, [CLONE_FLAGS, 'pointer', 'pointer', 'pointer', 'pointer'], {
    unsupported: MISSING,
  }),
  syscall('clone3', clone3, [CLONE3_ARGS, 'size'], { unsupported: `${MISSING}, set_tid, CLONE_INTO_CGROUP` }),
  syscall('fork', fork, []),
  syscall('vfork', vfork, []),
]
