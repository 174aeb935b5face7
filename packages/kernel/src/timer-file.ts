// TimerFile: a timer that is waited for by reading: timerfd_create(2). gVisor: pkg/sentry/fsimpl/timerfd. Linux:
// fs/timerfd.c.

import {
  CLOCK_REALTIME,
  CLOCK_REALTIME_ALARM,
  ECANCELED,
  EFAULT,
  EINVAL,
  type Errno,
  O_RDWR,
  OK,
  setInt64,
  type Timespec,
  WOULD_BLOCK,
} from '@jvisor/abi'
import { type IOSequence, type Transfer, transfer } from '@jvisor/usermem'
import { bareStat, EVENT_IN, FileDescription, type FileStat, WaitEntry, WaitQueue } from '@jvisor/vfs'
import { CLOCK_WAS_SET } from './clocks.ts'
import { IntervalTimer, type TimerSetting } from './interval-timer.ts'
import type { Kernel } from './kernel.ts'

/** Bytes of what is read: a count of expirations. */
const SIZE = 8
const word = new Uint8Array(SIZE)
const view = new DataView(word.buffer)

/** How timerfd_settime(2) sets a timer. */
export interface TimerFileOpts {
  /** The value is a time that the clock will show. */
  readonly absolute: boolean
  /** Reading is ECANCELED when the wall clock is set meanwhile, if the timer goes by it. */
  readonly cancelOnSet: boolean
}

export class TimerFile extends FileDescription {
  readonly #kernel: Kernel
  readonly #clockId: number
  readonly #ino: number
  readonly #queue = new WaitQueue()
  readonly #timer: IntervalTimer
  readonly #clockSet = new WaitEntry(CLOCK_WAS_SET, () => this.#cancel())
  /** Expirations that were not read: those that were told, and 1 for a clock that was set. */
  #ticks = 0
  /** It is watched whether the clock is set. */
  #mayCancel = false
  #canceled = false

  /** `flags`: O_NONBLOCK or 0. */
  constructor(kernel: Kernel, clockId: number, flags: number) {
    super(O_RDWR | flags)
    this.#kernel = kernel
    this.#clockId = clockId
    this.#ino = kernel.vfs.allocateInode()
    this.#timer = new IntervalTimer(kernel, () => this.#tick())
  }

  #tick(): void {
    this.#ticks++
    this.#queue.notify(EVENT_IN)
  }

  #cancel(): void {
    this.#canceled = true
    this.#tick()
  }

  /** What timerfd_gettime(2) tells: of a timer that has expired, when it will again. */
  get setting(): TimerSetting {
    this.#goOn()
    return this.#timer.setting
  }

  /** Counts what has happened since the expiration that was told. */
  #goOn(): void {
    if (this.#timer.expired && this.#timer.isPeriodic) this.#ticks += this.#timer.goOn()
  }

  /**
   * timerfd_settime(2). What was not read is forgotten. ECANCELED, though it is set, if the clock was set before and
   * nobody has read that. Preconditions: valid times.
   */
  setTime({ absolute, cancelOnSet }: TimerFileOpts, value: Timespec, interval: Timespec): Errno {
    const byWall = this.#clockId === CLOCK_REALTIME || this.#clockId === CLOCK_REALTIME_ALARM
    this.#watchClock(byWall && absolute && cancelOnSet)
    this.#timer.set(this.#clockId, absolute, value, interval)
    this.#ticks = 0
    const armed = value.tv_sec !== 0 || value.tv_nsec !== 0
    return armed && this.#takeCanceled() ? ECANCELED : OK
  }

  #watchClock(watch: boolean): void {
    const { changes } = this.#kernel.clocks
    if (watch && !this.#mayCancel) changes.register(this.#clockSet)
    if (!watch && this.#mayCancel) changes.unregister(this.#clockSet)
    this.#mayCancel = watch
  }

  #takeCanceled(): boolean {
    const canceled = this.#mayCancel && this.#canceled
    if (canceled) this.#canceled = false
    return canceled
  }

  override get positional(): boolean {
    return false
  }

  override get supportsNowait(): boolean {
    return true
  }

  override get hasNormalBand(): boolean {
    return false
  }

  override get hasWrite(): boolean {
    return false
  }

  /**
   * The expirations since the last time, in 8 bytes; WOULD_BLOCK if there were none. ECANCELED if the clock was set.
   * What a fault keeps from the buffer is lost (timerfd_read_iter).
   */
  override read(dst: IOSequence): Transfer {
    if (dst.numBytes < SIZE) return transfer(0, EINVAL)
    this.#goOn()
    if (this.#ticks === 0) return transfer(0, WOULD_BLOCK)
    const ticks = this.#ticks
    this.#ticks = 0
    if (this.#takeCanceled()) return transfer(0, ECANCELED)
    setInt64(view, 0, ticks)
    return dst.copyOut(word).err === OK ? transfer(SIZE, OK) : transfer(0, EFAULT)
  }

  override readiness(mask: number): number {
    return this.#timer.expired || this.#ticks > 0 ? mask & EVENT_IN : 0
  }

  override eventRegister(entry: WaitEntry): void {
    this.#queue.register(entry)
  }

  override eventUnregister(entry: WaitEntry): void {
    this.#queue.unregister(entry)
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
    return 'anon_inode:[timerfd]'
  }

  protected override release(): void {
    this.#timer.disarm()
    this.#watchClock(false)
  }
}
