// futex and what belongs to it. gVisor: pkg/sentry/syscalls/linux/sys_futex.go. Linux: kernel/futex/syscalls.c.

import {
  EAGAIN,
  EFAULT,
  EINVAL,
  ENOSYS,
  EPERM,
  type Errno,
  ESRCH,
  FUTEX_BITSET_MATCH_ANY,
  FUTEX_CLOCK_REALTIME,
  FUTEX_CMP_REQUEUE,
  FUTEX_OP_ADD,
  FUTEX_OP_ANDN,
  FUTEX_OP_CMP_EQ,
  FUTEX_OP_CMP_GE,
  FUTEX_OP_CMP_GT,
  FUTEX_OP_CMP_LE,
  FUTEX_OP_CMP_LT,
  FUTEX_OP_CMP_NE,
  FUTEX_OP_OPARG_SHIFT,
  FUTEX_OP_OR,
  FUTEX_OP_SET,
  FUTEX_OP_XOR,
  FUTEX_PRIVATE_FLAG,
  FUTEX_REQUEUE,
  FUTEX_WAIT,
  FUTEX_WAIT_BITSET,
  FUTEX_WAKE,
  FUTEX_WAKE_BITSET,
  FUTEX_WAKE_OP,
  OK,
  ROBUST_LIST_HEAD_SIZE,
  TIMESPEC,
} from '@jvisor/abi'
import { mayAccessTask, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, copyStructIn } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { int, valueOut } from './strace/decoders.ts'
import { FUTEX_OP, FUTEX_TIMEOUT } from './strace/futex-params.ts'

/** futex(2). */
function futex(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const op = a.int(1)
  const command = op & ~(FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME)
  const call = { at: a.pointer(0), shared: (op & FUTEX_PRIVATE_FLAG) === 0, value: a.uint(2) }
  if ((op & FUTEX_CLOCK_REALTIME) !== 0 && command !== FUTEX_WAIT_BITSET) return -ENOSYS
  switch (command) {
    case FUTEX_WAIT:
      return wait(t, call, a.pointer(3), FUTEX_BITSET_MATCH_ANY, 'relative')
    case FUTEX_WAIT_BITSET:
      return wait(
        t,
        call,
        a.pointer(3),
        a.uint(5),
        (op & FUTEX_CLOCK_REALTIME) !== 0 ? 'realtime' : 'monotonic',
      )
    case FUTEX_WAKE:
      return wake(t, call, FUTEX_BITSET_MATCH_ANY)
    case FUTEX_WAKE_BITSET:
      return wake(t, call, a.uint(5))
    case FUTEX_REQUEUE:
      return requeue(t, call, a.pointer(4), a.int(3), undefined)
    case FUTEX_CMP_REQUEUE:
      return requeue(t, call, a.pointer(4), a.int(3), a.uint(5))
    case FUTEX_WAKE_OP:
      return wakeOp(t, call, a.pointer(4), a.int(3), a.uint(5))
    default:
      return -ENOSYS
  }
}

interface Call {
  readonly at: Addr
  readonly shared: boolean
  readonly value: number
}

function wait(
  t: Task,
  { at, shared, value }: Call,
  timeoutAt: Addr,
  bitset: number,
  clock: 'relative' | 'monotonic' | 'realtime',
): SyscallResult | Promise<SyscallResult> {
  let deadlineNs = Infinity
  if (timeoutAt !== 0) {
    const time = copyStructIn(t, timeoutAt, TIMESPEC).value
    if (time === undefined) return -EFAULT
    if (time.tv_sec < 0 || time.tv_nsec < 0 || time.tv_nsec >= 1e9) return -EINVAL
    const boot = clock === 'realtime' ? t.kernel.clock.bootTimeSec : 0
    const ns = (time.tv_sec - boot) * 1e9 + time.tv_nsec
    deadlineNs = clock === 'relative' ? t.deadlineIn(ns) : ns
  }
  if (bitset === 0) return -EINVAL
  return t.kernel.futexes.wait(t, { addr: at, shared, value, bitset, deadlineNs }).then((err) => -err)
}

/** As Linux has always done it, a count of 0 wakes one. */
function wake(t: Task, { at, shared, value }: Call, bitset: number): SyscallResult {
  if (bitset === 0) return -EINVAL
  const key = t.mm.futexKey(at, shared)
  if (typeof key === 'number') return -key
  return t.kernel.futexes.wake(key, Math.max(1, value | 0), bitset)
}

