export { ExpressionInjector } from './inject/expression-injector.ts'
export { InjectSyntaxError } from './inject/inject-syntax-error.ts'
export { ioResult } from './io-result.ts'
export { type SyscallRow, syscallList } from './listing.ts'
export {
  type Param,
  type ParamDecoder,
  type ParamKind,
  type ResultKind,
  type SyscallSpec,
  syscall,
} from './spec.ts'
export { Strace, type StraceOpts, type StraceRecord } from './strace/strace.ts'
export { SYSCALL_GROUPS, SYSCALLS, type SyscallGroup, syscallTable } from './table.ts'
