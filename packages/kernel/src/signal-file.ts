// SignalFile: signals that are read instead of handled: signalfd(2). gVisor: pkg/sentry/fsimpl/signalfd, whose file gives
// the signals of the task that made it. Linux: fs/signalfd.c.
//
// The signals are those of whoever reads or asks, as on Linux: a child that has inherited the file reads its own.

import {
  EFAULT,
  EINVAL,
  type Errno,
  O_RDWR,
  OK,
  SIGNALFD_SIGINFO_SIZE,
  WOULD_BLOCK,
  writeSignalfdSiginfo,
} from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import {
  bareStat,
  EVENT_IN,
  FileDescription,
  type FileStat,
  type WaitEntry,
  type WaitQueue,
} from '@jvisor/vfs'
import type { Kernel } from './kernel.ts'
import type { SignalSet } from './signal-set.ts'

const bytes = new Uint8Array(SIGNALFD_SIGINFO_SIZE)
const view = new DataView(bytes.buffer)

export class SignalFile extends FileDescription {
  readonly #kernel: Kernel
  readonly #ino: number
  #mask: SignalSet
  /** Where each waiter was put: with the process that waits. */
  readonly #queues = new Map<WaitEntry, WaitQueue>()

  /** `flags`: O_NONBLOCK or 0. */
  constructor(kernel: Kernel, mask: SignalSet, flags: number) {
    super(O_RDWR | flags)
    this.#kernel = kernel
    this.#ino = kernel.vfs.allocateInode()
    this.#mask = mask.copy().blockable()
  }

  /** Reads these signals from now on. Whoever waits in the caller's process looks again. */
  setMask(mask: SignalSet): void {
    this.#mask = mask.copy().blockable()
    this.#kernel.current?.threadGroup.signalQueue.notify(EVENT_IN)
  }

  override get positional(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return true
  }

  override get hasWrite(): boolean {
    return false
  }

  override get hasNormalBand(): boolean {
    return false
  }

  /** As many signals as are pending and fit; WOULD_BLOCK if there are none. One that meets a fault is lost. */
  override read(dst: IOSequence): Transfer {
    const room = dst.numBytes - (dst.numBytes % SIGNALFD_SIGINFO_SIZE)
    if (room === 0) return transfer(0, EINVAL)
    let done = 0
    while (done < room) {
      const info = this.#kernel.current?.signals.takeOf(this.#mask)
      if (info === undefined) return done > 0 ? transfer(done, OK) : transfer(0, WOULD_BLOCK)
      writeSignalfdSiginfo(view, 0, info)
      if (dst.dropFirst(done).copyOut(bytes).err !== OK) return transfer(done, EFAULT)
      done += SIGNALFD_SIGINFO_SIZE
    }
    return transfer(done, OK)
  }

  override readiness(mask: number): number {
    return this.#kernel.current?.signals.hasAnyOf(this.#mask) === true ? mask & EVENT_IN : 0
  }

  override eventRegister(entry: WaitEntry): void {
    const queue = this.#kernel.current?.threadGroup.signalQueue
    if (queue === undefined) return
    this.#queues.set(entry, queue)
    queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#queues.get(entry)?.unregister(entry)
    this.#queues.delete(entry)
  }

  /** lseek(2): there is no offset to move, and nothing wrong with asking (noop_llseek). */
  override seek(): number {
    return 0
  }

  override sync(): Errno {
    return EINVAL
  }

  override stat(): FileStat {
    return bareStat(this.#ino, 0o600)
  }

  override mappedName(): string {
    return 'anon_inode:[signalfd]'
  }
}