function requeue(t: Task, call: Call, toAt: Addr, move: number, expected: number | undefined): SyscallResult {
  const count = call.value | 0
  if (count < 0 || move < 0) return -EINVAL
  const from = t.mm.futexKey(call.at, call.shared)
  if (typeof from === 'number') return -from
  const to = t.mm.futexKey(toAt, call.shared)
  if (typeof to === 'number') return -to
  if (expected !== undefined) {
    const { value, err } = t.mm.loadUint32(call.at)
    if (err !== OK) return -err
    if (value !== expected) return -EAGAIN
  }
  const { woken, moved } = t.kernel.futexes.requeue(from, to, count, move)
  return woken + moved
}

/** FUTEX_WAKE_OP: changes the second word, wakes at the first, and at the second if it was as the comparison says. */
function wakeOp(t: Task, call: Call, secondAt: Addr, count2: number, encoded: number): SyscallResult {
  const first = t.mm.futexKey(call.at, call.shared)
  if (typeof first === 'number') return -first
  const second = t.mm.futexKey(secondAt, call.shared)
  if (typeof second === 'number') return -second
  const old = change(t, secondAt, encoded)
  if (typeof old.err === 'number' && old.err !== OK) return -old.err
  const holds = compare(old.value, (encoded >>> 24) & 15, (encoded << 20) >> 20)
  if (holds === undefined) return -ENOSYS
  const { futexes } = t.kernel
  const woken = futexes.wake(first, Math.max(1, call.value | 0), -1)
  return holds ? woken + futexes.wake(second, Math.max(1, count2), -1) : woken
}

function change(t: Task, at: Addr, encoded: number): { value: number; err: Errno } {
  const operand = (encoded << 8) >> 20
  const shifted = ((encoded >>> 28) & FUTEX_OP_OPARG_SHIFT) !== 0
  const operation = (encoded >>> 28) & 7
  const arg = shifted ? 1 << (operand & 31) : operand
  const { value, err } = t.mm.loadUint32(at)
  if (err !== OK) return { value, err }
  const wanted = apply(operation, value, arg)
  if (wanted === undefined) return { value, err: ENOSYS }
  return t.mm.swapUint32(at, wanted >>> 0)
}

function apply(operation: number, value: number, arg: number): number | undefined {
  switch (operation) {
    case FUTEX_OP_SET:
      return arg
    case FUTEX_OP_ADD:
      return value + arg
    case FUTEX_OP_OR:
      return value | arg
    case FUTEX_OP_ANDN:
      return value & ~arg
    case FUTEX_OP_XOR:
      return value ^ arg
    default:
      return undefined
  }
}

function compare(unsigned: number, how: number, arg: number): boolean | undefined {
  const value = unsigned | 0
  switch (how) {
    case FUTEX_OP_CMP_EQ:
      return value === arg
    case FUTEX_OP_CMP_NE:
      return value !== arg
    case FUTEX_OP_CMP_LT:
      return value < arg
    case FUTEX_OP_CMP_LE:
      return value <= arg
    case FUTEX_OP_CMP_GT:
      return value > arg
    case FUTEX_OP_CMP_GE:
      return value >= arg
    default:
      return undefined
  }
}

/** set_robust_list(2). */
function set_robust_list(t: Task, a: SyscallArgs): SyscallResult {
  if (a.long(1) !== ROBUST_LIST_HEAD_SIZE) return -EINVAL
  t.robustList = a.pointer(0)
  return 0
}

/** get_robust_list(2). */
function get_robust_list(t: Task, a: SyscallArgs): SyscallResult {
  const tid = a.int(0)
  const target = tid === 0 ? t : t.kernel.tasks.get(tid)
  if (target === undefined) return -ESRCH
  if (!mayAccessTask(t, target, 'realcreds')) return -EPERM
  const { err } = t.copyOut(a.pointer(2), word64(ROBUST_LIST_HEAD_SIZE))
  return err === OK ? -t.copyOut(a.pointer(1), word64(target.robustList)).err : -err
}

function word64(value: number): Uint8Array {
  return new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)
}

/** set_tid_address(2). */
function set_tid_address(t: Task, a: SyscallArgs): SyscallResult {
  t.clearChildTid = a.pointer(0)
  return t.tid
}

export const FUTEX_SYSCALLS: readonly SyscallSpec[] = [
  syscall(
    'futex',
    futex,
    ['pointer', FUTEX_OP, int('uint32_t val'), FUTEX_TIMEOUT, 'pointer', int('uint32_t val3')],
    {
      unsupported: 'priority inheritance (FUTEX_LOCK_PI and its kin)',
    },
  ),
  syscall('set_robust_list', set_robust_list, ['pointer', 'size']),
  syscall('get_robust_list', get_robust_list, [
    int('int pid'),
    valueOut('struct robust_list_head **head_ptr', 8),
    valueOut('size_t *sizep', 8),
  ]),
  syscall('set_tid_address', set_tid_address, ['pointer']),
]
