// EventFile: a counter that is waited for by reading: eventfd(2). gVisor: pkg/sentry/fsimpl/eventfd. Linux:
// fs/eventfd.c.

import { EFAULT, EINVAL, type Errno, O_NONBLOCK, O_RDWR, OK, WOULD_BLOCK } from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { bareStat } from './bare-stat.ts'
import { FileDescription, type FileStat } from './file-description.ts'
import { EVENT_IN, EVENT_OUT, type WaitEntry, WaitQueue } from './waiter.ts'

/** What is read and written at a time, bytes: the counter. */
const SIZE = 8
/** The counter never gets here; a write of it is EINVAL. */
const LIMIT = 2n ** 64n - 1n

// The counter on its way in or out. Copying never waits, so one is enough for all.
const word = new Uint8Array(SIZE)
const view = new DataView(word.buffer)

export class EventFile extends FileDescription {
  readonly #ino: number
  readonly #semaphore: boolean
  readonly #queue = new WaitQueue()
  #count: bigint

  /** `semaphore`: a read takes 1 from the counter, not all of it (EFD_SEMAPHORE). */
  constructor(ino: number, initial: number, opts: { semaphore: boolean; nonblocking: boolean }) {
    super(O_RDWR | (opts.nonblocking ? O_NONBLOCK : 0))
    this.#ino = ino
    this.#count = BigInt(initial)
    this.#semaphore = opts.semaphore
  }

  override get positional(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return true
  }

  /** In Linux it has the plain write operation only. */
  override acceptsRwfFlags(write: boolean): boolean {
    return !write
  }

  /** The counter, as 8 bytes; WOULD_BLOCK if it is 0. What a fault keeps from the buffer is lost (eventfd_read). */
  override read(dst: IOSequence): Transfer {
    if (dst.numBytes < SIZE) return transfer(0, EINVAL)
    if (this.#count === 0n) return transfer(0, WOULD_BLOCK)
    const taken = this.#semaphore ? 1n : this.#count
    this.#count -= taken
    this.#queue.notify(EVENT_OUT)
    view.setBigUint64(0, taken, true)
    return dst.copyOut(word).err === OK ? transfer(SIZE, OK) : transfer(0, EFAULT)
  }

  /**
   * Adds each segment to the counter, as a write of its own: EINVAL if it is not 8 bytes or says 2^64-1, WOULD_BLOCK
   * while the sum would be more than 2^64-2. An empty segment counts only where the write begins.
   * @see do_loop_readv_writev (Linux 6.18 fs/read_write.c)
   */
  override write(src: IOSequence): Transfer {
    let done = 0
    for (let rest = src; ; rest = rest.dropFirst(SIZE)) {
      const err = this.#add(rest)
      if (err !== OK) return transfer(done, err)
      done += SIZE
      if (rest.numBytes === SIZE) return transfer(done, OK)
    }
  }

  /** Adds the first segment. */
  #add(src: IOSequence): Errno {
    if (src.addrs.rawLengthAt(0) !== SIZE) return EINVAL
    const { err } = src.copyIn(word)
    if (err !== OK) return err
    const added = view.getBigUint64(0, true)
    if (added === LIMIT) return EINVAL
    if (this.#count + added >= LIMIT) return WOULD_BLOCK
    this.#count += added
    this.#queue.notify(EVENT_IN)
    return OK
  }

  /** lseek(2): there is no offset to move, and nothing wrong with asking (noop_llseek). */
  override seek(): number {
    return 0
  }

  override get hasNormalBand(): boolean {
    return false
  }

  override readiness(mask: number): number {
    let events = 0
    if (this.#count > 0n) events |= EVENT_IN
    if (this.#count < LIMIT - 1n) events |= EVENT_OUT
    return events & mask
  }

  override eventRegister(entry: WaitEntry): void {
    this.#queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#queue.unregister(entry)
  }

  /** Permissions and no type, as all of Linux's anonymous inodes. */
  override stat(): FileStat {
    return bareStat(this.#ino, 0o600)
  }

  override sync(): Errno {
    return EINVAL
  }

  override fdInfo(): string {
    return `eventfd-count: ${this.#count.toString(16).padStart(16)}\neventfd-id: 0\neventfd-semaphore: ${this.#semaphore ? 1 : 0}\n`
  }

  override mappedName(): string {
    return 'anon_inode:[eventfd]'
  }
}
