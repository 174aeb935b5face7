// FsError: how operations on the guest's files fail, in the shape of Node's errors.

import { type Errno, errnoName, errnoText } from '@jvisor/abi'

export class FsError extends Error {
  /** "ENOENT". */
  readonly code: string
  /** Negative, as Node has it. */
  readonly errno: number
  /** The operation: "open". */
  readonly syscall: string
  readonly path: string

  constructor(err: Errno, syscall: string, path: string) {
    super(`${errnoName(err)}: ${errnoText(err)}, ${syscall} '${path}'`)
    this.name = 'FsError'
    this.code = errnoName(err)
    this.errno = -err
    this.syscall = syscall
    this.path = path
  }
}
