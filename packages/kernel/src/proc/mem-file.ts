// /proc/[pid]/mem: a task's memory as a file, past its protections: DESIGN's second door. gVisor: fsimpl/proc/task_files.go
// memFile, which can only be read. Linux: fs/proc/base.c mem_rw.

import { EACCES, EFAULT, EINVAL, EIO, EOVERFLOW, ESRCH, OK, PAGE_SIZE, SEEK_CUR, SEEK_SET } from '@jvisor/abi'
import type { MemoryManager } from '@jvisor/mm'
import {
  type Addr,
  IGNORE_PERMISSIONS,
  type IOSequence,
  NOTHING,
  type Transfer,
  transfer,
} from '@jvisor/usermem'
import { PseudoDescription, type VirtualDentry } from '@jvisor/vfs'
import type { Opener } from './memory-files.ts'
import type { Subject } from './subject.ts'

/** EACCES, also for whoever may only look; ESRCH: the task has no memory. */
export function openMemory(subject: Subject): Opener {
  return (at, flags) => {
    const mm = subject.task?.memoryManager
    if (mm === undefined) return ESRCH
    return subject.access() === OK ? new MemoryDescription(at, flags, mm) : EACCES
  }
}

/** What a system call gives is an error from minus this on. */
const MAX_ERRNO = 4095

/** A page on its way. Copying never waits, so one is enough for all. */
const page = new Uint8Array(PAGE_SIZE)

/** The address space that the task had at the open, as long as it is there; then there is nothing more. */
class MemoryDescription extends PseudoDescription {
  readonly #mm: MemoryManager

  constructor(at: VirtualDentry, flags: number, mm: MemoryManager) {
    super(at, flags)
    this.#mm = mm
  }

  override read(dst: IOSequence): Transfer {
    const result = this.pread(dst, this.offset)
    this.offset += this.#passed
    return result
  }

  /** Up to the first page that cannot be had; EIO if that is the first. A bad buffer loses the count (EFAULT). */
  override pread(dst: IOSequence, offset: number): Transfer {
    return this.#eachPage(dst, offset, (at, piece, done) => {
      const { n } = this.#mm.copyIn(at, piece, IGNORE_PERMISSIONS)
      if (n === 0) return EIO
      return dst.dropFirst(done).copyOut(piece.subarray(0, n)).err === OK ? -n : EFAULT
    })
  }

  /** Writes as a debugger does: into private memory whatever its protections, into shared memory never against them. */
  protected override writeAt(src: IOSequence, offset: number): Transfer {
    return this.#eachPage(src, offset, (at, piece, done) => {
      if (src.dropFirst(done).copyIn(piece).err !== OK) return EFAULT
      const { n } = this.#mm.copyOut(at, piece, IGNORE_PERMISSIONS)
      return n === 0 ? EIO : -n
    })
  }

  override write(src: IOSequence): Transfer {
    const result = this.writeAt(src, this.offset)
    this.offset += this.#passed
    return result
  }

  /** How far the last transfer came, also if its count was lost. */
  #passed = 0

  /** `move` moves a piece: it gives minus the count, or why it could not. */
  #eachPage(
    user: IOSequence,
    offset: number,
    move: (at: Addr, piece: Uint8Array, done: number) => number,
  ): Transfer {
    this.#passed = 0
    // Offsets of 2^63 and more are negative here.
    if (offset < 0 && user.numBytes >= -offset) return transfer(0, EOVERFLOW)
    if (user.numBytes === 0 || this.#mm.users === 0) return NOTHING
    while (this.#passed < user.numBytes) {
      const done = this.#passed
      const at = offset + done
      if (at < 0 || at >= this.#mm.layout.maxAddr) return transfer(done, done > 0 ? OK : EIO)
      const length = Math.min(PAGE_SIZE, user.numBytes - done)
      const moved = move(at as Addr, page.subarray(0, length), done)
      if (moved === EFAULT) return transfer(0, EFAULT)
      if (moved > 0) return transfer(done, done > 0 ? OK : EIO)
      this.#passed -= moved
    }
    return transfer(this.#passed, OK)
  }

  /** Any offset is one, also those that are negative as signed numbers; the last of these look like an error. */
  override seek(offset: number, whence: number): number {
    if (whence !== SEEK_SET && whence !== SEEK_CUR) return -EINVAL
    this.offset = whence === SEEK_SET ? offset : this.offset + offset
    return this.offset < -MAX_ERRNO ? this.offset + 2 ** 64 : this.offset
  }
}
