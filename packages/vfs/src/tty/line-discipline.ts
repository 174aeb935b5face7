// LineDiscipline: what is between a terminal and the programs that read and write it: lines, echo, special characters,
// output processing. It does not know of processes: signals and flow are reported. gVisor: fsimpl/devpts
// line_discipline.go, which has far less of it. Linux: drivers/tty/n_tty.c.

import {
  ECHO,
  ECHOCTL,
  ECHONL,
  EXTPROC,
  ICANON,
  ICRNL,
  IEXTEN,
  IGNCR,
  INLCR,
  ISIG,
  ISTRIP,
  IUCLC,
  IXANY,
  IXON,
  NOFLSH,
  PARMRK,
  SIGINT,
  SIGQUIT,
  SIGTSTP,
  type Termios,
  VEOF,
  VEOL,
  VEOL2,
  VERASE,
  VINTR,
  VKILL,
  VLNEXT,
  VMIN,
  VQUIT,
  VREPRINT,
  VSTART,
  VSTOP,
  VSUSP,
  VTIME,
  VWERASE,
} from '@jvisor/abi'
import { toLower } from './characters.ts'
import { Echo } from './echo.ts'
import { Eraser } from './erasing.ts'
import { INITIAL_TERMIOS, Modes, NEWLINE, NO_CHARACTER, RETURN } from './modes.ts'
import { type TerminalDriver, TerminalOutput } from './output.ts'
import { BUFFER_SIZE, ReadBuffer } from './read-buffer.ts'

const BACKSPACE = 0x08
const CARET = 0x5e
const DEL_MARK = 0xff

/** What a line discipline tells its terminal of. */
export interface LineDisciplineHost extends TerminalDriver {
  /** A character asks for a signal to the foreground: SIGINT, SIGQUIT, SIGTSTP. */
  signal(signal: number): void
  /** Output stops, or goes on: it is stopped by a character (XOFF). */
  stop(): void
  start(): void
  /** It is stopped, and a character may start it: no request has stopped it. */
  readonly isStopped: boolean
  /** There is something to read. */
  readable(): void
}

export class LineDiscipline {
  readonly #host: LineDisciplineHost
  readonly #modes = new Modes()
  readonly #buffer = new ReadBuffer()
  readonly #output: TerminalOutput
  readonly #echo: Echo
  readonly #eraser: Eraser
  /** The next character is taken as it is (VLNEXT). */
  #literal = false
  /** Bytes that come next and were looked at already. */
  #seen = 0

  constructor(host: LineDisciplineHost) {
    this.#host = host
    this.#output = new TerminalOutput(this.#modes, host)
    this.#echo = new Echo(this.#modes, this.#output)
    this.#eraser = new Eraser(this.#modes, this.#buffer, this.#echo)
  }

  get termios(): Termios {
    return this.#modes.termios
  }

  /** @see n_tty_set_termios */
  setTermios(termios: Termios): void {
    const modes = this.#modes
    const old = modes.termios
    modes.set(termios)
    if (((old.c_lflag ^ modes.termios.c_lflag) & (ICANON | EXTPROC)) !== 0) {
      this.#buffer.changeKind(modes.local(ICANON))
      this.#eraser.forget()
      this.#literal = false
    }
    if ((old.c_iflag & IXON) !== 0 && !modes.input(IXON) && this.#host.isStopped) {
      this.#started()
      this.#host.flush()
    }
    this.#host.readable()
  }

  /** All is as it was at first: nothing was typed, nothing is to be shown, and the modes are those to begin with. */
  reset(): void {
    this.setTermios(INITIAL_TERMIOS)
    this.flushInput()
    this.#echo.clear()
    this.#output.column = this.#output.lineColumn = 0
  }

