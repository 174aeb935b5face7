// Sets of system calls as strace(1) writes them: "read,write", "all", "none", "/^p?readv", "!close", "?name".

import { SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import { InjectSyntaxError } from './inject-syntax-error.ts'

/** All calls that Linux has on any of our architectures. */
const NAMES: ReadonlySet<SyscallName> = new Set(
  Object.values(SYSCALL_NUMBERS).flatMap((numbers) => Object.keys(numbers) as SyscallName[]),
)

/** The calls of a set. @throws InjectSyntaxError: a name that Linux does not have, a bad pattern */
export function allNames(text: string): ReadonlySet<SyscallName> {
  const inverted = text.startsWith('!')
  const listed = new Set((inverted ? text.slice(1) : text).split(',').flatMap(namesOf))
  return inverted ? new Set([...NAMES].filter((name) => !listed.has(name))) : listed
}

function namesOf(text: string): readonly SyscallName[] {
  if (text === 'all') return [...NAMES]
  if (text === 'none') return []
  if (text.startsWith('/')) return matching(text.slice(1))
  if (text.startsWith('%')) throw new InjectSyntaxError(`${text}: classes of calls are not supported`)
  const optional = text.startsWith('?')
  const name = optional ? text.slice(1) : text
  if (NAMES.has(name as SyscallName)) return [name as SyscallName]
  if (optional) return []
  throw new InjectSyntaxError(`there is no system call "${name}"`)
}

function matching(pattern: string): readonly SyscallName[] {
  let expression: RegExp
  try {
    expression = new RegExp(pattern)
  } catch {
    throw new InjectSyntaxError(`/${pattern}: not a regular expression`)
  }
  const names = [...NAMES].filter((name) => expression.test(name))
  if (names.length === 0) throw new InjectSyntaxError(`/${pattern}: no system call has such a name`)
  return names
}
