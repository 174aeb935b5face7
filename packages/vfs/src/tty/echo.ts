// Echo: what is to be shown of what was typed, in its order, until there is room for it. Linux: add_echo_byte and
// __process_echoes in drivers/tty/n_tty.c.
//
// Some of it only becomes bytes when it is shown, since it depends on where the cursor is then: those are operations.

import { ECHOCTL } from '@jvisor/abi'
import { isControl } from './characters.ts'
import type { Modes } from './modes.ts'
import { TAB_STOP, type TerminalOutput } from './output.ts'
import { BUFFER_SIZE } from './read-buffer.ts'

const BACKSPACE = 0x08
const TAB = 0x09
const CARET = 0x5e

/** Above all bytes: what an element is that is no byte to be shown as output is. */
const CONTROL = 0x100
const MOVE_BACK = 0x200
const BEGIN_LINE = 0x300
const ERASE_TAB = 0x400
/** An 0xff is no operation, and not output that becomes something else (ECHO_OP_START escaped). */
const PLAIN = 0x500
const KIND = 0xf00
/** Of {@link ERASE_TAB}: columns are counted from a tab, not from where the line began. */
const AFTER_TAB = 0x80

export class Echo {
  readonly #modes: Modes
  readonly #output: TerminalOutput
  /** A ring: what comes when it is full takes the place of what came first. */
  readonly #elements = new Uint16Array(BUFFER_SIZE)
  #head = 0
  #tail = 0

  constructor(modes: Modes, output: TerminalOutput) {
    this.#modes = modes
    this.#output = output
  }

  #add(element: number): void {
    if (this.#head - this.#tail === BUFFER_SIZE) this.#tail++
    this.#elements[this.#head % BUFFER_SIZE] = element
    this.#head++
  }

  /** A byte of what was typed: ^X for a control character. */
  character(c: number): void {
    if (this.#modes.local(ECHOCTL) && isControl(c) && c !== TAB) this.#add(CONTROL | c)
    else this.byte(c)
  }

  /** A byte as it is. */
  byte(c: number): void {
    this.#add(c === 0xff ? PLAIN | c : c)
  }

  /** The cursor counts as one column further to the left. */
  moveBack(): void {
    this.#add(MOVE_BACK)
  }

  /** The line that is typed begins where the cursor is. */
  beginLine(): void {
    this.#add(BEGIN_LINE)
  }

  /** A tab goes, behind so many columns: since the tab before, or since the line began. */
  eraseTab(columns: number, afterTab: boolean): void {
    this.#add(ERASE_TAB | (columns % TAB_STOP) | (afterTab ? AFTER_TAB : 0))
  }

  clear(): void {
    this.#head = this.#tail = 0
  }

  /** Shows as much as there is room for; whoever wants it seen at once flushes. */
  show(): void {
    while (this.#tail < this.#head && this.#showElement(this.#elements[this.#tail % BUFFER_SIZE]))
      this.#tail++
  }

  #showElement(element: number): boolean {
    const output = this.#output
    const value = element & 0xff
    switch (element & KIND) {
      case CONTROL:
        return this.#put([CARET, value ^ 0o100], 2)
      case PLAIN:
        return this.#put([value], 1)
      case MOVE_BACK:
        if (output.column > 0) output.column--
        return true
      case BEGIN_LINE:
        output.lineColumn = output.column
        return true
      case ERASE_TAB:
        return this.#eraseTab(value)
      default:
        return output.show(value)
    }
  }

  #put(bytes: readonly number[], columns: number): boolean {
    const { driver } = this.#output
    if (driver.room < bytes.length) return false
    for (const byte of bytes) driver.put(byte)
    this.#output.column += columns
    return true
  }

  #eraseTab(value: number): boolean {
    const output = this.#output
    const columns = (value & AFTER_TAB) !== 0 ? value & ~AFTER_TAB : value + output.lineColumn
    const back = TAB_STOP - (columns % TAB_STOP)
    if (output.driver.room < back) return false
    for (let i = 0; i < back; i++) output.driver.put(BACKSPACE)
    output.column = Math.max(0, output.column - back)
    return true
  }
}
