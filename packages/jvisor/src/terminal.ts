// Terminal: the tty of programs, whose other side the embedder is: a terminal emulator, or a script. gVisor: the console
// socket of runsc; fsimpl/devpts master.go.

import { errnoName } from '@jvisor/abi'
import type { Kernel, Tty } from '@jvisor/kernel'
import { FlipBuffer, type HostStream, type TerminalInput } from '@jvisor/vfs'
import * as z from 'zod'
import { OutputStream } from './streams.ts'

/** How a {@link Terminal} is made. */
export interface TerminalOpts {
  /** Columns and rows of its window, 0 to 65535. */
  readonly cols: number
  readonly rows: number
  /** Where what is typed comes from, and where what is shown goes, if not by way of `write` and `onOutput`. */
  readonly input?: TerminalInput
  readonly output?: HostStream
}

const SIZE = z.number().int().min(0).max(0xffff)
/** Columns and rows, as options have them. */
export const TERMINAL_SIZE = z.object({ cols: SIZE, rows: SIZE })

/**
 * A terminal for {@link SpawnOpts.terminal}. Between it and programs is Linux's line discipline: it echoes, edits lines, and
 * makes signals of Ctrl-C and its kin, until programs ask for something else.
 */
export class Terminal {
  readonly #typed = new FlipBuffer()
  readonly #opts: TerminalOpts
  /** What was shown before anybody wanted to see it. */
  #unseen: Uint8Array[] = []
  #listener: ((bytes: Uint8Array) => void) | undefined
  #size: { readonly cols: number; readonly rows: number }
  #kernel: Kernel | undefined
  #tty: Tty | undefined

  /** @throws TypeError, one line, naming what is wrong */
  constructor(opts: TerminalOpts) {
    this.#opts = opts
    this.#size = checkSize(opts)
  }

  /**
   * Types bytes. What programs do not read stays until they do, up to some 20 KB, as on Linux's pseudo terminals.
   * @returns how many there was room for; the rest is to be typed again when {@link onRoom} calls
   */
  write(bytes: Uint8Array): number {
    return this.#typed.type(bytes)
  }

  /** Calls `listener` whenever there is room again for what is typed. There is one. */
  onRoom(listener: () => void): void {
    this.#typed.onRoom = listener
  }

  /** Calls `listener` with all that is shown, what has been so far first. There is one; it may type at once. */
  onOutput(listener: (bytes: Uint8Array) => void): void {
    this.#listener = listener
    const unseen = this.#unseen
    this.#unseen = []
    for (const bytes of unseen) listener(bytes)
  }

  /** The window has another size now: the foreground gets SIGWINCH. @throws TypeError */
  resize(cols: number, rows: number): void {
    this.#size = checkSize({ cols, rows })
    this.#tty?.resize({ ws_row: rows, ws_col: cols, ws_xpixel: 0, ws_ypixel: 0 })
  }

  get cols(): number {
    return this.#size.cols
  }

  get rows(): number {
    return this.#size.rows
  }

  /** Nobody is there any more: the leader of the session gets SIGHUP, reads end, writes are EIO. */
  hangUp(): void {
    this.#tty?.hangUp()
    this.#typed.end()
  }

  /** Resolves when all that programs have written so far is shown. */
  async drained(): Promise<void> {
    await this.#tty?.drained()
  }

  /** The terminal as a machine has it, from now on. @throws Error if it is another machine's, or there are too many */
  attach(kernel: Kernel): Tty {
    if (this.#kernel !== undefined && this.#kernel !== kernel)
      throw new Error('the terminal is of another machine')
    if (this.#tty !== undefined) return this.#tty
    const { input = this.#typed, output = new OutputStream((bytes) => this.#show(bytes)) } = this.#opts
    const tty = kernel.terminals.add({ input, output }, this.#size)
    if (typeof tty === 'number') throw new Error(`no terminal: ${errnoName(tty)}`)
    this.#kernel = kernel
    this.#tty = tty
    return tty
  }

  #show(bytes: Uint8Array): void {
    if (this.#listener === undefined) this.#unseen.push(bytes)
    else this.#listener(bytes)
  }
}

function checkSize(size: { cols: number; rows: number }): { readonly cols: number; readonly rows: number } {
  const result = TERMINAL_SIZE.safeParse(size)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`terminal: ${issue.path.join('.')}: ${issue.message}`)
}
