// What rt_sigaction(2), rt_sigprocmask(2) and sigaltstack(2) are told (include/uapi/asm-generic/signal.h,
// signal-defs.h; arch/x86/include/uapi/asm/signal.h). gVisor: pkg/abi/linux/signal.go.

import { defineStruct, type StructCodec, type StructValue } from './struct.ts'
import { i32, u64 } from './struct-fields.ts'
import type { Arch } from './syscall-numbers.ts'

export const SIG_DFL = 0
export const SIG_IGN = 1

export const SIG_BLOCK = 0
export const SIG_UNBLOCK = 1
export const SIG_SETMASK = 2

export const SA_NOCLDSTOP = 0x00000001
export const SA_NOCLDWAIT = 0x00000002
export const SA_SIGINFO = 0x00000004
export const SA_UNSUPPORTED = 0x00000400
export const SA_EXPOSE_TAGBITS = 0x00000800
export const SA_RESTORER = 0x04000000
export const SA_ONSTACK = 0x08000000
export const SA_RESTART = 0x10000000
export const SA_NODEFER = 0x40000000
export const SA_RESETHAND = 0x80000000

export const SS_ONSTACK = 1
export const SS_DISABLE = 2
export const SS_AUTODISARM = 0x80000000
export const MINSIGSTKSZ = 2048

/** Bytes of a sigset_t as the kernel has it: 64 signals. */
export const SIGSET_SIZE = 8

/** What both layouts of struct sigaction carry, as the kernel has it. */
export interface Sigaction {
  /** SIG_DFL, SIG_IGN, or an address. */
  readonly sa_handler: bigint
  readonly sa_flags: bigint
  /** Where the handler returns to; 0 where the architecture has none. */
  readonly sa_restorer: bigint
  /** Bit n - 1 for signal n. */
  readonly sa_mask: bigint
}

const X86_64 = defineStruct('sigaction', 32, {
  sa_handler: u64,
  sa_flags: u64,
  sa_restorer: u64,
  sa_mask: u64,
})
const GENERIC = defineStruct('sigaction', 24, { sa_handler: u64, sa_flags: u64, sa_mask: u64 })

/** riscv64 has no sa_restorer: its handlers return into the vdso. */
const RISCV64: StructCodec<Sigaction> = {
  ...GENERIC,
  offsets: { ...GENERIC.offsets, sa_restorer: 24 },
  read: (view, offset) => ({ ...GENERIC.read(view, offset), sa_restorer: 0n }),
}

/** `struct sigaction` of an architecture. */
export function sigactionCodec(arch: Arch): StructCodec<Sigaction> {
  return arch === 'x86-64' ? X86_64 : RISCV64
}

const STACK_FIELDS = { ss_sp: u64, ss_flags: i32, ss_size: u64 } as const
/** stack_t of sigaltstack(2). */
export const STACK_T = defineStruct('stack_t', 24, STACK_FIELDS)
export type StackT = StructValue<typeof STACK_FIELDS>
