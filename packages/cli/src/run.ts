// `jvisor run`: starts the sentry's thread, passes signals on to it, and ends as the program ended.

import { once } from 'node:events'
import { extname } from 'node:path'
import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import { SIGHUP, SIGINT, SIGTERM } from '@jvisor/abi'
import type { RunOptions } from './options.ts'
import { firstLine, ProgramError } from './program.ts'
import { DEAF_MS, type FromSentry, PATIENCE_MS, type RunRequest } from './thread-protocol.ts'

const FORWARDED = { SIGINT, SIGTERM, SIGHUP } as const
/** A thread that has said its last word and does not end, because the program has left timers, is ended then. */
const LEFTOVERS_MS = 100
/** A thread that does not end when told to stands in a system call of the host; the process ends without it then. */
const TERMINATE_MS = 500

/** Runs a program to its end. @returns the exit status for the shell. @throws ProgramError, Error: one line */
export async function run(name: string, args: readonly string[], options: RunOptions): Promise<number> {
  const request: RunRequest = { name, args, options }
  const module = new URL(`./sentry-thread${extname(import.meta.url)}`, import.meta.url)
  // Our own streams of Node's stay untouched, since they would make the descriptors non-blocking for everybody, until
  // a program says something by way of console.log.
  const worker = new Worker(module, { workerData: request, stdout: true, stderr: true })
  worker.stdout.on('data', (chunk: Uint8Array) => process.stdout.write(chunk))
  worker.stderr.on('data', (chunk: Uint8Array) => process.stderr.write(chunk))
  const signals = new SignalForwarder(worker)
  try {
    const status = await outcome(worker, signals)
    await Promise.all([worker.stdout, worker.stderr].map(ended))
    return status
  } finally {
    signals.close()
  }
}

/** What a thread has printed is there: it ends with the thread, but is told apart from that. */
async function ended(stream: Readable): Promise<void> {
  if (!stream.readableEnded) await once(stream, 'end')
}

function outcome(worker: Worker, signals: SignalForwarder): Promise<number> {
  return new Promise((resolve, reject) => {
    let last = () => {}
    const end = (how: () => void) => {
      last = how
      setTimeout(() => void worker.terminate(), LEFTOVERS_MS).unref()
    }
    worker.on('message', (message: FromSentry) => {
      if ('heard' in message) signals.heard(message.heard)
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
