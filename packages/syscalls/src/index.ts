export { ioResult } from './io-result.ts'
export { type Param, type ParamKind, type ResultKind, type SyscallSpec, syscall } from './spec.ts'
export { Strace, type StraceOpts, type StraceRecord } from './strace/strace.ts'
export { SYSCALLS, syscallTable } from './table.ts'
