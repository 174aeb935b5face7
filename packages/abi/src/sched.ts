// clone(2) and wait(2): flags and structs (include/uapi/linux/sched.h, wait.h). gVisor: pkg/abi/linux/clone.go, wait.go.

import { defineStruct, type StructValue } from './struct.ts'
import { u64 } from './struct-fields.ts'

export const CSIGNAL = 0x000000ff
export const CLONE_VM = 0x00000100
export const CLONE_FS = 0x00000200
export const CLONE_FILES = 0x00000400
export const CLONE_SIGHAND = 0x00000800
export const CLONE_PIDFD = 0x00001000
export const CLONE_PTRACE = 0x00002000
export const CLONE_VFORK = 0x00004000
export const CLONE_PARENT = 0x00008000
export const CLONE_THREAD = 0x00010000
export const CLONE_NEWNS = 0x00020000
export const CLONE_SYSVSEM = 0x00040000
export const CLONE_SETTLS = 0x00080000
export const CLONE_PARENT_SETTID = 0x00100000
export const CLONE_CHILD_CLEARTID = 0x00200000
export const CLONE_DETACHED = 0x00400000
export const CLONE_UNTRACED = 0x00800000
export const CLONE_CHILD_SETTID = 0x01000000
export const CLONE_NEWCGROUP = 0x02000000
export const CLONE_NEWUTS = 0x04000000
export const CLONE_NEWIPC = 0x08000000
export const CLONE_NEWUSER = 0x10000000
export const CLONE_NEWPID = 0x20000000
export const CLONE_NEWNET = 0x40000000
export const CLONE_IO = 0x80000000
/** clone3 only. */
export const CLONE_CLEAR_SIGHAND = 0x1_0000_0000
export const CLONE_INTO_CGROUP = 0x2_0000_0000
/** A bit of CSIGNAL, which clone3 does not use for a signal. */
export const CLONE_NEWTIME = 0x00000080

const CLONE_ARGS_FIELDS = {
  flags: u64,
  pidfd: u64,
  child_tid: u64,
  parent_tid: u64,
  exit_signal: u64,
  stack: u64,
  stack_size: u64,
  tls: u64,
  set_tid: u64,
  set_tid_size: u64,
  cgroup: u64,
} as const
/** `struct clone_args` of clone3(2). */
export const CLONE_ARGS = defineStruct('clone_args', 88, CLONE_ARGS_FIELDS)
export type CloneArgs = StructValue<typeof CLONE_ARGS_FIELDS>
/** Its first published version, and the shortest that is taken. */
export const CLONE_ARGS_SIZE_VER0 = 64

export const WNOHANG = 0x00000001
export const WUNTRACED = 0x00000002
export const WSTOPPED = WUNTRACED
export const WEXITED = 0x00000004
export const WCONTINUED = 0x00000008
export const WNOWAIT = 0x01000000
export const WNOTHREAD = 0x20000000
export const WALL = 0x40000000
export const WCLONE = 0x80000000

export const P_ALL = 0
export const P_PID = 1
export const P_PGID = 2
export const P_PIDFD = 3
