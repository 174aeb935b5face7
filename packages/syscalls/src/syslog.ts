// syslog: the log of the kernel. gVisor: pkg/sentry/syscalls/linux/sys_syslog.go. Linux: kernel/printk/printk.c do_syslog.

import { CAP_SYSLOG, EFAULT, EINVAL, EPERM, ERESTARTSYS, OK } from '@jvisor/abi'
import { LOG_BUFFER_SIZE, type SyscallArgs, type SyscallResult, type Task } from '@jvisor/kernel'
import { type Addr, INVALID_ADDR } from '@jvisor/usermem'
import { type SyscallSpec, syscall } from './spec.ts'
import { SYSLOG_BUFFER, SYSLOG_LENGTH, SYSLOG_TYPE } from './strace/syslog-params.ts'

const READ = 2
const READ_ALL = 3
const READ_CLEAR = 4
const CLEAR = 5
const CONSOLE_LEVEL = 8
const SIZE_UNREAD = 9
const SIZE_BUFFER = 10

/** syslog(2). There is no console to be turned on and off. */
function syslog(t: Task, a: SyscallArgs): SyscallResult | Promise<SyscallResult> {
  const [type, at, length] = [a.int(0), a.pointer(1), a.int(2)]
  if (!t.credentials.has(CAP_SYSLOG)) return -EPERM
  const { log } = t.kernel
  switch (type) {
    case READ:
    case READ_ALL:
    case READ_CLEAR: {
      if (at === 0 || length < 0) return -EINVAL
      if (length === 0) return 0
      if (at === INVALID_ADDR) return -EFAULT
      if (type === READ) return log.unread > 0 ? give(t, at, log.read(length)) : waitForever(t)
      const result = give(t, at, log.readLast(length))
      if (type === READ_CLEAR && result >= 0) log.clear()
      return result
    }
    case CLEAR:
      log.clear()
      return 0
    case CONSOLE_LEVEL:
      return length >= 1 && length <= 8 ? 0 : -EINVAL
    case SIZE_UNREAD:
      return log.unread
    case SIZE_BUFFER:
      return LOG_BUFFER_SIZE
    default:
      return type >= 0 && type < CONSOLE_LEVEL ? 0 : -EINVAL
  }
}

function give(t: Task, at: Addr, bytes: Uint8Array): SyscallResult {
  return t.copyOut(at, bytes).err === OK ? bytes.length : -EFAULT
}

/** Nothing is written to the log any more. */
async function waitForever(t: Task): Promise<SyscallResult> {
  t.clearWake()
  for (;;) if ((await t.block()) !== OK) return -ERESTARTSYS
}

export const SYSLOG_SYSCALLS: readonly SyscallSpec[] = [
  syscall('syslog', syslog, [SYSLOG_TYPE, SYSLOG_BUFFER, SYSLOG_LENGTH]),
]
