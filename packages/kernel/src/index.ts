export { FdTable } from './fd-table.ts'
export { FsContext } from './fs-context.ts'
export { type Counters, Kernel } from './kernel.ts'
export type { KernelOpts } from './kernel-opts.ts'
export { type Limit, LimitSet } from './limits.ts'
export { type Logger, type LogMethod, NO_LOG } from './logger.ts'
export type { Platform, PlatformContext } from './platform.ts'
export {
  type DefaultAction,
  defaultAction,
  type SignalAction,
  type SignalHandler,
  SignalHandlers,
} from './signals.ts'
export { SyscallArgs } from './syscall-args.ts'
export {
  type Syscall,
  type SyscallFunction,
  type SyscallResult,
  SyscallTable,
  type Tracer,
} from './syscall-table.ts'
export { Task, type TaskConfig } from './task.ts'
export { type CopiedVector, TaskUsermem } from './task-usermem.ts'
export { describeExit, type ExitStatus, shellStatus, ThreadGroup, waitStatus } from './thread-group.ts'
export { VirtualClock } from './virtual-clock.ts'
