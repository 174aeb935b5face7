// HostTerminal: the terminal that the command was started on, for as long as it is the program's. gVisor's counterpart,
// fsimpl/host/tty.go, leaves lines, echo and signals to the host; here they are the machine's own, and the host passes
// bytes on as they are: it is raw.
//
// stty(1) makes it so, since Node cannot: its raw mode still puts a return before each newline. Whatever ends the process,
// even what it cannot hear of, there is somebody left to set it right: a shell that waits for our end of a pipe to close.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { isatty, ReadStream, WriteStream } from 'node:tty'

/** Standard input and output are a terminal. */
export function isOnTerminal(): boolean {
  return process.platform !== 'win32' && isatty(0) && isatty(1)
}

/** Columns and rows of the window. */
export interface WindowSize {
  readonly cols: number
  readonly rows: number
}

/** What people do at a terminal. */
export interface TerminalListener {
  typed(bytes: Uint8Array): void
  resized(size: WindowSize): void
  hungUp(): void
}

/** Sets modes that were saved, when its input ends without a word. It stays in the background with a clear conscience. */
const GUARD = 'trap "" HUP INT QUIT TERM TSTP TTOU; read -r _ || stty "$0" <&3'

export class HostTerminal {
  readonly #input = new ReadStream(0)
  readonly #listener: TerminalListener
  /** The modes that it had, as stty(1) writes them; undefined: there is no stty. */
  #saved: string | undefined
  #guard: ChildProcess | undefined
  #raw = false
  readonly #handlers: readonly (readonly [event: string, handler: () => void])[] = [
    ['SIGWINCH', () => this.#listener.resized(this.size)],
    ['SIGTSTP', () => this.#stop()],
    ['SIGCONT', () => this.#continue()],
    ['exit', () => this.leave()],
  ]

  /** Begins to listen, and makes the terminal raw. */
  constructor(listener: TerminalListener) {
    this.#listener = listener
    this.#saved = stty('-g')
    this.#enter()
    this.#startGuard()
    for (const [event, handler] of this.#handlers) process.on(event, handler)
    this.#input.on('data', (bytes: Uint8Array) => listener.typed(bytes))
    this.#input.on('end', () => listener.hungUp())
    this.#input.on('error', () => listener.hungUp())
  }

  get size(): WindowSize {
    const output = new WriteStream(1)
    const { columns: cols = 0, rows = 0 } = output
    output.destroy()
    return { cols, rows }
  }

  /** Takes nothing that is typed for now: the host's terminal keeps it, as far as it can. */
  pause(): void {
    this.#input.pause()
  }

  resume(): void {
    this.#input.resume()
  }

  #enter(): void {
    this.#raw = true
    if (this.#saved === undefined) this.#input.setRawMode(true)
    else stty('raw', '-echo')
  }

  /** Makes the terminal what it was. Nothing that is typed is heard any more. */
  leave(): void {
    this.#restore()
    this.#input.destroy()
    this.#guard?.stdin?.write('\n')
    this.#guard = undefined
    for (const [event, handler] of this.#handlers) process.off(event, handler)
  }

  #restore(): void {
    if (!this.#raw) return
    this.#raw = false
    if (this.#saved === undefined) this.#input.setRawMode(false)
    else stty(this.#saved)
  }

  #startGuard(): void {
    if (this.#saved === undefined) return
    const guard = spawn('sh', ['-c', GUARD, this.#saved], { stdio: ['pipe', 'ignore', 'ignore', 0] })
    guard.on('error', () => {})
    guard.stdin?.on('error', () => {})
    guard.unref()
    ;(guard.stdin as unknown as { unref?(): void } | null)?.unref?.()
    this.#guard = guard
  }

  /** SIGTSTP of the host's: nobody at this terminal sends it, since Ctrl-Z is the program's. */
  #stop(): void {
    this.#restore()
    process.kill(process.pid, 'SIGSTOP')
  }

  /** Whoever had the terminal meanwhile has left it otherwise than it was. */
  #continue(): void {
    this.#enter()
    this.#listener.resized(this.size)
  }
}

/** Runs stty(1) on the terminal. @returns what it says; undefined if it cannot. */
function stty(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('stty', args, { stdio: [0, 'pipe', 'ignore'], encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}
