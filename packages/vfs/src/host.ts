// What the sentry is handed by its host: time, randomness, and files. Declared here, at the lowest floor that needs
// them; implemented by the embedder (the cli does it with Node), and deterministically by tests.

import type { Errno } from '@jvisor/abi'
import type { TimeOfFile } from './timestamps.ts'

/** Time. The wall clock is the boot time plus what has passed since; nobody below asks the host for a date. */
export interface Clock {
  /** Nanoseconds since boot; never goes back. Exact for 104 days. */
  monotonicNs(): number
  /** Seconds between 1970 and boot. */
  readonly bootTimeSec: number
}

/** A clock that rings, for all that has a time limit. */
export interface AlarmClock extends Clock {
  /**
   * Calls `ring` once, when `deadlineNs` has come, or at the host's next turn if it has passed: never before this
   * returns. There is one alarm: another call moves it, and Infinity takes it off.
   */
  setAlarm(deadlineNs: number, ring: () => void): void
  /** Every task waits. A clock whose time does not pass by itself may let it pass up to the alarm. */
  idle?(): void
  /** A time slice of a task is over. A clock whose time does not pass by itself may let `ns` nanoseconds pass for it. */
  worked?(ns: number): void
}

/** Randomness, for /dev/urandom and what a program gets at start-up. */
export interface Random {
  /** Fills all of `bytes`. */
  fill(bytes: Uint8Array): void
}

/** A stream of the host that may have nothing to give, or no room, right now: a terminal, a pipe, a socket. */
export interface HostStream {
  /**
   * Reads what is there now into the start of `dst`.
   * @returns bytes read; 0 at the end; -EAGAIN if there is nothing yet (then `notify` is called later); or -errno.
   */
  read(dst: Uint8Array): number
  /** Writes from the start of `src`. @returns bytes written, perhaps fewer; -EAGAIN if there is no room; or -errno. */
  write(src: Uint8Array): number
  /** Sets what to call, with EVENT_* bits, when reading or writing may go on. */
  onReady(notify: (events: number) => void): void
  /** EVENT_* bits that hold now. */
  readiness(): number
  /** S_IF* type bits and permissions that fstat(2) shows. */
  readonly mode: number
  /** No more use of the stream. */
  close(): void
}

/** What fstat(2) tells of a file on the host. */
export interface HostStat {
  readonly mode: number
  readonly size: number
  readonly ino: number
  readonly nlink: number
  readonly mtimeSec: number
  readonly mtimeNsec: number
  /** Where one of these is left out: the time of the last change of content. */
  readonly atimeSec?: number
  readonly atimeNsec?: number
  readonly ctimeSec?: number
  readonly ctimeNsec?: number
  /** Default: root. */
  readonly uid?: number
  readonly gid?: number
  /** Units of 512 bytes; default: as many as the size needs. */
  readonly blocks?: number
}

/** A file of a host directory that has been opened. Offsets and sizes in bytes. */
export interface HostFile {
  pread(dst: Uint8Array, offset: number): number
  pwrite(src: Uint8Array, offset: number): number
  truncate(size: number): Errno
  stat(): HostStat | Errno
  close(): void
}

/**
 * A directory of the host that is shown to programs. Paths are lists of names below it, none of them "." or "..";
 * no call follows a symbolic link, in the last component or before, so that nothing outside can be reached.
 */
export interface HostDirectory {
  stat(path: readonly string[]): HostStat | Errno
  readlink(path: readonly string[]): string | Errno
  readdir(path: readonly string[]): readonly string[] | Errno
  /** `flags` are O_* of which O_ACCMODE, O_CREAT, O_EXCL and O_TRUNC count; `mode` the permissions of a new file. */
  open(path: readonly string[], flags: number, mode: number): HostFile | Errno
  /** What can be done to its names; left out where they cannot be changed. */
  readonly names?: HostNames | undefined
}

/** Changing the names in a {@link HostDirectory}, and what their files say of themselves. Paths as there. */
export interface HostNames {
  makeDirectory(path: readonly string[], permissions: number): Errno
  makeSymlink(path: readonly string[], target: string): Errno
  link(from: readonly string[], to: readonly string[]): Errno
  unlink(path: readonly string[]): Errno
  removeDirectory(path: readonly string[]): Errno
  /** What has the name `to` is replaced. */
  rename(from: readonly string[], to: readonly string[]): Errno
  /** The lower 12 bits of the mode. */
  setMode(path: readonly string[], permissions: number): Errno
  setOwner(path: readonly string[], uid: number, gid: number): Errno
  /** undefined leaves a time alone. */
  setTimes(path: readonly string[], atime: TimeOfFile | undefined, mtime: TimeOfFile | undefined): Errno
}
