// Errors of Node's file system calls as Linux error numbers.

import { EIO, type Errno, errnoName } from '@jvisor/abi'

const BY_NAME = new Map<string, Errno>()
for (let number = 1; number <= 133; number++) BY_NAME.set(errnoName(number), number as Errno)

/** The error number of what a call of node:fs has thrown; EIO for one that Linux does not have. */
export function errnoOf(error: unknown): Errno {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return (code !== undefined && BY_NAME.get(code)) || EIO
}

/** Calls `operation`; what it throws becomes -errno. */
export function orNegativeErrno(operation: () => number): number {
  try {
    return operation()
  } catch (error) {
    return -errnoOf(error)
  }
}

/** Calls `operation`; what it throws becomes an error number. */
export function orErrno<T>(operation: () => T): T | Errno {
  try {
    return operation()
  } catch (error) {
    return errnoOf(error)
  }
}
