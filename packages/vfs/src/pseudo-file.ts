// PseudoDescription: an open file of a pseudo file system: what all of them have in common, and those whose content is
// asked for by offset. gVisor: kernfs.GenericDirectoryFD, vfs.DynamicBytesFileDescriptionImpl. Linux: fs/proc/base.c,
// fs/proc/proc_sysctl.c.

import {
  EINVAL,
  ENXIO,
  type Errno,
  OK,
  SEEK_CUR,
  SEEK_DATA,
  SEEK_END,
  SEEK_HOLE,
  SEEK_SET,
} from '@jvisor/abi'
import { type IOSequence, NOTHING, type Transfer, transfer } from '@jvisor/usermem'
import { FileDescription, type FileStat } from './file-description.ts'
import type { VirtualDentry } from './virtual-dentry.ts'

/** What becomes of bytes that are written. */
export interface PseudoWriter {
  /** More are not looked at. */
  readonly maxBytes: number
  /**
   * Takes what was written at `offset`; `total` is how many bytes were to be written, of which `bytes` are the first.
   * @returns the result of the write: a count, or -errno
   */
  write(bytes: Uint8Array, offset: number, total: number): number
}

export abstract class PseudoDescription extends FileDescription {
  readonly #at: VirtualDentry
  readonly #writer: PseudoWriter | undefined
  protected offset = 0

  constructor(at: VirtualDentry, flags: number, writer?: PseudoWriter) {
    super(flags)
    this.#at = at
    this.#writer = writer
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override acceptsRwfFlags(): boolean {
    return false
  }

  override read(dst: IOSequence): Transfer {
    const result = this.pread(dst, this.offset)
    this.offset += result.n
    return result
  }

  override write(src: IOSequence): Transfer {
    const result = this.writeAt(src, this.offset)
    this.offset += result.n
    return result
  }

  override pwrite(src: IOSequence, offset: number): Transfer {
    return this.writeAt(src, offset)
  }

  protected writeAt(src: IOSequence, offset: number): Transfer {
    if (this.#writer === undefined) return transfer(0, EINVAL)
    const bytes = new Uint8Array(Math.min(src.numBytes, this.#writer.maxBytes))
    const { err } = src.copyIn(bytes)
    if (err !== OK) return transfer(0, err)
    const result = this.#writer.write(bytes, offset, src.numBytes)
    return result < 0 ? transfer(0, -result as Errno) : transfer(result, OK)
  }

  override truncate(): Errno {
    return OK
  }

  override stat(): FileStat {
    return this.#at.inode.stat()
  }

  override sync(): Errno {
    return EINVAL
  }

  override mappedName(): string {
    return this.#at.path
  }
}

/** What a file has from `offset` on, `count` bytes at most; an errno if that cannot be had. */
export type ContentAt = (offset: number, count: number) => Uint8Array | Errno

/** Bytes that are asked for at a time. */
const SLICE = 4096

/** A file that is asked for its content at each read. To lseek(2) it is as long as its inode says: empty. */
export class ContentDescription extends PseudoDescription {
  readonly #content: ContentAt

  constructor(at: VirtualDentry, flags: number, content: ContentAt, writer?: PseudoWriter) {
    super(at, flags, writer)
    this.#content = content
  }

  override pread(dst: IOSequence, offset: number): Transfer {
    if (dst.numBytes === 0) return NOTHING
    for (let done = 0; ; ) {
      const count = Math.min(SLICE, dst.numBytes - done)
      const bytes = this.#content(offset + done, count)
      if (typeof bytes === 'number') return transfer(done, bytes)
      const { n, err } = dst.dropFirst(done).copyOut(bytes)
      done += n
      if (err !== OK || bytes.length < count || done === dst.numBytes) return transfer(done, err)
    }
  }

  override seek(offset: number, whence: number): number {
    if (whence === SEEK_DATA || whence === SEEK_HOLE) return -ENXIO
    const base = whence === SEEK_CUR ? this.offset : 0
    if (base + offset < 0 || !Number.isSafeInteger(base + offset)) return -EINVAL
    this.offset = base + offset
    return this.offset
  }
}

/** The position that lseek(2) asks for, of a file whose end is not known; negative: -EINVAL. */
export function seekWithoutEnd(current: number, offset: number, whence: number): number {
  if (whence === SEEK_END || whence > SEEK_END) return -EINVAL
  const to = whence === SEEK_SET ? offset : current + offset
  return to < 0 || !Number.isSafeInteger(to) ? -EINVAL : to
}
