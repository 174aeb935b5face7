// Modes: the termios of a terminal, as the parts of the line discipline ask for it. gVisor: pkg/abi/linux/tty.go,
// KernelTermios. Linux: include/linux/tty.h (I_ICRNL and kin), n_tty_set_termios in drivers/tty/n_tty.c.

import {
  B38400,
  CREAD,
  CS8,
  CSIZE,
  ECHO,
  ECHOCTL,
  ECHOE,
  ECHOK,
  ECHOKE,
  EXTPROC,
  ICANON,
  ICRNL,
  IEXTEN,
  IGNCR,
  INLCR,
  ISIG,
  ISTRIP,
  IUCLC,
  IUTF8,
  IXON,
  NCCS,
  ONLCR,
  OPOST,
  PARENB,
  PARMRK,
  type Termios,
  VEOF,
  VEOL,
  VEOL2,
  VERASE,
  VINTR,
  VKILL,
  VLNEXT,
  VQUIT,
  VREPRINT,
  VSTART,
  VSTOP,
  VSUSP,
  VWERASE,
} from '@jvisor/abi'

/** In c_cc, it stands for no character at all (_POSIX_VDISABLE). */
export const NO_CHARACTER = 0
export const NEWLINE = 0x0a
export const RETURN = 0x0d

/** Ctrl-C, Ctrl-\, DEL, Ctrl-U, Ctrl-D, VTIME 0, VMIN 1 and so on (INIT_C_CC). */
const CHARACTERS = [3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0]

/** What a terminal begins with: that of a pseudo-terminal (tty_std_termios, pty_unix98_install). */
export const INITIAL_TERMIOS: Termios = {
  c_iflag: ICRNL | IXON,
  c_oflag: OPOST | ONLCR,
  c_cflag: B38400 | CS8 | CREAD,
  c_lflag: ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
  c_line: 0,
  c_cc: Uint8Array.from(CHARACTERS),
  c_ispeed: 38400,
  c_ospeed: 38400,
}

/** What makes input more than bytes that are passed on. */
const COOKED_INPUT = ISTRIP | IUCLC | IGNCR | ICRNL | INLCR | IXON | PARMRK
const COOKED_LOCAL = ICANON | ISIG | ECHO

export class Modes {
  #termios: Termios = INITIAL_TERMIOS
  /** 1 for a byte that means something in these modes (char_map). */
  readonly #special = new Uint8Array(256)
  #raw = false

  constructor() {
    this.set(INITIAL_TERMIOS)
  }

  get termios(): Termios {
    return this.#termios
  }

  /** A line without a line: always of 8 bits, and open for reading (pty_set_termios). */
  set(termios: Termios): void {
    const c_cflag = ((termios.c_cflag & ~(CSIZE | PARENB)) | CS8 | CREAD) >>> 0
    this.#termios = { ...termios, c_cflag, c_cc: termios.c_cc.slice(0, NCCS) }
    this.#raw = !this.input(COOKED_INPUT) && !this.local(COOKED_LOCAL)
    this.#markSpecial()
  }

  #markSpecial(): void {
    const special = this.#special.fill(0)
    const mark = (...indices: readonly number[]) => {
      for (const index of indices) special[this.character(index)] = 1
    }
    if (this.input(IGNCR | ICRNL)) special[RETURN] = 1
    if (this.input(INLCR)) special[NEWLINE] = 1
    if (this.local(ICANON)) {
      special[NEWLINE] = 1
      mark(VERASE, VKILL, VEOF, VEOL)
      if (this.local(IEXTEN)) mark(VWERASE, VLNEXT, VEOL2)
      if (this.local(IEXTEN) && this.local(ECHO)) mark(VREPRINT)
    }
    if (this.input(IXON)) mark(VSTART, VSTOP)
    if (this.local(ISIG)) mark(VINTR, VQUIT, VSUSP)
    special[NO_CHARACTER] = 0
  }

  /** One of these is set in c_iflag. */
  input(flags: number): boolean {
    return (this.#termios.c_iflag & flags) !== 0
  }

  /** In c_oflag. */
  output(flags: number): boolean {
    return (this.#termios.c_oflag & flags) !== 0
  }

  /** In c_lflag. */
  local(flags: number): boolean {
    return (this.#termios.c_lflag & flags) !== 0
  }

  /** The character, or number, at an index of c_cc. */
  character(index: number): number {
    return this.#termios.c_cc[index]
  }

  /** Bytes are passed on as they come. */
  get isRaw(): boolean {
    return this.#raw
  }

  /** Reads give lines. */
  get givesLines(): boolean {
    return this.local(ICANON) && !this.local(EXTPROC)
  }

  isSpecial(c: number): boolean {
    return this.#special[c] === 1
  }

  /** A byte that goes on with a character of several (UTF-8, if that is what the terminal is for). */
  isContinuation(c: number): boolean {
    return (c & 0xc0) === 0x80 && this.input(IUTF8)
  }
}
