// The tables: every system call we have, under the numbers of each architecture.
// gVisor: pkg/sentry/syscalls/linux/linux64.go.

import { type Arch, SYSCALL_NUMBERS } from '@jvisor/abi'
import { SyscallTable } from '@jvisor/kernel'
import { ATTRIBUTE_SYSCALLS } from './attributes.ts'
import { CAPABILITY_SYSCALLS } from './capabilities.ts'
import { CLOCK_SYSCALLS } from './clock.ts'
import { CLONE_SYSCALLS } from './clone.ts'
import { DESCRIPTOR_SYSCALLS } from './descriptors.ts'
import { DIRECTORY_SYSCALLS } from './directory-read.ts'
import { EPOLL_SYSCALLS } from './epoll.ts'
import { EVENTFD_SYSCALLS } from './eventfd.ts'
import { EXEC_SYSCALLS } from './exec.ts'
import { FILE_SPACE_SYSCALLS } from './file-space.ts'
import { FILE_TIME_SYSCALLS } from './file-times.ts'
import { FUTEX_SYSCALLS } from './futex.ts'
import { IDENTITY_SYSCALLS } from './identity.ts'
import { IOCTL_SYSCALLS } from './ioctl.ts'
import { ITIMER_SYSCALLS } from './itimers.ts'
import { LOCK_SYSCALLS } from './locks.ts'
import { MEMFD_SYSCALLS } from './memfd.ts'
import { MEMORY_SYSCALLS } from './memory.ts'
import { MEMORY_ADVICE_SYSCALLS } from './memory-advice.ts'
import { MOUNT_SYSCALLS } from './mount.ts'
import { NAMING_SYSCALLS } from './naming.ts'
import { OPEN_SYSCALLS } from './open.ts'
import { PIDFD_SYSCALLS } from './pidfd.ts'
import { PIPE_SYSCALLS } from './pipe.ts'
import { POLL_SYSCALLS } from './poll.ts'
import { PRCTL_SYSCALLS } from './prctl.ts'
import { PRIORITY_SYSCALLS } from './priority.ts'
import { PROCESS_SYSCALLS } from './process.ts'
import { PROCESS_GROUP_SYSCALLS } from './process-groups.ts'
import { PROCESS_MISC_SYSCALLS } from './process-misc.ts'
import { PROCESS_VM_SYSCALLS } from './process-vm.ts'
import { PTRACE_SYSCALLS } from './ptrace.ts'
import { READ_WRITE_SYSCALLS } from './read-write.ts'
import { RESOURCE_LIMIT_SYSCALLS } from './resource-limits.ts'
import { RISCV_SYSCALLS } from './riscv.ts'
import { RUSAGE_SYSCALLS } from './rusage.ts'
import { SCHEDULING_SYSCALLS } from './scheduling.ts'
import { SCHEDULING_ATTRIBUTE_SYSCALLS } from './scheduling-attributes.ts'
import { SELECT_SYSCALLS } from './select.ts'
import { SENDFILE_SYSCALLS } from './sendfile.ts'
import { SIGNAL_SEND_SYSCALLS } from './signal-send.ts'
import { SIGNALFD_SYSCALLS } from './signalfd.ts'
import { SIGNAL_SYSCALLS } from './signals.ts'
import { SLEEP_SYSCALLS } from './sleep.ts'
import { SOCKET_SYSCALLS } from './socket.ts'
import { SOCKET_OPTION_SYSCALLS } from './socket-options.ts'
import { SOCKET_RECEIVE_SYSCALLS } from './socket-receive.ts'
import { SOCKET_SEND_SYSCALLS } from './socket-send.ts'
import type { SyscallSpec } from './spec.ts'
import { SPLICE_SYSCALLS } from './splice.ts'
import { STAT_SYSCALLS } from './stat.ts'
import { STATFS_SYSCALLS } from './statfs.ts'
import { STATX_SYSCALLS } from './statx.ts'
import { SYSLOG_SYSCALLS } from './syslog.ts'
import { SYSTEM_INFO_SYSCALLS } from './system-info.ts'
import { TIMERFD_SYSCALLS } from './timerfd.ts'
import { TIMER_SYSCALLS } from './timers.ts'
import { VMSPLICE_SYSCALLS } from './vmsplice.ts'
import { WAIT_SYSCALLS } from './wait.ts'
import { WORKING_DIRECTORY_SYSCALLS } from './working-directory.ts'