  /** Output goes on. What a signal then finds not yet handed on goes with the rest. */
  #started(): void {
    this.#host.start()
    this.#echo.show()
  }

  /** Shows what waits of the echo, as far as there is room. */
  showEcho(): void {
    this.#echo.show()
    this.#host.flush()
  }

  // Input.

  /** Bytes that there is room for, but for one; below 0 if that is taken, too. */
  get #free(): number {
    const left = BUFFER_SIZE - this.#buffer.length
    return (this.#modes.input(PARMRK) ? Math.ceil(left / 3) : left) - 1
  }

  /**
   * Bytes that can be received now. While a line is longer than the buffer there is room for 1, so that it can be ended.
   * @see n_tty_receive_buf_common
   */
  get room(): number {
    const free = this.#free
    if (free > 0) return free
    return this.#modes.local(ICANON) && this.#buffer.lineHead === this.#buffer.tail ? 1 : 0
  }

  /**
   * Takes what was typed. Of a line that is longer than the buffer, it takes the place of the last character.
   * Precondition: there is {@link room}.
   */
  receive(bytes: Uint8Array): void {
    const buffer = this.#buffer
    if (this.#free < 0) buffer.head--
    const seen = Math.min(this.#seen, bytes.length)
    for (let i = 0; i < bytes.length; i++) this.#receiveByte(bytes[i], i < seen)
    this.#seen -= seen
    this.#echo.show()
    if (this.#modes.givesLines) return
    buffer.rawHead = buffer.head
    if (buffer.length > 0) this.#host.readable()
  }

  /**
   * Looks at what there is no room for: output stops and starts all the same. @see n_tty_lookahead_flow_ctrl
   */
  lookAhead(bytes: Uint8Array): void {
    this.#seen += bytes.length
    if (!this.#modes.input(IXON)) return
    for (let i = 0; i < bytes.length; i++) this.#controlsFlow(bytes[i], false)
  }

  /** `seen`: it was looked at already. */
  #receiveByte(byte: number, seen: boolean): void {
    const modes = this.#modes
    const literal = this.#literal
    this.#literal = false
    if (modes.isRaw) {
      this.#buffer.put(byte)
      return
    }
    let c = byte
    if (modes.input(ISTRIP)) c &= 0x7f
    if (modes.input(IUCLC) && modes.local(IEXTEN)) c = toLower(c)
    if (literal) this.#ordinary(c)
    else if (modes.local(EXTPROC)) this.#buffer.put(c)
    else if (modes.isSpecial(c)) this.#special(c, seen)
    else this.#ordinary(c)
  }

  /** @see n_tty_receive_char */
  #ordinary(c: number): void {
    this.#startByAny()
    if (this.#modes.local(ECHO)) this.#echoCharacter(c)
    this.#put(c)
  }

  #put(c: number): void {
    if (c === DEL_MARK && this.#modes.input(PARMRK)) this.#buffer.put(c)
    this.#buffer.put(c)
  }

  #echoCharacter(c: number): void {
    this.#eraser.finish()
    if (!this.#buffer.hasPartialLine) this.#echo.beginLine()
    this.#echo.character(c)
  }

  #startByAny(): void {
    if (this.#host.isStopped && this.#modes.input(IXON) && this.#modes.input(IXANY)) this.#started()
  }

  /** @see n_tty_receive_char_special */
  #special(byte: number, seen: boolean): void {
    const modes = this.#modes
    if (modes.input(IXON) && this.#controlsFlow(byte, seen)) return
    if (modes.local(ISIG)) {
      const signal = this.#signalOf(byte)
      if (signal !== 0) {
        this.#interrupt(signal, byte)
        return
      }
    }
    this.#startByAny()
    let c = byte
    if (c === RETURN) {
      if (modes.input(IGNCR)) return
      if (modes.input(ICRNL)) c = NEWLINE
    } else if (c === NEWLINE && modes.input(INLCR)) c = RETURN
    if (modes.local(ICANON) && this.#edit(c)) return
    if (modes.local(ECHO)) {
      if (c === NEWLINE) {
        this.#eraser.finish()
        this.#echo.byte(NEWLINE)
      } else this.#echoCharacter(c)
    }
    this.#put(c)
  }

  /** It stops or starts output, or has when it was looked at. */
  #controlsFlow(c: number, seen: boolean): boolean {
    const starts = c === this.#modes.character(VSTART)
    if (!starts && c !== this.#modes.character(VSTOP)) return false
    if (seen) return true
    if (starts) this.#started()
    else this.#host.stop()
    return true
  }

  #signalOf(c: number): number {
    const modes = this.#modes
    if (c === modes.character(VINTR)) return SIGINT
    if (c === modes.character(VQUIT)) return SIGQUIT
    return c === modes.character(VSUSP) ? SIGTSTP : 0
  }

  /** @see n_tty_receive_signal_char */
  #interrupt(signal: number, c: number): void {
    this.#host.signal(signal)
    if (!this.#modes.local(NOFLSH)) {
      this.#echo.clear()
      this.#host.discard()
      this.flushInput()
    }
    if (this.#modes.input(IXON)) this.#host.start()
    if (this.#modes.local(ECHO)) this.#echo.character(c)
  }

  /** Characters that edit the line, or end it. @returns false for any other. */
  #edit(c: number): boolean {
    const modes = this.#modes
    const extended = modes.local(IEXTEN)
    if (c === modes.character(VERASE) || c === modes.character(VKILL)) this.#eraser.erase(c)
    else if (extended && c === modes.character(VWERASE)) this.#eraser.erase(c)
    else if (extended && c === modes.character(VLNEXT)) this.#nextLiteral()
    else if (extended && c === modes.character(VREPRINT) && modes.local(ECHO)) this.#reprint(c)
    else if (c === NEWLINE) {
      if (modes.local(ECHO) || modes.local(ECHONL)) this.#echo.byte(NEWLINE)
      this.#endLine(c)
    } else if (c === modes.character(VEOF)) this.#endLine(NO_CHARACTER)
    else if (c === modes.character(VEOL) || (extended && c === modes.character(VEOL2))) {
      if (modes.local(ECHO)) {
        if (!this.#buffer.hasPartialLine) this.#echo.beginLine()
        this.#echo.character(c)
      }
      if (c === DEL_MARK && modes.input(PARMRK)) this.#buffer.put(c)
      this.#endLine(c)
    } else return false
    return true
  }

  #nextLiteral(): void {
    this.#literal = true
    if (!this.#modes.local(ECHO)) return
    this.#eraser.finish()
    if (!this.#modes.local(ECHOCTL)) return
    this.#echo.byte(CARET)
    this.#echo.byte(BACKSPACE)
  }

  #reprint(c: number): void {
    const buffer = this.#buffer
    this.#eraser.finish()
    this.#echo.character(c)
    this.#echo.byte(NEWLINE)
    for (let i = buffer.lineHead; i !== buffer.head; i++) this.#echo.character(buffer.at(i))
  }

  #endLine(c: number): void {
    this.#buffer.putEnd(c)
    this.#host.readable()
  }

  // Reading.

  /** A read would give something. `polled`: as poll(2) asks, for which VMIN counts. */
  hasInput(polled = false): boolean {
    const buffer = this.#buffer
    if (this.#modes.givesLines) return buffer.lineHead !== buffer.tail
    const needed = polled && this.#time === 0 && this.#minimum > 0 ? this.#minimum : 1
    return buffer.rawHead - buffer.tail >= needed
  }

  get #minimum(): number {
    return this.#modes.character(VMIN)
  }

  get #time(): number {
    return this.#modes.character(VTIME)
  }

  /** Bytes that a raw read wants before it gives any; 0: it gives a line, or what there is. */
  get wanted(): number {
    return this.#modes.local(ICANON) ? 0 : Math.max(1, this.#minimum)
  }

  /** Tenths of a second that a read which has moved `done` bytes waits for the next; Infinity: as long as it takes. */
  patience(done: number): number {
    if (this.#modes.local(ICANON)) return Infinity
    if (this.#minimum === 0) return this.#time
    return done > 0 && this.#time > 0 ? this.#time : Infinity
  }

  /** Moves up to `limit` bytes of what there is to `dst`; a line at most. @returns how many. @see goesOn */
  take(dst: Uint8Array, limit: number): number {
    const modes = this.#modes
    if (modes.givesLines) return this.#buffer.takeLine(dst, limit)
    const n = this.#buffer.takeBytes(dst, limit)
    // Of lines that the other side has made, it is the end of the file if it comes alone.
    const isEnd = n === 1 && modes.local(ICANON) && dst[0] === modes.character(VEOF) && !this.goesOn
    return isEnd ? 0 : n
  }

  /** There is more for the read that has just taken something. */
  get goesOn(): boolean {
    return this.#buffer.hasMore
  }

  /** A read has just filled its buffer: the end of the file that comes next was part of it. */
  skipEndOfFile(): void {
    if (this.#modes.givesLines) this.#buffer.skipEndOfFile()
  }

  /** FIONREAD. */
  get bytesToRead(): number {
    return this.#modes.givesLines ? this.#buffer.bytesOfLines : this.#buffer.length
  }

  /** What was typed and not read is forgotten. */
  flushInput(): void {
    this.#buffer.clear()
    this.#seen = 0
    this.#eraser.forget()
  }

  // Writing.

  /** Shows what a program writes. @returns how many bytes there was room for. @see n_tty_write */
  write(bytes: Uint8Array): number {
    this.#echo.show()
    let n = 0
    while (n < bytes.length && this.#output.show(bytes[n])) n++
    this.#host.flush()
    return n
  }
}
