// Subject: a kernel that a scenario is played on: jvisor here (jvisor-subject.ts), the host's Linux in the command.

import type { SyscallName } from '@jvisor/abi'

/** What a call returns: a value; or minus an errno, -1 to -4095. A bigint where a number is not exact. */
export type Returned = number | bigint

/** The call has not returned: it waits for something, or its task is stopped. */
export const BLOCKS = 'blocks'
/** The call does not return: its task is gone. */
export const GONE = 'gone'

/** Whether a task can make a call; does not return from one for now, or is stopped; or is no more. */
export type TaskState = 'ready' | 'waits' | 'gone'

/** One mapping of a process, as proc_pid_maps(5) has it. */
export interface MapLine {
  readonly start: number
  readonly end: number
  /** "rw-p". */
  readonly perms: string
  /** Bytes. */
  readonly offset: number
  /** Of the file that is mapped; 0 if there is none. */
  readonly inode: number
  /** As shown; a file of the scenario without its directory. */
  readonly name: string
}

/** One task of a kernel, whose calls somebody makes from outside. The first has nothing in the arena, and no files but 0 to 2. */
export interface Subject {
  /** As the kernel numbers it and its process. */
  readonly tid: number
  readonly pid: number
  readonly state: TaskState

  /**
   * Makes a system call with up to six registers; waits until it returns, or the task sleeps in it for good.
   * Precondition: the task is ready.
   */
  call(
    name: SyscallName,
    args: readonly (number | bigint)[],
  ): Returned | typeof BLOCKS | typeof GONE | Promise<Returned | typeof BLOCKS | typeof GONE>

  /** Makes calls that do not wait, one after the other. Precondition: as for {@link call}. @returns what each returns. */
  calls(
    list: readonly (readonly [name: SyscallName, args: readonly (number | bigint)[]])[],
  ): readonly Returned[] | Promise<readonly Returned[]>

  /** What a call that did not return has returned since; told once. */
  result(): Returned | undefined

  /** The task that the last call has made; told once. */
  child(): Subject | undefined

  /** The signals that handlers have run for since this was last asked. */
  handled(): readonly number[]

  /** Waits until every task of this kernel is ready, waits or is gone, and has acted upon its signals. */
  settle(): void | Promise<void>

  /** Lets time pass. */
  pass(ms: number): void | Promise<void>

  /** Stores bytes whatever the protection, as a debugger does. @returns false if not all could be stored. */
  poke(at: number, bytes: Uint8Array): boolean

  /** Loads bytes whatever the protection; undefined if not all can be: no mapping, or past the end of a file. */
  peek(at: number, length: number): Uint8Array | undefined

  /** The mappings in [start, end), in order. */
  maps(start: number, end: number): readonly MapLine[]

  /** The descriptors that are open, in order. */
  descriptors(): readonly number[]

  /** Lets go of all it has, and of the tasks that came of it. It is not used afterwards. */
  close(): void | Promise<void>
}