/** Calls that are written in one file. */
export interface SyscallGroup {
  /** In packages/syscalls/src. */
  readonly file: string
  /** In gVisor's pkg/sentry/syscalls/linux. */
  readonly gvisor: string
  readonly calls: readonly SyscallSpec[]
}

/** All system calls by where they are written. */
export const SYSCALL_GROUPS: readonly SyscallGroup[] = [
  { file: 'read-write.ts', gvisor: 'sys_read_write.go', calls: READ_WRITE_SYSCALLS },
  { file: 'open.ts', gvisor: 'sys_file.go', calls: OPEN_SYSCALLS },
  { file: 'descriptors.ts', gvisor: 'sys_file.go', calls: DESCRIPTOR_SYSCALLS },
  { file: 'locks.ts', gvisor: 'sys_file.go', calls: LOCK_SYSCALLS },
  { file: 'pipe.ts', gvisor: 'sys_pipe.go', calls: PIPE_SYSCALLS },
  { file: 'stat.ts', gvisor: 'sys_stat.go', calls: STAT_SYSCALLS },
  { file: 'memory.ts', gvisor: 'sys_mmap.go', calls: MEMORY_SYSCALLS },
  { file: 'memory-advice.ts', gvisor: 'sys_mmap.go', calls: MEMORY_ADVICE_SYSCALLS },
  { file: 'memfd.ts', gvisor: 'sys_file.go', calls: MEMFD_SYSCALLS },
  { file: 'process.ts', gvisor: 'sys_thread.go', calls: PROCESS_SYSCALLS },
  { file: 'clone.ts', gvisor: 'sys_clone_amd64.go', calls: CLONE_SYSCALLS },
  { file: 'exec.ts', gvisor: 'sys_thread.go', calls: EXEC_SYSCALLS },
  { file: 'prctl.ts', gvisor: 'sys_prctl.go', calls: PRCTL_SYSCALLS },
  { file: 'priority.ts', gvisor: 'sys_sched.go', calls: PRIORITY_SYSCALLS },
  { file: 'process-misc.ts', gvisor: 'sys_membarrier.go', calls: PROCESS_MISC_SYSCALLS },
  { file: 'resource-limits.ts', gvisor: 'sys_rlimit.go', calls: RESOURCE_LIMIT_SYSCALLS },
  { file: 'scheduling.ts', gvisor: 'sys_sched.go', calls: SCHEDULING_SYSCALLS },
  { file: 'scheduling-attributes.ts', gvisor: '', calls: SCHEDULING_ATTRIBUTE_SYSCALLS },
  { file: 'syslog.ts', gvisor: 'sys_syslog.go', calls: SYSLOG_SYSCALLS },
  { file: 'system-info.ts', gvisor: 'sys_utsname.go', calls: SYSTEM_INFO_SYSCALLS },
  { file: 'wait.ts', gvisor: 'sys_thread.go', calls: WAIT_SYSCALLS },
  { file: 'process-groups.ts', gvisor: 'sys_thread.go', calls: PROCESS_GROUP_SYSCALLS },
  { file: 'process-vm.ts', gvisor: 'sys_process_vm.go', calls: PROCESS_VM_SYSCALLS },
  { file: 'ptrace.ts', gvisor: 'sys_ptrace.go', calls: PTRACE_SYSCALLS },
  { file: 'rusage.ts', gvisor: 'sys_rusage.go', calls: RUSAGE_SYSCALLS },
  { file: 'signals.ts', gvisor: 'sys_signal.go', calls: SIGNAL_SYSCALLS },
  { file: 'signal-send.ts', gvisor: 'sys_signal.go', calls: SIGNAL_SEND_SYSCALLS },
  { file: 'futex.ts', gvisor: 'sys_futex.go', calls: FUTEX_SYSCALLS },
  { file: 'clock.ts', gvisor: 'sys_time.go', calls: CLOCK_SYSCALLS },
  { file: 'sleep.ts', gvisor: 'sys_time.go', calls: SLEEP_SYSCALLS },
  { file: 'itimers.ts', gvisor: 'sys_timer.go', calls: ITIMER_SYSCALLS },
  { file: 'poll.ts', gvisor: 'sys_poll.go', calls: POLL_SYSCALLS },
  { file: 'select.ts', gvisor: 'sys_poll.go', calls: SELECT_SYSCALLS },
  { file: 'epoll.ts', gvisor: 'sys_epoll.go', calls: EPOLL_SYSCALLS },
  { file: 'timers.ts', gvisor: 'sys_timer.go', calls: TIMER_SYSCALLS },
  { file: 'timerfd.ts', gvisor: 'sys_timerfd.go', calls: TIMERFD_SYSCALLS },
  { file: 'signalfd.ts', gvisor: 'sys_signal.go', calls: SIGNALFD_SYSCALLS },
  { file: 'pidfd.ts', gvisor: 'sys_thread.go', calls: PIDFD_SYSCALLS },
  { file: 'eventfd.ts', gvisor: 'sys_eventfd.go', calls: EVENTFD_SYSCALLS },
  { file: 'ioctl.ts', gvisor: 'sys_file.go', calls: IOCTL_SYSCALLS },
  { file: 'riscv.ts', gvisor: '', calls: RISCV_SYSCALLS },
  { file: 'splice.ts', gvisor: 'sys_splice.go', calls: SPLICE_SYSCALLS },
  { file: 'vmsplice.ts', gvisor: 'sys_splice.go', calls: VMSPLICE_SYSCALLS },
  { file: 'sendfile.ts', gvisor: 'sys_splice.go', calls: SENDFILE_SYSCALLS },
  { file: 'file-space.ts', gvisor: 'sys_file.go', calls: FILE_SPACE_SYSCALLS },
  { file: 'statx.ts', gvisor: 'sys_stat.go', calls: STATX_SYSCALLS },
  { file: 'statfs.ts', gvisor: 'sys_stat.go', calls: STATFS_SYSCALLS },
  { file: 'attributes.ts', gvisor: 'sys_file.go', calls: ATTRIBUTE_SYSCALLS },
  { file: 'file-times.ts', gvisor: 'sys_file.go', calls: FILE_TIME_SYSCALLS },
  { file: 'identity.ts', gvisor: 'sys_identity.go', calls: IDENTITY_SYSCALLS },
  { file: 'capabilities.ts', gvisor: 'sys_identity.go', calls: CAPABILITY_SYSCALLS },
  { file: 'naming.ts', gvisor: 'sys_file.go', calls: NAMING_SYSCALLS },
  { file: 'mount.ts', gvisor: 'sys_mount.go', calls: MOUNT_SYSCALLS },
  { file: 'directory-read.ts', gvisor: 'sys_getdents.go', calls: DIRECTORY_SYSCALLS },
  { file: 'working-directory.ts', gvisor: 'sys_file.go', calls: WORKING_DIRECTORY_SYSCALLS },
  { file: 'socket.ts', gvisor: 'sys_socket.go', calls: SOCKET_SYSCALLS },
  { file: 'socket-send.ts', gvisor: 'sys_socket.go', calls: SOCKET_SEND_SYSCALLS },
  { file: 'socket-receive.ts', gvisor: 'sys_socket.go', calls: SOCKET_RECEIVE_SYSCALLS },
  { file: 'socket-options.ts', gvisor: 'sys_socket.go', calls: SOCKET_OPTION_SYSCALLS },
]

/** All system calls there are, whatever architecture has them. */
export const SYSCALLS: readonly SyscallSpec[] = SYSCALL_GROUPS.flatMap(({ calls }) => calls)

/** The table of an architecture; calls that it never had, such as open on riscv64, are not in it. */
export function syscallTable(arch: Arch): SyscallTable<SyscallSpec> {
  return new SyscallTable(arch, SYSCALLS, ({ name }) => SYSCALL_NUMBERS[arch][name])
}
