// Tty: a terminal: its line discipline, its window, the streams behind it, and whose it is. gVisor: kernel/tty.go,
// fsimpl/devpts replica.go; host/tty.go, which leaves the line discipline to the host. Linux: struct tty_struct.

import { EAGAIN, SI_KERNEL, SIGWINCH, type SignalInfo, type Termios, type Winsize } from '@jvisor/abi'
import {
  EVENT_ERR,
  EVENT_HUP,
  EVENT_IN,
  EVENT_OUT,
  type HostStream,
  LineDiscipline,
  type LineDisciplineHost,
  type TerminalInput,
  WaitQueue,
} from '@jvisor/vfs'
import type { Kernel } from '../kernel.ts'
import type { Session } from '../process-group.ts'
import { sessionLosesTty } from './job-control.ts'

/** What is behind a terminal: where its input comes from and its output goes. May be one stream that does both. */
export interface TerminalStreams {
  readonly input: TerminalInput
  readonly output: HostStream
}

/** Bytes that were written and not taken by the stream yet. */
const OUTPUT_SIZE = 16384
/** With less room than this the stream is asked first: more than becomes of any byte. */
const LITTLE_ROOM = 16
/** Bytes that are typed at a time. */
const INPUT_SIZE = 4096

export class Tty implements LineDisciplineHost {
  readonly discipline = new LineDiscipline(this)
  readonly queue = new WaitQueue()
  /** st_rdev. */
  readonly device: number
  /** Whose controlling terminal it is. */
  session: Session | undefined
  /** The process group in the foreground; 0 for none. It may have no members any more. */
  foreground = 0
  /** TIOCEXCL: it is not to be opened any more. */
  exclusive = false
  readonly #kernel: Kernel
  readonly #streams: TerminalStreams
  readonly #onHangUp: () => void
  #size: Winsize
  #stopped = false
  #stoppedByRequest = false
  #gone = false
  #hangUps = 0
  readonly #typed = new Uint8Array(INPUT_SIZE)
  #pumping = false
  // Bytes from start to end: written and not shown.
  readonly #shown = new Uint8Array(OUTPUT_SIZE)
  #shownStart = 0
  #shownEnd = 0
  #flushing = false
  readonly #onDrained: (() => void)[] = []

  /** Takes the streams over, and closes them when it hangs up. `onHangUp` is called once, then. */
  constructor(
    kernel: Kernel,
    device: number,
    streams: TerminalStreams,
    size: { readonly cols: number; readonly rows: number },
    onHangUp: () => void,
  ) {
    this.#kernel = kernel
    this.device = device
    this.#streams = streams
    this.#onHangUp = onHangUp
    this.#size = { ws_row: size.rows, ws_col: size.cols, ws_xpixel: 0, ws_ypixel: 0 }
    const ready = (events: number) => this.#ready(events)
    streams.input.onReady(ready)
    if (streams.output !== streams.input) streams.output.onReady(ready)
    this.pump()
  }

