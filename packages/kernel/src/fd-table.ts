// FdTable: the open files of a process by number. gVisor: pkg/sentry/kernel/fd_table.go. Linux: fs/file.c.

import { EBADF, EMFILE, type Errno, OK } from '@jvisor/abi'
import type { FileDescription } from '@jvisor/vfs'

export class FdTable {
  readonly #files: (FileDescription | undefined)[] = []
  readonly #cloexec = new Set<number>()
  /** No descriptor below this is free. */
  #lowestFree = 0
  #refs = 1

  /** The file behind a descriptor. */
  get(fd: number): FileDescription | undefined {
    return this.#files[fd]
  }

  /**
   * Puts a file under the lowest free descriptor >= `from`; the table takes over the caller's reference.
   * @returns the descriptor, or -EMFILE if it would not be below `limit` (the reference stays with the caller).
   */
  add(file: FileDescription, limit: number, from = 0, cloexec = false): number {
    const fd = this.nextFree(from)
    if (fd >= limit) return -EMFILE
    if (from <= this.#lowestFree) this.#lowestFree = fd + 1
    this.#put(fd, file, cloexec)
    return fd
  }

  /** The lowest descriptor >= `from` that is free. */
  nextFree(from: number): number {
    let fd = Math.max(from, this.#lowestFree)
    while (this.#files[fd] !== undefined) fd++
    return fd
  }

  /** Puts a file under this very descriptor, closing what was there; takes over the caller's reference. */
  set(fd: number, file: FileDescription, cloexec: boolean): void {
    const old = this.#files[fd]
    this.#put(fd, file, cloexec)
    old?.flush(this)
    old?.decRef()
  }

  /** close(2): EBADF if it is not open. */
  remove(fd: number): Errno {
    const file = this.#files[fd]
    if (file === undefined) return EBADF
    this.#files[fd] = undefined
    this.#cloexec.delete(fd)
    this.#lowestFree = Math.min(this.#lowestFree, fd)
    file.flush(this)
    file.decRef()
    return OK
  }

  /** FD_CLOEXEC of an open descriptor. */
  cloexec(fd: number): boolean {
    return this.#cloexec.has(fd)
  }

  /** Sets FD_CLOEXEC of an open descriptor. */
  setCloexec(fd: number, cloexec: boolean): void {
    if (cloexec) this.#cloexec.add(fd)
    else this.#cloexec.delete(fd)
  }

  /** Descriptors from here on cannot be open: the table grows by powers of two, and never shrinks (max_fds). */
  get capacity(): number {
    const { length } = this.#files
    return length <= 64 ? 64 : 128 * 2 ** Math.ceil(Math.log2(Math.floor((length - 1) / 128) + 1))
  }

  /** The open descriptors, lowest first. */
  *fds(): Generator<number> {
    for (const key of Object.keys(this.#files)) {
      if (this.#files[Number(key)] !== undefined) yield Number(key)
    }
  }

  /** One more task shares the table. @returns it */
  share(): this {
    this.#refs++
    return this
  }

  /** A table of its own with the same open files, as fork(2) makes it. */
  copy(): FdTable {
    const copy = new FdTable()
    for (const fd of this.fds()) {
      const file = this.#files[fd] as FileDescription
      file.incRef()
      copy.#put(fd, file, this.cloexec(fd))
    }
    copy.#lowestFree = this.#lowestFree
    return copy
  }

  /** Tasks that share it. */
  get users(): number {
    return this.#refs
  }

  /** Closes all that have FD_CLOEXEC, as execve(2) does. */
  closeOnExec(): void {
    for (const fd of [...this.#cloexec]) this.remove(fd)
  }

  /** One less; the last one closes everything. */
  decRef(): void {
    if (--this.#refs > 0) return
    for (const fd of [...this.fds()]) this.remove(fd)
  }

  #put(fd: number, file: FileDescription, cloexec: boolean): void {
    this.#files[fd] = file
    this.setCloexec(fd, cloexec)
  }
}
