export { ioResult } from './io-result.ts'
export { type Param, type ParamKind, type ResultKind, type SyscallSpec, syscall } from './spec.ts'
export { SYSCALLS, syscallTable } from './table.ts'
