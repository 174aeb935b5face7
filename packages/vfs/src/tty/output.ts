// TerminalOutput: what becomes of what is shown: OPOST, and where the cursor is meanwhile. gVisor: transform of
// fsimpl/devpts line_discipline.go. Linux: do_output_char in drivers/tty/n_tty.c.

import { OCRNL, OLCUC, ONLCR, ONLRET, ONOCR, OPOST, TABDLY, XTABS } from '@jvisor/abi'
import { isControl, toUpper } from './characters.ts'
import { type Modes, NEWLINE, RETURN } from './modes.ts'

/** Where a terminal's output goes (struct tty_operations). */
export interface TerminalDriver {
  /** Bytes that it takes now; 0 while output is stopped. */
  readonly room: number
  /** Takes a byte. Precondition: there is room. */
  put(byte: number): void
  /** That was all for now (flush_chars). */
  flush(): void
  /** What it has taken and not shown is forgotten (flush_buffer). */
  discard(): void
}

const BACKSPACE = 0x08
const TAB = 0x09
const BLANK = 0x20

/** Columns of a tab. */
export const TAB_STOP = 8

export class TerminalOutput {
  readonly #modes: Modes
  readonly driver: TerminalDriver
  /** Where the cursor is, 0 at the left. */
  column = 0
  /** Where the line that is being typed began. */
  lineColumn = 0

  constructor(modes: Modes, driver: TerminalDriver) {
    this.#modes = modes
    this.driver = driver
  }

  /** Shows a byte, as the modes say. @returns false, with nothing shown, if there is no room for what becomes of it. */
  show(byte: number): boolean {
    const { driver } = this
    const { room } = driver
    if (room === 0) return false
    if (!this.#modes.output(OPOST)) {
      driver.put(byte)
      return true
    }
    switch (byte) {
      case NEWLINE:
        return this.#newline(room)
      case RETURN:
        return this.#return()
      case TAB:
        return this.#tab(room)
      case BACKSPACE:
        if (this.column > 0) this.column--
        break
      default:
        this.#character(byte)
        return true
    }
    driver.put(byte)
    return true
  }

  #newline(room: number): boolean {
    const returns = this.#modes.output(ONLCR)
    if (returns && room < 2) return false
    if (returns || this.#modes.output(ONLRET)) this.column = 0
    this.lineColumn = this.column
    if (returns) this.driver.put(RETURN)
    this.driver.put(NEWLINE)
    return true
  }

  #return(): boolean {
    const modes = this.#modes
    if (modes.output(ONOCR) && this.column === 0) return true
    const becomesNewline = modes.output(OCRNL)
    if (!becomesNewline || modes.output(ONLRET)) this.column = this.lineColumn = 0
    this.driver.put(becomesNewline ? NEWLINE : RETURN)
    return true
  }

  #tab(room: number): boolean {
    const blanks = TAB_STOP - (this.column % TAB_STOP)
    if ((this.#modes.termios.c_oflag & TABDLY) !== XTABS) {
      this.driver.put(TAB)
    } else {
      if (room < blanks) return false
      for (let i = 0; i < blanks; i++) this.driver.put(BLANK)
    }
    this.column += blanks
    return true
  }

  #character(byte: number): void {
    let shown = byte
    if (!isControl(byte)) {
      if (this.#modes.output(OLCUC)) shown = toUpper(byte)
      if (!this.#modes.isContinuation(byte)) this.column++
    }
    this.driver.put(shown)
  }
}
