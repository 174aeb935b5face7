// prctl and arch_prctl. gVisor: pkg/sentry/syscalls/linux/sys_prctl.go. Linux: kernel/sys.c, security/commoncap.c
// cap_task_prctl.

import {
  CAP_LAST_CAP,
  CAP_SETPCAP,
  EINVAL,
  EPERM,
  OK,
  PR_CAP_AMBIENT,
  PR_CAP_AMBIENT_CLEAR_ALL,
  PR_CAP_AMBIENT_IS_SET,
  PR_CAP_AMBIENT_LOWER,
  PR_CAP_AMBIENT_RAISE,
  PR_CAPBSET_DROP,
  PR_CAPBSET_READ,
  PR_GET_CHILD_SUBREAPER,
  PR_GET_DUMPABLE,
  PR_GET_KEEPCAPS,
  PR_GET_NAME,
  PR_GET_NO_NEW_PRIVS,
  PR_GET_PDEATHSIG,
  PR_GET_SECUREBITS,
  PR_GET_THP_DISABLE,
  PR_GET_TID_ADDRESS,
  PR_GET_TIMERSLACK,
  PR_GET_TIMING,
  PR_SET_CHILD_SUBREAPER,
  PR_SET_DUMPABLE,
  PR_SET_KEEPCAPS,
  PR_SET_NAME,
  PR_SET_NO_NEW_PRIVS,
  PR_SET_PDEATHSIG,
  PR_SET_SECUREBITS,
  PR_SET_TIMERSLACK,
  PR_SET_TIMING,
  SIGNAL_MAX,
  TASK_COMM_LEN,
} from '@jvisor/abi'
import type { SyscallArgs, SyscallResult, Task } from '@jvisor/kernel'
import { decodeUtf8, encodeUtf8 } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { ARCH_OPERATION, PRCTL_OPERATION, prctlArgument, prctlResult } from './strace/prctl-params.ts'

type Operation = (t: Task, a: SyscallArgs) => SyscallResult

/** prctl(2). */
function prctl(t: Task, a: SyscallArgs): SyscallResult {
  return OPERATIONS.get(a.int(0))?.(t, a) ?? -EINVAL
}

/** An argument that is not used must be 0, of the operations that look. */
function areZero(a: SyscallArgs, from: number): boolean {
  for (let i = from; i <= 4; i++) if (a.bigint(i) !== 0n) return false
  return true
}

function setDeathSignal(t: Task, a: SyscallArgs): SyscallResult {
  const signal = a.bigint(1)
  if (signal > BigInt(SIGNAL_MAX)) return -EINVAL
  t.deathSignal = Number(signal)
  return 0
}

function setDumpable(t: Task, a: SyscallArgs): SyscallResult {
  const dumpable = a.bigint(1)
  if (dumpable > 1n) return -EINVAL
  t.mm.dumpable = Number(dumpable)
  return 0
}

function setKeepCapabilities(t: Task, a: SyscallArgs): SyscallResult {
  const keep = a.bigint(1)
  if (keep > 1n) return -EINVAL
  t.keepCapabilities = keep === 1n
  return 0
}

const KEEP_CAPS = 16n

/** Of the bits, only the one that PR_SET_KEEPCAPS sets too; others are EPERM, as locked ones are. */
function setSecurebits(t: Task, a: SyscallArgs): SyscallResult {
  const bits = a.bigint(1)
  if (!t.credentials.has(CAP_SETPCAP) || (bits & ~KEEP_CAPS) !== 0n) return -EPERM
  t.keepCapabilities = bits !== 0n
  return 0
}

/** Of a name without an end, the first 15 bytes count. */
function setName(t: Task, a: SyscallArgs): SyscallResult {
  const { bytes, err } = t.copyInString(a.pointer(1), TASK_COMM_LEN - 1)
  if (err !== OK && bytes.length < TASK_COMM_LEN - 1) return -err
  t.name = decodeUtf8(bytes)
  return 0
}

function getName(t: Task, a: SyscallArgs): SyscallResult {
  const name = new Uint8Array(TASK_COMM_LEN)
  name.set(encodeUtf8(t.name).subarray(0, TASK_COMM_LEN - 1))
  return -t.copyOut(a.pointer(1), name).err
}

function copyOutInt(t: Task, a: SyscallArgs, value: number): SyscallResult {
  return -t.copyOut(a.pointer(1), new Uint8Array(Int32Array.of(value).buffer)).err
}

function bounding(t: Task, a: SyscallArgs, drop: boolean): SyscallResult {
  const capability = a.bigint(1)
  if (drop && !t.credentials.has(CAP_SETPCAP)) return -EPERM
  if (capability > BigInt(CAP_LAST_CAP)) return -EINVAL
  const bit = 1n << capability
  const { bounding } = t.credentials.parts
  if (!drop) return (bounding & bit) === 0n ? 0 : 1
  t.credentials = t.credentials.with({ bounding: bounding & ~bit })
  return 0
}

