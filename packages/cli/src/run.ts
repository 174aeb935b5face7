// `jvisor run`: tells the sentry's thread what to run, passes signals on to it, and ends as the program ended.

import { once } from 'node:events'
import type { Readable } from 'node:stream'
import type { Worker } from 'node:worker_threads'
import { SIGHUP, SIGINT, SIGTERM } from '@jvisor/abi'
import { HostTerminal, isOnTerminal } from './host/host-terminal.ts'
import { firstLine, ProgramError } from './program.ts'
import type { RunOptions } from './run-options.ts'
import { DEAF_MS, type FromSentry, PATIENCE_MS, type RunRequest, type ToSentry } from './thread-protocol.ts'
import { RAW_END } from './write-line.ts'

const FORWARDED = { SIGINT, SIGTERM, SIGHUP } as const
/** A thread that has said its last word and does not end, because the program has left timers, is ended then. */
const LEFTOVERS_MS = 100
/** A thread that does not end when told to stands in a system call of the host; the process ends without it then. */
const TERMINATE_MS = 500

/** Runs a program to its end. @returns the exit status for the shell. @throws ProgramError, Error: one line */
export async function run(
  worker: Worker,
  name: string,
  args: readonly string[],
  options: RunOptions,
): Promise<number> {
  const request: RunRequest = { name, args, options, onTerminal: isOnTerminal() }
  worker.ref()
  worker.postMessage({ run: request } satisfies ToSentry)
  const terminal = new SharedTerminal(worker)
  worker.stdout.on('data', (chunk: Buffer) => process.stdout.write(terminal.shown(chunk)))
  worker.stderr.on('data', (chunk: Buffer) => process.stderr.write(terminal.shown(chunk)))
  const signals = new SignalForwarder(worker)
  try {
    const status = await outcome(worker, signals, terminal)
    await Promise.all([worker.stdout, worker.stderr].map(ended))
    return status
  } finally {
    terminal.leave()
    signals.close()
  }
}

/** What a thread has printed is there: it ends with the thread, but is told apart from that. */
async function ended(stream: Readable): Promise<void> {
  if (!stream.readableEnded) await once(stream, 'end')
}

function outcome(worker: Worker, signals: SignalForwarder, terminal: SharedTerminal): Promise<number> {
  return new Promise((resolve, reject) => {
    let last = () => {}
    const end = (how: () => void) => {
      last = how
      setTimeout(() => void worker.terminate(), LEFTOVERS_MS).unref()
    }
    worker.on('message', (message: FromSentry) => {
      if ('ready' in message) terminal.enter()
      else if ('taken' in message) terminal.taken(message.taken)
      else if ('heard' in message) signals.heard(message.heard)
      else if ('stuck' in message) killHard(worker, message.stuck)
      else if ('status' in message) {
        signals.ended(message.status)
        end(() => resolve(message.status))
      } else end(() => reject(new ProgramError(message.failure.message, message.failure.status)))
    })
    // An exception that was thrown in nobody's hearing, such as in a timer of the program's.
    worker.on('error', (error: Error) =>
      reject(new ProgramError(`uncaught exception: ${firstLine(error)}`, 1)),
    )
    worker.on('exit', (status) => {
      last()
      resolve(status) // unless there was a last word; without one, the program has called process.exit
    })
  })
}

/** The characters that make SIGINT and SIGQUIT, for people who want to get out. */
const INTERRUPTS = [0x03, 0x1c]

/** Bytes that may have been typed and not come to the program's terminal: with more, nothing is read from our own. */
const MAX_UNTAKEN = 65536

/** The terminal, once it is the program's: passes on what is typed. */
class SharedTerminal {
  readonly #worker: Worker
  #terminal: HostTerminal | undefined
  /** Bytes that were typed and have not come to the program's terminal, and since when one that is to interrupt has not. */
  #untaken = 0
  #interruptedAt = Infinity

  constructor(worker: Worker) {
    this.#worker = worker
  }

  /** The program is about to begin. */
  enter(): void {
    const send = (message: ToSentry) => this.#worker.postMessage(message)
    this.#terminal = new HostTerminal({
      typed: (bytes) => {
        this.#checkDeaf(bytes)
        this.#untaken += bytes.length
        if (this.#untaken > MAX_UNTAKEN) this.#terminal?.pause()
        send({ typed: bytes })
      },
      resized: (size) => send({ size }),
      hungUp: () => send({ hungUp: true }),
    })
    send({ size: this.#terminal.size })
  }

  /** A second interrupt ends a thread that has not even heard the first one. */
  #checkDeaf(bytes: Uint8Array): void {
    if (!INTERRUPTS.some((c) => bytes.includes(c))) return
    const now = performance.now()
    if (now - this.#interruptedAt > DEAF_MS) killHard(this.#worker, SIGINT)
    this.#interruptedAt = Math.min(this.#interruptedAt, now)
  }

  taken(bytes: number): void {
    this.#untaken -= bytes
    if (this.#untaken <= MAX_UNTAKEN) this.#terminal?.resume()
    if (this.#untaken === 0) this.#interruptedAt = Infinity
  }

  /** Text as it is to be written to the terminal. */
  shown(text: Buffer): Uint8Array {
    if (this.#terminal === undefined) return text
    return Buffer.from(text.toString('latin1').replaceAll('\n', RAW_END), 'latin1')
  }

  leave(): void {
    this.#terminal?.leave()
    this.#terminal = undefined
  }
}

/** Hears the host's signals and passes them on. */
class SignalForwarder {
  readonly #worker: Worker
  /** Those that the sentry's thread has not heard yet: when they came, and what ends the wait. */
  readonly #unheard = new Map<number, { at: number; timer: NodeJS.Timeout }>()
  readonly #handlers: [name: string, handler: () => void][]
  #status: number | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    this.#handlers = Object.entries(FORWARDED).map(([name, number]) => [name, () => this.#forward(number)])
    for (const [name, handler] of this.#handlers) process.on(name, handler)
  }

  #forward(signal: number): void {
    if (this.#status !== undefined) process.exit(this.#status)
    const earlier = this.#unheard.get(signal)
    if (earlier !== undefined) {
      if (performance.now() - earlier.at > DEAF_MS) killHard(this.#worker, signal)
      return
    }
    const timer = setTimeout(() => killHard(this.#worker, signal), PATIENCE_MS)
    this.#unheard.set(signal, { at: performance.now(), timer })
    this.#worker.postMessage(signal)
  }

  heard(signal: number): void {
    clearTimeout(this.#unheard.get(signal)?.timer)
    this.#unheard.delete(signal)
  }

  /** The program has ended. A signal that still comes ends the command at once, but with the program's own status. */
  ended(status: number): void {
    this.#status = status
    this.#stopWaiting()
  }

  close(): void {
    this.#stopWaiting()
    if (this.#status !== undefined) return // the process lives on for a moment, and must not die of a late signal
    for (const [name, handler] of this.#handlers) process.off(name, handler)
  }

  #stopWaiting(): void {
    for (const { timer } of this.#unheard.values()) clearTimeout(timer)
    this.#unheard.clear()
  }
}

/** Ends the process, with the program in it, as the signal would. */
function killHard(worker: Worker, signal: number): void {
  const [name] = Object.entries(FORWARDED).find(([, number]) => number === signal) ?? ['SIGKILL']
  setTimeout(() => {
    process.removeAllListeners(name)
    process.kill(process.pid, name)
  }, TERMINATE_MS)
  worker.removeAllListeners()
  void worker.terminate().then(() => process.exit(128 + signal))
}
