// Options that speak of system calls, checked: loaded only when one is given, since the calls take long to load.

import { ExpressionInjector, InjectSyntaxError, SYSCALLS } from '@jvisor/syscalls'
import { ProgramError, USAGE } from './program.ts'

/** "readv:error=EINTR:when=3+2", "write:short=10". @throws ProgramError that names the expression */
export function checkInjections(expressions: readonly string[]): void {
  for (const expression of expressions) {
    try {
      new ExpressionInjector([expression])
    } catch (error) {
      if (!(error instanceof InjectSyntaxError)) throw error
      throw new ProgramError(`--inject ${expression}: ${error.message}`, USAGE)
    }
  }
}

/** Names of system calls, or "tasks", that random scenarios make. @throws ProgramError that says which there is not */
export function checkCalls(names: readonly string[]): void {
  const known = new Set(['tasks', ...SYSCALLS.map(({ name }): string => name)])
  const wrong = names.find((name) => !known.has(name))
  if (wrong !== undefined) throw new ProgramError(`--family: there is no call ${wrong}`, USAGE)
}
