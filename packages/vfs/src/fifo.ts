// Fifo: a pipe that has a name. gVisor: pkg/sentry/fsimpl/tmpfs named_pipe.go, kernel/pipe vfs.go. Linux: fs/pipe.c
// fifo_open; fifo(7).

import { EINVAL, ENXIO, type Errno, O_ACCMODE, O_NONBLOCK, O_RDWR } from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import type { IOSequence, Transfer } from '@jvisor/usermem'
import type { FileDescription, FileStat } from './file-description.ts'
import { type FilesystemContext, Inode } from './inode.ts'
import { Pipe, PipeEnd } from './pipe.ts'
import type { VirtualDentry } from './virtual-dentry.ts'
import { EVENT_HUP } from './waiter.ts'
import type { WriteOpts } from './write-opts.ts'

export class FifoInode extends Inode {
  readonly #memoryFile: MemoryFile
  /** While it is open: what is in it goes with the last end. */
  #pipe: Pipe | undefined

  constructor(fs: FilesystemContext, mode: number, memoryFile: MemoryFile) {
    super(fs, mode)
    this.#memoryFile = memoryFile
  }

  /**
   * With O_NONBLOCK, ENXIO for a writer without a reader. An end that is opened without it is to wait for its partner
   * ({@link FileDescription.awaitsPartner}).
   */
  override open(at: VirtualDentry, flags: number): FileDescription | Errno {
    const mode = flags & O_ACCMODE
    if (mode === O_ACCMODE) return EINVAL
    const pipe = this.#pipe ?? new Pipe(this.#memoryFile, this.ino, undefined)
    const end = new FifoEnd(pipe, at, flags, () => this.#closed())
    if (end.refused) {
      end.decRef()
      return ENXIO
    }
    this.#pipe = pipe
    return end
  }

  #closed(): void {
    if (this.#pipe?.isUnused) this.#pipe = undefined
  }
}

/** One end of a FIFO, or both if it is open for both. */
class FifoEnd extends PipeEnd {
  readonly #at: VirtualDentry
  readonly #closed: () => void
  /** A writer that did not wait has no reader: it is not to be opened. */
  readonly refused: boolean
  /** How many partners had come before it; until there is one more it waits, or hears nothing of their absence. */
  readonly #partnersSeen: number | undefined
  readonly #waits: boolean

  constructor(pipe: Pipe, at: VirtualDentry, flags: number, closed: () => void) {
    super(pipe, flags)
    this.#at = at
    this.#closed = closed
    const alone = (flags & O_ACCMODE) !== O_RDWR && (this.readable ? pipe.writers === 0 : pipe.readers === 0)
    this.#waits = alone && (flags & O_NONBLOCK) === 0
    this.refused = alone && !this.#waits && this.writable
    this.#partnersSeen = alone ? this.#partnersCame : undefined
  }

  get #partnersCame(): number {
    return this.readable ? this.pipe.writersCame : this.pipe.readersCame
  }

  get #nobodyCame(): boolean {
    return this.#partnersSeen === this.#partnersCame
  }

  override get awaitsPartner(): boolean {
    return this.#waits && this.#nobodyCame
  }

  override get supportsDirect(): boolean {
    return false
  }

  override get location(): VirtualDentry {
    return this.#at
  }

  override read(dst: IOSequence): Transfer {
    const result = super.read(dst)
    if (result.n > 0) this.#at.touchAtime()
    return result
  }

  override write(src: IOSequence, opts: WriteOpts): Transfer {
    const result = super.write(src, opts)
    if (result.n > 0) this.#at.inode.touchMtime()
    return result
  }

  /** A reader that came first is not told of writers who have gone, since none has. */
  override readiness(mask: number): number {
    const events = super.readiness(mask)
    return this.readable && this.#nobodyCame ? events & ~EVENT_HUP : events
  }

  override stat(): FileStat {
    return this.#at.inode.stat()
  }

  override mappedName(): string {
    return this.#at.path
  }

  protected override release(): void {
    super.release()
    this.#closed()
  }
}
