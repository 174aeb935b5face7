// Rarer calls about the process itself: personality, membarrier, and what of riscv64 asks about the CPU. gVisor:
// pkg/sentry/syscalls/linux sys_thread.go, sys_membarrier.go. Linux: kernel/sched/membarrier.c, kernel/exec_domain.c,
// arch/riscv/kernel/sys_hwprobe.c.

import { EFAULT, EINVAL, EPERM, MEMBARRIER_CMD_QUERY, OK } from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { addLength } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import {
  BARRIER_COMMAND,
  BARRIER_FLAGS,
  barrierResult,
  PERSONALITY,
  personalityResult,
} from './strace/misc-params.ts'

/** personality(2). @returns the one before; all ones only ask */
function personality(t: Task, a: SyscallArgs): SyscallResult {
  const old = t.personality
  if (a.uint(0) !== 0xffffffff) t.personality = a.uint(0)
  return old
}

const GLOBAL = 1
const PRIVATE = 8
const REGISTER_PRIVATE = 16
const SYNC_CORE = 32
const REGISTER_SYNC_CORE = 64
const GET_REGISTRATIONS = 512
/** GLOBAL_EXPEDITED and its registration, besides those above; those about rseq are not there. */
const COMMANDS =
  GLOBAL | 2 | 4 | PRIVATE | REGISTER_PRIVATE | SYNC_CORE | REGISTER_SYNC_CORE | GET_REGISTRATIONS

/** membarrier(2): tasks run in turn, and see each other's stores in order anyhow. */
function membarrier(t: Task, a: SyscallArgs): SyscallResult {
  const command = a.int(0)
  if (a.uint(1) !== 0) return -EINVAL
  switch (command) {
    case MEMBARRIER_CMD_QUERY:
      return COMMANDS
    case PRIVATE:
    case SYNC_CORE:
      return (t.mm.barriers & (command * 2)) === 0 ? -EPERM : 0
    case 4:
    case REGISTER_PRIVATE:
    case REGISTER_SYNC_CORE:
      t.mm.barriers |= command
      return 0
    case GET_REGISTRATIONS:
      return t.mm.barriers
    case GLOBAL:
    case 2:
      return 0
    default:
      return -EINVAL
  }
}

const PAIR_SIZE = 16
/** Bits that a key has, by key: vendor, architecture and implementation are not told; IMA; F, D and C. */
const HWPROBE = [0n, 0n, 0n, 1n, 3n, 3n] as const
const NO_KEY = -1n

/** riscv_hwprobe(2): fills in the values of keys; of one that is not known, the key becomes -1. */
function riscv_hwprobe(t: Task, a: SyscallArgs): SyscallResult {
  if (a.uint(4) !== 0) return -EINVAL
  const count = a.long(1)
  const pair = new BigInt64Array(2)
  const bytes = new Uint8Array(pair.buffer)
  for (let i = 0; i < count || count < 0; i++) {
    const at = addLength(a.pointer(0), i * PAIR_SIZE)
    if (at === undefined || t.copyIn(at, bytes).err !== OK) return -EFAULT
    const value = HWPROBE[Number(pair[0])]
    if (value === undefined) pair[0] = NO_KEY
    pair[1] = value ?? 0n
    if (t.copyOut(at, bytes).err !== OK) return -EFAULT
    if (t.fatalSignalPending) break
  }
  return 0
}

export const PROCESS_MISC_SYSCALLS: readonly SyscallSpec[] = [
  syscall('personality', personality, [PERSONALITY], {
    result: personalityResult,
    unsupported: 'kept, and of no effect',
  }),
  syscall('membarrier', membarrier, [BARRIER_COMMAND, BARRIER_FLAGS], {
    result: barrierResult,
    unsupported: 'the commands about rseq',
  }),
  syscall('riscv_hwprobe', riscv_hwprobe, ['pointer', 'size', 'size', 'pointer', 'flags'], {
    unsupported: 'RISCV_HWPROBE_WHICH_CPUS; keys from 6 on',
  }),
]
