// BinaryFormat: a kind of file that can be executed. A kernel has a list of them, and execve asks one after the other.
// Linux: struct linux_binfmt, struct linux_binprm in include/linux/binfmts.h. gVisor: pkg/sentry/loader.

import type { Errno } from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import type { Credentials, FileDescription, PathContext, VirtualDentry } from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import type { LimitSet } from '../limits.ts'
import type { Platform, ProgramStart } from '../platform.ts'
import type { SyscallTable } from '../syscall-table.ts'

/** A file that is being executed, and what it gets. */
export interface LoadArgs {
  readonly kernel: Kernel
  readonly limits: LimitSet
  /** Opened by openExecutable. A format that keeps it takes a reference of its own. */
  readonly file: FileDescription
  /** Its first 256 bytes (BINPRM_BUF_SIZE), zeros where it has fewer. */
  readonly head: Uint8Array
  /** The path by which the caller named the program: AT_EXECFN. Without NUL, as all strings here. */
  readonly filename: Uint8Array
  /** The path of this very file: the same, or of an interpreter what the script says. */
  readonly interp: Uint8Array
  readonly argv: readonly Uint8Array[]
  readonly envp: readonly Uint8Array[]
  /** Bytes that may be added to the arguments before they are too many. */
  readonly argumentRoom: number
  /** The descriptor that names the program is closed on exec: a script's interpreter could not open it. */
  readonly pathInaccessible: boolean
  /** Where an interpreter's path begins, with the caller's credentials. */
  readonly context: PathContext
  /** On whose behalf the program will act, if this file is the one that runs. */
  readonly identity: ExecIdentity
}

/** On whose behalf a program acts: what set-user-ID bits and capabilities make of the caller. */
export interface ExecIdentity {
  readonly credentials: Credentials
  /** It got more than the caller has: AT_SECURE. */
  readonly secure: boolean
}

/** A program in memory, ready to run. */
export interface LoadedImage extends ProgramStart {
  readonly platform: Platform
  readonly syscallTable: SyscallTable
  /** Has one user, which goes over to whoever takes the image. */
  readonly memoryManager: MemoryManager
  /** The caller may not read the file, so nobody may look into the process (PR_GET_DUMPABLE). */
  readonly unreadable?: boolean
}

/** A file that another one is to execute: an interpreter, with the arguments that it gets. */
export interface Redirection {
  readonly at: VirtualDentry
  readonly interp: Uint8Array
  readonly argv: readonly Uint8Array[]
}

/** It cannot be executed, and the caller's program is gone already: the process dies of SIGSEGV. */
export interface FatalLoad {
  readonly fatal: Errno
}

export interface BinaryFormat {
  /** For people: "elf riscv64", "script". */
  readonly name: string
  /**
   * Makes a program of the file.
   * @returns ENOEXEC: it is not of this format, and another may try; any other errno: it is, and cannot be executed;
   *   FatalLoad: as an errno, but found where Linux has given up the old program. Nothing is left behind then.
   */
  load(args: LoadArgs): LoadedImage | Redirection | FatalLoad | Errno
}
