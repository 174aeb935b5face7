export { CLOCK_WAS_SET, Clocks, durationNs, isValidTime, TICK_NS, toTimespec } from './clocks.ts'
export { cpuClockResolution, isCpuClock, readCpuClock } from './cpu-clocks.ts'
export { CpuTime } from './cpu-time.ts'
export { FdTable } from './fd-table.ts'
export { FsContext } from './fs-context.ts'
export { FutexManager, type FutexWaitOpts } from './futex.ts'
export type { Holdings } from './holdings.ts'
export type { Injection, Injector } from './injection.ts'
export { IntervalTimer, type TimerSetting } from './interval-timer.ts'
export { type Counters, Kernel } from './kernel.ts'
export { KernelLog, LOG_BUFFER_SIZE } from './kernel-log.ts'
export type { KernelOpts } from './kernel-opts.ts'
export { type Limit, LimitSet } from './limits.ts'
export type {
  BinaryFormat,
  ExecIdentity,
  FatalLoad,
  LoadArgs,
  LoadedImage,
  Redirection,
} from './loader/binary-format.ts'
export { ElfFormat, type ElfMachine } from './loader/elf.ts'
export { fillStack, mapStack, type StackOpts } from './loader/stack.ts'
export { type Logger, type LogMethod, NO_LOG } from './logger.ts'
export { PendingSignals } from './pending-signals.ts'
export { PidFile } from './pid-file.ts'
export {
  type ForkOpts,
  NO_PROGRAM,
  NO_START,
  type Platform,
  type PlatformContext,
  type ProgramRegisters,
  type ProgramStart,
  type RegisterSet,
  type SignalDelivery,
} from './platform.ts'
export { PosixTimer, PosixTimers, type TimerEvent } from './posix-timer.ts'
export { createProcFilesystem } from './proc/proc-filesystem.ts'
export { ProcessGroup, Session } from './process-group.ts'
export { Ptrace, type StopKind, tellOfExec, traceChild } from './ptrace.ts'
export { type AccessMode, mayAccessTask } from './ptrace-access.ts'
export { RESTART, restartWith, type SyscallOutcome } from './restart-block.ts'
export { CPUS, NORMAL_SCHEDULING, type Scheduling } from './scheduling.ts'
export { SignalFile } from './signal-file.ts'
export { SignalSet } from './signal-set.ts'
export { type DefaultAction, defaultAction, type SignalAction, SignalHandlers } from './signals.ts'
export { SyscallArgs } from './syscall-args.ts'
export {
  type Syscall,
  type SyscallFunction,
  type SyscallResult,
  SyscallTable,
  type Tracer,
} from './syscall-table.ts'
export { Task, type TaskConfig } from './task.ts'
export { type CloneOpts, clone, waitForVfork } from './task-clone.ts'
export { isOneTooMany, setCredentials } from './task-credentials.ts'
export { argumentRoom, type ExecRequest, exec, execPath } from './task-exec.ts'
export { type SignalStack, TaskSignals } from './task-signals.ts'
export { TaskUsermem } from './task-usermem.ts'
export {
  CHILD_EVENT,
  describeExit,
  type ExitStatus,
  shellStatus,
  ThreadGroup,
  type ThreadGroupConfig,
  type Waitable,
  waitStatus,
} from './thread-group.ts'
export { TimerFile, type TimerFileOpts } from './timer-file.ts'
export {
  acquireTty,
  checkForeground,
  foregroundOf,
  giveUpTty,
  sessionOf,
  setControllingTty,
  setForeground,
} from './tty/job-control.ts'
export { type TerminalSize, Terminals } from './tty/terminals.ts'
export { type TerminalStreams, Tty } from './tty/tty.ts'
export { TtyFile } from './tty/tty-file.ts'
export { UTS_RELEASE, UTS_VERSION, Uts } from './uts.ts'
export { VirtualClock } from './virtual-clock.ts'
