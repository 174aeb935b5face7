// Subject: a kernel that a scenario is played on: jvisor here (jvisor-subject.ts), the host's Linux in the command.

import type { SyscallName } from '@jvisor/abi'

/** What a call returns: a value; or minus an errno, -1 to -4095. A bigint where a number is not exact. */
export type Returned = number | bigint

/** The call waits for something that will never come, since nothing else happens meanwhile. */
export const BLOCKS = 'blocks'

/** One mapping of a process, as proc_pid_maps(5) has it. */
export interface MapLine {
  readonly start: number
  readonly end: number
  /** "rw-p". */
  readonly perms: string
  /** Bytes. */
  readonly offset: number
  /** As shown; a file of the scenario without its directory. */
  readonly name: string
}

/** One process on some kernel, with nothing in the arena and no descriptor but 0, 1 and 2. */
export interface Subject {
  /** Makes a system call with up to six registers. Descriptors are numbered from 3. */
  call(
    name: SyscallName,
    args: readonly (number | bigint)[],
  ): Returned | typeof BLOCKS | Promise<Returned | typeof BLOCKS>

  /** Stores bytes whatever the protection, as a debugger does. @returns false if not all could be stored. */
  poke(at: number, bytes: Uint8Array): boolean

  /** Loads bytes whatever the protection; undefined if not all can be: no mapping, or past the end of a file. */
  peek(at: number, length: number): Uint8Array | undefined

  /** The mappings in [start, end), in order. */
  maps(start: number, end: number): readonly MapLine[]

  /** Lets go of all it has. It is not used afterwards. */
  close(): void | Promise<void>
}
