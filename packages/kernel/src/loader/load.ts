// Loading a program: the file is opened, and handed to one format after the other; a script's interpreter in its turn.
// Linux: fs/exec.c exec_binprm, search_binary_handler. gVisor: pkg/sentry/loader/loader.go.

import { BINPRM_BUF_SIZE, ELOOP, ENOEXEC, type Errno, OK } from '@jvisor/abi'
import { bytesIOSequence } from '@jvisor/usermem'
import {
  type Credentials,
  checkPermission,
  type FileDescription,
  MAY_READ,
  openExecutable,
  type PathContext,
  type VirtualDentry,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import type { LimitSet } from '../limits.ts'
import type { ExecIdentity, FatalLoad, LoadArgs, LoadedImage } from './binary-format.ts'
import { type ExecRestrictions, execIdentity } from './exec-identity.ts'

/** Interpreters that may interpret each other. */
const MAX_DEPTH = 5

/** A program to load. Strings have no NUL. */
export interface LoadRequest {
  readonly at: VirtualDentry
  /** The path by which it is named. */
  readonly filename: Uint8Array
  readonly argv: readonly Uint8Array[]
  readonly envp: readonly Uint8Array[]
  /** Bytes that a format may add to them. */
  readonly argumentRoom: number
  readonly pathInaccessible?: boolean | undefined
  readonly context: PathContext
  readonly credentials: Credentials
  readonly restrictions: ExecRestrictions
}

/** A program in memory, and who it is. */
export interface LoadedProgram {
  readonly image: LoadedImage
  readonly identity: ExecIdentity
}

/**
 * Loads a program into memory of its own; the caller's is left alone.
 * @returns what opening the file finds; ENOEXEC: no format knows it; ELOOP: too many interpreters; what its format
 *   finds; a FatalLoad if the caller can only die.
 */
export function loadProgram(
  kernel: Kernel,
  limits: LimitSet,
  request: LoadRequest,
): LoadedProgram | FatalLoad | Errno {
  let { at, argv } = request
  let interp = request.filename
  const opened: FileDescription[] = []
  try {
    for (let depth = 0; ; depth++) {
      const file = openExecutable(request.credentials, at)
      if (typeof file === 'number') return file
      opened.push(file)
      if (depth > MAX_DEPTH) return ELOOP
      const unreadable = checkPermission(request.credentials, at.inode, MAY_READ) !== OK
      const identity = execIdentity(request.credentials, at, request.restrictions)
      const head = headOf(file)
      const pathInaccessible = request.pathInaccessible === true
      const own = { kernel, limits, file, head, interp, argv, identity, pathInaccessible }
      const result = tryFormats({ ...request, ...own })
      if (typeof result === 'number' || 'fatal' in result) return result
      if ('entry' in result) return { image: unreadable ? { ...result, unreadable } : result, identity }
      ;({ at, interp, argv } = result)
    }
  } finally {
    for (const file of opened) file.decRef()
  }
}

function tryFormats(args: LoadArgs) {
  for (const format of args.kernel.binaryFormats) {
    const result = format.load(args)
    if (result !== ENOEXEC) return result
  }
  return ENOEXEC
}

function headOf(file: FileDescription): Uint8Array {
  const head = new Uint8Array(BINPRM_BUF_SIZE)
  file.pread(bytesIOSequence(head), 0)
  return head
}
