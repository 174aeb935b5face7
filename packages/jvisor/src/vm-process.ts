// VmProcess: a program that runs, with its standard streams as Web Streams.

import { SIGKILL, SIGTERM, signalNumber } from '@jvisor/abi'
import type { ExitStatus } from '@jvisor/kernel'
import type { Process } from './machine.ts'
import type { Terminal } from './terminal.ts'
import type { Chunk, ReadableOutput, WritableInput } from './web-streams.ts'

/** The standard streams of a process. */
export interface VmStreams {
  readonly stdin: WritableInput
  readonly stdout: ReadableOutput
  readonly stderr: ReadableOutput
}

export class VmProcess {
  readonly pid: number
  /** A chunk is written when the program has read it, or there is room for it. Closing it is the end of the input. */
  readonly stdin: WritableStream<Chunk>
  /** Ends when no program has it open any more. Nobody reads it: the program waits when 64 KiB are full. */
  readonly stdout: ReadableStream<Uint8Array>
  readonly stderr: ReadableStream<Uint8Array>
  /** How it ended: its exit status, or the number of the signal that killed it. Never rejects. */
  readonly exited: Promise<ExitStatus>
  readonly #process: Process
  readonly #terminal: Terminal | undefined

  constructor(process: Process, { stdin, stdout, stderr }: VmStreams, terminal?: Terminal) {
    this.#process = process
    this.#terminal = terminal
    this.pid = process.pid
    this.exited = process.exited
    this.stdin = stdin.writable
    this.stdout = stdout.readable
    this.stderr = stderr.readable
  }

  /**
   * Sends a signal: its name, or its number from 1 to 64. Default SIGTERM.
   * @throws TypeError if there is no such signal.
   */
  kill(signal: string | number = SIGTERM): void {
    const number = typeof signal === 'number' ? signal : (signalNumber(signal) ?? 0)
    if (!Number.isInteger(number) || number < 1 || number > 64)
      throw new TypeError(`kill: no signal ${signal}`)
    this.#process.kill(number)
  }

  /**
   * The window of its terminal has another size now: who is in the foreground gets SIGWINCH.
   * @throws TypeError for a size that cannot be; Error if it was not spawned on a terminal.
   */
  resize(cols: number, rows: number): void {
    if (this.#terminal === undefined) throw new Error('resize: the program has no terminal')
    this.#terminal.resize(cols, rows)
  }

  /** Kills it when `abort` fires. */
  endWith(abort: AbortSignal): void {
    const kill = () => this.kill(SIGKILL)
    abort.addEventListener('abort', kill, { once: true })
    void this.exited.then(() => abort.removeEventListener('abort', kill))
  }
}