function ambient(t: Task, a: SyscallArgs): SyscallResult {
  const operation = a.bigint(1)
  const old = t.credentials.parts
  if (operation === BigInt(PR_CAP_AMBIENT_CLEAR_ALL)) {
    if (!areZero(a, 2)) return -EINVAL
    t.credentials = t.credentials.with({ ambient: 0n })
    return 0
  }
  if (a.bigint(2) > BigInt(CAP_LAST_CAP) || !areZero(a, 3)) return -EINVAL
  const bit = 1n << a.bigint(2)
  switch (operation) {
    case BigInt(PR_CAP_AMBIENT_IS_SET):
      return (old.ambient & bit) === 0n ? 0 : 1
    case BigInt(PR_CAP_AMBIENT_RAISE):
      if ((old.permitted & old.inheritable & bit) === 0n) return -EPERM
      t.credentials = t.credentials.with({ ambient: old.ambient | bit })
      return 0
    case BigInt(PR_CAP_AMBIENT_LOWER):
      t.credentials = t.credentials.with({ ambient: old.ambient & ~bit })
      return 0
    default:
      return -EINVAL
  }
}

function setNoNewPrivileges(t: Task, a: SyscallArgs): SyscallResult {
  if (a.bigint(1) !== 1n || !areZero(a, 2)) return -EINVAL
  t.noNewPrivileges = true
  return 0
}

/** 0 is the default: what the task was made with. */
function setTimerSlack(t: Task, a: SyscallArgs): SyscallResult {
  const slack = a.long(1)
  t.timerSlackNs = slack === 0 ? t.defaultTimerSlackNs : slack
  return 0
}

function setSubreaper(t: Task, a: SyscallArgs): SyscallResult {
  t.threadGroup.isSubreaper = a.bigint(1) !== 0n
  return 0
}

const OPERATIONS: ReadonlyMap<number, Operation> = new Map<number, Operation>([
  [PR_SET_PDEATHSIG, setDeathSignal],
  [PR_GET_PDEATHSIG, (t, a) => copyOutInt(t, a, t.deathSignal)],
  [PR_SET_DUMPABLE, setDumpable],
  [PR_GET_DUMPABLE, (t) => t.mm.dumpable],
  [PR_SET_KEEPCAPS, setKeepCapabilities],
  [PR_GET_KEEPCAPS, (t) => (t.keepCapabilities ? 1 : 0)],
  [PR_GET_TIMING, () => 0],
  [PR_SET_TIMING, (_t, a) => (a.bigint(1) === 0n ? 0 : -EINVAL)],
  [PR_SET_NAME, setName],
  [PR_GET_NAME, getName],
  [PR_CAPBSET_READ, (t, a) => bounding(t, a, false)],
  [PR_CAPBSET_DROP, (t, a) => bounding(t, a, true)],
  [PR_GET_SECUREBITS, (t) => (t.keepCapabilities ? Number(KEEP_CAPS) : 0)],
  [PR_SET_SECUREBITS, setSecurebits],
  [PR_SET_TIMERSLACK, setTimerSlack],
  [PR_GET_TIMERSLACK, (t) => t.timerSlackNs],
  [PR_SET_CHILD_SUBREAPER, setSubreaper],
  [PR_GET_CHILD_SUBREAPER, (t, a) => copyOutInt(t, a, t.threadGroup.isSubreaper ? 1 : 0)],
  [PR_SET_NO_NEW_PRIVS, setNoNewPrivileges],
  [PR_GET_NO_NEW_PRIVS, (t, a) => (areZero(a, 1) ? Number(t.noNewPrivileges) : -EINVAL)],
  [PR_GET_TID_ADDRESS, getTidAddress],
  [PR_GET_THP_DISABLE, (_t, a) => (areZero(a, 1) ? 0 : -EINVAL)],
  [PR_CAP_AMBIENT, ambient],
])

function getTidAddress(t: Task, a: SyscallArgs): SyscallResult {
  return -t.copyOut(a.pointer(1), new Uint8Array(BigInt64Array.of(BigInt(t.clearChildTid)).buffer)).err
}

/** arch_prctl(2): no program here is of a machine that has the registers it is about. */
function arch_prctl(): SyscallResult {
  return -EINVAL
}

export const PRCTL_SYSCALLS: readonly SyscallSpec[] = [
  syscall('prctl', prctl, [PRCTL_OPERATION, ...[1, 2, 3, 4].map(prctlArgument)], {
    result: prctlResult,
    unsupported:
      'PR_SET_MM, PR_SET_SECCOMP, all but one of the securebits, PR_SET_VMA (as without CONFIG_ANON_VMA_NAME) and rarer ones',
  }),
  syscall('arch_prctl', arch_prctl, [ARCH_OPERATION, 'pointer'], { unsupported: 'all of its operations' }),
]
