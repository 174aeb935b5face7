// Eraser: VERASE, VWERASE and VKILL: what goes of the line that is being typed, and what is seen of that. Linux: eraser
// in drivers/tty/n_tty.c.

import { ECHO, ECHOCTL, ECHOE, ECHOK, ECHOKE, ECHOPRT, VERASE, VKILL, VWERASE } from '@jvisor/abi'
import { isAlphanumeric, isControl } from './characters.ts'
import type { Echo } from './echo.ts'
import { type Modes, NEWLINE } from './modes.ts'
import type { ReadBuffer } from './read-buffer.ts'

const BACKSPACE = 0x08
const TAB = 0x09
const BLANK = 0x20
const BACKSLASH = 0x5c
const SLASH = 0x2f
const UNDERSCORE = 0x5f

export class Eraser {
  readonly #modes: Modes
  readonly #buffer: ReadBuffer
  readonly #echo: Echo
  /** What goes is printed, between \ and / (ECHOPRT). */
  #printing = false

  constructor(modes: Modes, buffer: ReadBuffer, echo: Echo) {
    this.#modes = modes
    this.#buffer = buffer
    this.#echo = echo
  }

  /** Erasing has come to an end: something else was typed. */
  finish(): void {
    if (!this.#printing) return
    this.#echo.byte(SLASH)
    this.#printing = false
  }

  forget(): void {
    this.#printing = false
  }

  /** Precondition: `c` is one of the three characters. */
  erase(c: number): void {
    const modes = this.#modes
    const buffer = this.#buffer
    if (!buffer.hasPartialLine) return
    const one = c === modes.character(VERASE)
    const word = !one && c === modes.character(VWERASE)
    if (!one && !word && this.#killsAtOnce()) return
    for (let seenWord = false; buffer.hasPartialLine; ) {
      const start = this.#characterStart()
      if (start < 0) break
      if (word) {
        const first = buffer.at(start)
        if (isAlphanumeric(first) || first === UNDERSCORE) seenWord = true
        else if (seenWord) break
      }
      const bytes = buffer.head - start
      buffer.head = start
      if (modes.local(ECHO)) this.#showErased(start, bytes, one)
      if (one) break
    }
    if (!buffer.hasPartialLine && modes.local(ECHO)) this.finish()
  }

  /** VKILL without seeing each character go. */
  #killsAtOnce(): boolean {
    const modes = this.#modes
    const seen = modes.local(ECHOK) && modes.local(ECHOKE) && modes.local(ECHOE)
    if (modes.local(ECHO) && seen) return false
    this.#buffer.head = this.#buffer.lineHead
    if (!modes.local(ECHO)) return true
    this.finish()
    this.#echo.character(modes.character(VKILL))
    if (modes.local(ECHOK)) this.#echo.byte(NEWLINE)
    return true
  }

  /** Where the last character begins; -1 if it has no beginning. */
  #characterStart(): number {
    const buffer = this.#buffer
    let start = buffer.head
    do start--
    while (this.#modes.isContinuation(buffer.at(start)) && start !== buffer.lineHead)
    return this.#modes.isContinuation(buffer.at(start)) ? -1 : start
  }

  #showErased(start: number, bytes: number, one: boolean): void {
    const modes = this.#modes
    const echo = this.#echo
    const c = this.#buffer.at(start)
    if (modes.local(ECHOPRT)) this.#print(start, bytes)
    else if (one && !modes.local(ECHOE)) echo.character(modes.character(VERASE))
    else if (c === TAB) this.#eraseTab(start)
    else {
      if (isControl(c) && modes.local(ECHOCTL)) this.#back()
      if (!isControl(c) || modes.local(ECHOCTL)) this.#back()
    }
  }

  #print(start: number, bytes: number): void {
    if (!this.#printing) this.#echo.byte(BACKSLASH)
    this.#printing = true
    this.#echo.character(this.#buffer.at(start))
    for (let i = start + 1; i < start + bytes; i++) {
      this.#echo.byte(this.#buffer.at(i))
      this.#echo.moveBack()
    }
  }

  #back(): void {
    for (const byte of [BACKSPACE, BLANK, BACKSPACE]) this.#echo.byte(byte)
  }

  /** How far a tab has gone depends on what stands before it, up to the tab before that. */
  #eraseTab(start: number): void {
    const modes = this.#modes
    let columns = 0
    for (let i = start; i !== this.#buffer.lineHead; ) {
      const c = this.#buffer.at(--i)
      if (c === TAB) {
        this.#echo.eraseTab(columns, true)
        return
      }
      if (isControl(c)) columns += modes.local(ECHOCTL) ? 2 : 0
      else if (!modes.isContinuation(c)) columns++
    }
    this.#echo.eraseTab(columns, false)
  }
}
