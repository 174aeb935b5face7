// capget and capset. gVisor: pkg/sentry/syscalls/linux/sys_capability.go. Linux: kernel/capability.c,
// security/commoncap.c; capabilities(7).

import {
  CAP_SETPCAP,
  CAP_USER_DATA,
  CAP_USER_HEADER,
  type CapUserData,
  EFAULT,
  EINVAL,
  EPERM,
  type Errno,
  ESRCH,
  LINUX_CAPABILITY_VERSION_1,
  LINUX_CAPABILITY_VERSION_2,
  LINUX_CAPABILITY_VERSION_3,
  OK,
} from '@jvisor/abi'
import { type SyscallArgs, type SyscallResult, setCredentials, type Task } from '@jvisor/kernel'
import {
  type Addr,
  copyStructArrayIn,
  copyStructArrayOut,
  copyStructIn,
  copyStructOut,
} from '@jvisor/usermem'
import { ALL_CAPABILITIES, type CapabilitySet } from '@jvisor/vfs'
import { type SyscallSpec, syscall } from './spec.ts'

interface Header {
  /** 32-bit parts of each set. */
  readonly words: number
  readonly pid: number
}

/** capget(2): of a process by ID, 0 for the caller itself. */
function capget(t: Task, a: SyscallArgs): SyscallResult {
  const header = copyInHeader(t, a.pointer(0))
  // A program may ask which version there is, without data.
  if (typeof header === 'number') return header === EINVAL && a.pointer(1) === 0 ? 0 : -header
  if (header.pid < 0) return -EINVAL
  const task = header.pid === 0 ? t : t.kernel.tasks.get(header.pid)
  if (task === undefined) return -ESRCH
  if (a.pointer(1) === 0) return 0
  const { effective, permitted, inheritable } = task.credentials.parts
  const data = Array.from({ length: header.words }, (_, i): CapUserData => {
    const part = (set: CapabilitySet) => Number(BigInt.asUintN(32, set >> BigInt(32 * i)))
    return { effective: part(effective), permitted: part(permitted), inheritable: part(inheritable) }
  })
  return -copyStructArrayOut(t, a.pointer(1), CAP_USER_DATA, data).err
}

/** capset(2), of the caller itself only. @see cap_capset (Linux 6.18 security/commoncap.c) */
function capset(t: Task, a: SyscallArgs): SyscallResult {
  const header = copyInHeader(t, a.pointer(0))
  if (typeof header === 'number') return -header
  if (header.pid !== 0 && header.pid !== t.tid) return -EPERM
  const data = copyStructArrayIn(t, a.pointer(1), CAP_USER_DATA, header.words)
  if (data.err !== OK) return -EFAULT
  const whole = (part: (d: CapUserData) => number): CapabilitySet =>
    data.values.reduce((set, d, i) => set | (BigInt(part(d)) << BigInt(32 * i)), 0n) & ALL_CAPABILITIES
  const effective = whole((d) => d.effective)
  const permitted = whole((d) => d.permitted)
  const inheritable = whole((d) => d.inheritable)
  const old = t.credentials.parts
  const inherited = old.inheritable | old.permitted
  if (!t.credentials.has(CAP_SETPCAP) && !isSubset(inheritable, inherited)) return -EPERM
  if (!isSubset(inheritable, old.inheritable | old.bounding)) return -EPERM
  if (!isSubset(permitted, old.permitted) || !isSubset(effective, permitted)) return -EPERM
  const ambient = old.ambient & permitted & inheritable
  setCredentials(t, t.credentials.with({ effective, permitted, inheritable, ambient }))
  return 0
}

function isSubset(set: CapabilitySet, of: CapabilitySet): boolean {
  return (set & ~of) === 0n
}

/** EFAULT; EINVAL for a version that is none, and then the newest is written in its place. */
function copyInHeader(t: Task, addr: Addr): Header | Errno {
  const { value, err } = copyStructIn(t, addr, CAP_USER_HEADER)
  if (value === undefined) return err
  switch (value.version) {
    case LINUX_CAPABILITY_VERSION_1:
      return { words: 1, pid: value.pid }
    case LINUX_CAPABILITY_VERSION_2:
    case LINUX_CAPABILITY_VERSION_3:
      return { words: 2, pid: value.pid }
    default: {
      const newest = { ...value, version: LINUX_CAPABILITY_VERSION_3 }
      return copyStructOut(t, addr, CAP_USER_HEADER, newest).err === OK ? EINVAL : EFAULT
    }
  }
}

export const CAPABILITY_SYSCALLS: readonly SyscallSpec[] = [
  syscall('capget', capget, ['cap-header', 'cap-data-out']),
  syscall('capset', capset, ['cap-header', 'cap-data-in']),
]
