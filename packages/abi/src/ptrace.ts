// ptrace(2): requests, options, events, and what it tells of system calls (include/uapi/linux/ptrace.h).
// gVisor: pkg/abi/linux/ptrace.go.

import { defineStruct, type StructValue } from './struct.ts'
import { arrayOf, padding, u8, u32, u64 } from './struct-fields.ts'

export const PTRACE_TRACEME = 0
export const PTRACE_PEEKTEXT = 1
export const PTRACE_PEEKDATA = 2
export const PTRACE_PEEKUSER = 3
export const PTRACE_POKETEXT = 4
export const PTRACE_POKEDATA = 5
export const PTRACE_POKEUSER = 6
export const PTRACE_CONT = 7
export const PTRACE_KILL = 8
export const PTRACE_SINGLESTEP = 9
/** x86-64 only, as the next. */
export const PTRACE_GETREGS = 12
export const PTRACE_SETREGS = 13
export const PTRACE_ATTACH = 16
export const PTRACE_DETACH = 17
/** x86-64 only. */
export const PTRACE_OLDSETOPTIONS = 21
export const PTRACE_SYSCALL = 24
/** x86-64 only, of what we present. */
export const PTRACE_SYSEMU = 31
export const PTRACE_SETOPTIONS = 0x4200
export const PTRACE_GETEVENTMSG = 0x4201
export const PTRACE_GETSIGINFO = 0x4202
export const PTRACE_SETSIGINFO = 0x4203
export const PTRACE_GETREGSET = 0x4204
export const PTRACE_SETREGSET = 0x4205
export const PTRACE_SEIZE = 0x4206
export const PTRACE_INTERRUPT = 0x4207
export const PTRACE_LISTEN = 0x4208
export const PTRACE_PEEKSIGINFO = 0x4209
export const PTRACE_GETSIGMASK = 0x420a
export const PTRACE_SETSIGMASK = 0x420b
export const PTRACE_GET_SYSCALL_INFO = 0x420e

export const PTRACE_EVENT_FORK = 1
export const PTRACE_EVENT_VFORK = 2
export const PTRACE_EVENT_CLONE = 3
export const PTRACE_EVENT_EXEC = 4
export const PTRACE_EVENT_VFORK_DONE = 5
export const PTRACE_EVENT_EXIT = 6
export const PTRACE_EVENT_SECCOMP = 7
export const PTRACE_EVENT_STOP = 128

export const PTRACE_O_TRACESYSGOOD = 1
export const PTRACE_O_TRACEFORK = 1 << PTRACE_EVENT_FORK
export const PTRACE_O_TRACEVFORK = 1 << PTRACE_EVENT_VFORK
export const PTRACE_O_TRACECLONE = 1 << PTRACE_EVENT_CLONE
export const PTRACE_O_TRACEEXEC = 1 << PTRACE_EVENT_EXEC
export const PTRACE_O_TRACEVFORKDONE = 1 << PTRACE_EVENT_VFORK_DONE
export const PTRACE_O_TRACEEXIT = 1 << PTRACE_EVENT_EXIT
export const PTRACE_O_TRACESECCOMP = 1 << PTRACE_EVENT_SECCOMP
export const PTRACE_O_EXITKILL = 1 << 20
export const PTRACE_O_SUSPEND_SECCOMP = 1 << 21
export const PTRACE_O_MASK = 0xff | PTRACE_O_EXITKILL | PTRACE_O_SUSPEND_SECCOMP

export const PTRACE_EVENTMSG_SYSCALL_ENTRY = 1
export const PTRACE_EVENTMSG_SYSCALL_EXIT = 2

export const PTRACE_SYSCALL_INFO_NONE = 0
export const PTRACE_SYSCALL_INFO_ENTRY = 1
export const PTRACE_SYSCALL_INFO_EXIT = 2

/** Sets of registers: those of integers (user_regs_struct), and of floating point. */
export const NT_PRSTATUS = 1
export const NT_PRFPREG = 2

export const AUDIT_ARCH_X86_64 = 0xc000003e
export const AUDIT_ARCH_RISCV64 = 0xc00000f3

const SYSCALL_INFO_FIELDS = {
  op: u8,
  padding: padding(3),
  arch: u32,
  instruction_pointer: u64,
  stack_pointer: u64,
  /** At entry the number and the arguments; at exit the value, and whether it is an error. */
  words: arrayOf(u64, 8),
} as const

/** `struct ptrace_syscall_info`, whose union is here a list of words. */
export const SYSCALL_INFO = defineStruct('ptrace_syscall_info', 88, SYSCALL_INFO_FIELDS)
export type SyscallInfo = StructValue<typeof SYSCALL_INFO_FIELDS>