  #ready(events: number): void {
    if ((events & (EVENT_IN | EVENT_HUP)) !== 0) this.pump()
    if ((events & EVENT_OUT) !== 0) this.#roomAgain()
  }

  // Input.

  /** Takes what was typed, as far as there is room for it. */
  pump(): void {
    if (this.#pumping) return
    this.#pumping = true
    const { discipline } = this
    let room = discipline.room
    while (room > 0) {
      const n = this.#fetch(room)
      if (n === 0) break
      discipline.receive(this.#typed.subarray(0, n))
      room = discipline.room
    }
    discipline.showEcho()
    if (room === 0) this.#streams.input.lookAhead?.((bytes) => discipline.lookAhead(bytes))
    this.#pumping = false
  }

  /** @returns how many bytes were typed, at most `limit`. At its end, or an error, of the stream the terminal hangs up. */
  #fetch(limit: number): number {
    if (this.#gone) return 0
    const n = this.#streams.input.read(this.#typed.subarray(0, limit))
    if (n === -EAGAIN) return 0
    if (n <= 0) this.hangUp()
    return Math.max(0, n)
  }

  /** What was typed and not read is forgotten (TCSETSF); `all`: what there was no room for, too (TCIFLUSH). */
  flushInput(all: boolean): void {
    this.discipline.flushInput()
    while (all && this.#fetch(INPUT_SIZE) > 0);
    this.pump()
  }

  readable(): void {
    this.queue.notify(EVENT_IN)
  }

  signal(signal: number): void {
    this.signalForeground({ signal, code: SI_KERNEL })
  }

  /** Sends a signal to the process group in the foreground. */
  signalForeground(info: SignalInfo): void {
    if (this.foreground !== 0) this.#kernel.processGroup(this.foreground)?.sendSignal(info)
  }

  // Output.

  get room(): number {
    if (this.#stopped || this.#gone) return 0
    if (OUTPUT_SIZE - this.#shownEnd < LITTLE_ROOM) this.flush()
    return OUTPUT_SIZE - this.#shownEnd
  }

  put(byte: number): void {
    this.#shown[this.#shownEnd++] = byte
  }

  /** Hands on what there is room for. What the stream's owner does meanwhile may come back here. */
  flush(): void {
    if (this.#flushing) return
    this.#flushing = true
    while (this.#shownStart < this.#shownEnd) {
      const n = this.#streams.output.write(this.#shown.subarray(this.#shownStart, this.#shownEnd))
      if (n <= 0) {
        if (n !== 0 && n !== -EAGAIN) this.discard() // nobody sees it
        break
      }
      this.#shownStart += n
    }
    this.#shown.copyWithin(0, this.#shownStart, this.#shownEnd)
    this.#shownEnd -= this.#shownStart
    this.#shownStart = 0
    this.#flushing = false
    this.#tellDrained()
  }

  discard(): void {
    this.#shownEnd = this.#shownStart
    this.#tellDrained()
  }

  /** Resolves when nothing is left to be shown. */
  drained(): Promise<void> {
    return this.unshown === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#onDrained.push(resolve)
        })
  }

  #tellDrained(): void {
    if (this.unshown === 0) for (const tell of this.#onDrained.splice(0)) tell()
  }

  /** Bytes that were written and not shown yet. */
  get unshown(): number {
    return this.#shownEnd - this.#shownStart
  }

  #roomAgain(): void {
    this.flush()
    this.discipline.showEcho()
    if (this.room > 0) this.queue.notify(EVENT_OUT)
  }

  stop(): void {
    this.#stopped = true
  }

  get isStopped(): boolean {
    return this.#stopped && !this.#stoppedByRequest
  }

  start(): void {
    if (!this.isStopped) return
    this.#stopped = false
    this.queue.notify(EVENT_OUT)
  }

  /** TCOOFF and TCOON: what stops so is not started by characters. */
  stopByRequest(): void {
    this.#stopped = this.#stoppedByRequest = true
  }

  startByRequest(): void {
    if (!this.#stoppedByRequest) return
    this.#stoppedByRequest = false
    this.start()
  }

  /** Shows a byte before all that waits, though output may be stopped (tty_send_xchar). */
  sendAtOnce(byte: number): void {
    this.put(byte)
    this.flush()
  }

  // Modes and window.

  setTermios(termios: Termios): void {
    this.discipline.setTermios(termios)
    this.pump()
    this.queue.notify(EVENT_OUT)
  }

  get size(): Winsize {
    return this.#size
  }

  /** Another size is told to the foreground: SIGWINCH. @see tty_do_resize */
  resize(size: Winsize): void {
    const old = this.#size
    this.#size = size
    const same =
      old.ws_row === size.ws_row &&
      old.ws_col === size.ws_col &&
      old.ws_xpixel === size.ws_xpixel &&
      old.ws_ypixel === size.ws_ypixel
    if (!same) this.signal(SIGWINCH)
  }

  // The end.

  /** How often it has hung up: whoever opened it before the last time has nothing of it any more. */
  get hangUps(): number {
    return this.#hangUps
  }

  /** The other side is gone for good. */
  get isGone(): boolean {
    return this.#gone
  }

  /**
   * All who have it open lose it, and who opens it again finds it as it was at first. The leader of the session hears of
   * it, and the foreground when that ends.
   * @see vhangup(2); __tty_hangup, tty_signal_session_leader (Linux 6.18 drivers/tty)
   */
  hangUpFiles(): void {
    this.#hangUps++
    this.discard()
    this.discipline.reset()
    this.#stopped = this.#stoppedByRequest = false
    sessionLosesTty(this.#kernel, this)
    this.queue.notify(EVENT_IN | EVENT_OUT | EVENT_ERR | EVENT_HUP)
  }

  /** The other side is gone. */
  hangUp(): void {
    if (this.#gone) return
    this.#gone = true
    this.hangUpFiles()
    const { input, output } = this.#streams
    input.close()
    if (output !== input) output.close()
    this.#onHangUp()
  }
}
