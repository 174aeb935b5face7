// `jvisor run`: boots a machine, runs a program on the caller's streams, and ends as the program ended.

import { closeSync, openSync, writeSync } from 'node:fs'
import { SIGHUP, SIGINT, SIGTERM } from '@jvisor/abi'
import { describeExit, type ExitStatus, shellStatus, type Tracer } from '@jvisor/kernel'
import { Strace } from '@jvisor/syscalls'
import { boot, type Machine, type Process, SeededRandom, type Volume } from 'jvisor'
import { type Logger, pino } from 'pino'
import { NodeClock, NodeRandom } from './host/node-clock.ts'
import { NodeDirectory } from './host/node-directory.ts'
import { openInput, openOutput } from './host/node-stream.ts'
import { IoCounter } from './io-counter.ts'
import type { VolumeOption } from './options.ts'
import { loadProgram, ProgramError } from './program.ts'

/** The options of the command, as commander gives them. */
export interface RunOptions {
  /** A file; empty for standard error. */
  readonly strace?: string
  readonly isolated?: true
  readonly volume: readonly VolumeOption[]
  readonly env: Readonly<Record<string, string>>
  readonly workdir?: string
  readonly memory: number
  readonly seed?: number
  readonly summary?: true
  readonly logLevel: string
}

/** What programs find in their environment if `--env` does not say otherwise. */
const ENVIRONMENT = { HOME: '/', PATH: '/bin:/usr/bin', TERM: process.env.TERM ?? 'dumb' }

/** Runs a program to its end. @returns the exit status for the shell. @throws ProgramError, TypeError, Error: one line */
export async function run(name: string, args: readonly string[], options: RunOptions): Promise<number> {
  const main = await loadProgram(name)
  const logger = pino({ level: options.logLevel }, pino.destination({ dest: 2, sync: true }))
  const trace = openTrace(options.strace)
  const counter = new IoCounter()
  const tracers: Tracer[] = [...(options.summary ? [counter] : []), ...(trace ? [trace.tracer] : [])]
  // At level trace, every system call is a log record besides.
  if (logger.isLevelEnabled('trace'))
    tracers.push(new Strace(({ line, ...fields }) => logger.trace(fields, line)))
  const started = process.hrtime.bigint()
  const machine = bootMachine(options, logger, combine(tracers))
  const stdin = openInput(0)
  const stdout = openOutput(1)
  const stderr = openOutput(2)
  // Before the program runs its first line: a signal may come right after it has said that it is ready.
  let child: Process | undefined
  const stopForwarding = forwardSignals((signal) => child?.kill(signal))
  child = machine.spawn(main, {
    args: [name, ...args],
    env: { ...ENVIRONMENT, ...options.env },
    cwd: options.workdir ?? (options.isolated ? '/' : process.cwd()),
    stdin,
    stdout,
    stderr,
  })
  const status = await child.exited
  stdin.close()
  // What the program has written is the host's affair now; only a signal cuts it short.
  if (status.signal === 0) await Promise.all([stdout.flushed(), stderr.flushed()])
  stopForwarding()
  trace?.close()
  if (options.summary) printSummary(machine, counter, status, process.hrtime.bigint() - started)
  return shellStatus(status)
}

function bootMachine(options: RunOptions, logger: Logger, tracer: Tracer | undefined): Machine {
  const here: VolumeOption = { host: process.cwd(), guest: process.cwd(), readOnly: true }
  const shown = options.isolated ? options.volume : [here, ...options.volume]
  const volumes: Volume[] = shown.map(({ host, guest, readOnly }) => ({
    path: guest,
    directory: new NodeDirectory(host, { readOnly }),
    readOnly,
  }))
  return boot({
    memoryBytes: options.memory,
    clock: new NodeClock(),
    random: options.seed === undefined ? new NodeRandom() : new SeededRandom(options.seed),
    logger,
    volumes,
    yieldToHost: () => new Promise((done) => setImmediate(done)),
    ...(tracer === undefined ? {} : { tracer }),
  })
}

/** strace to standard error, or to a file. */
function openTrace(target: string | undefined): { tracer: Tracer; close(): void } | undefined {
  if (target === undefined) return undefined
  let fd = 2
  if (target !== '') {
    try {
      fd = openSync(target, 'w')
    } catch (error) {
      throw new ProgramError(`--strace=${target}: ${(error as Error).message}`, 1)
    }
  }
  return {
    tracer: new Strace(({ line }) => writeLine(fd, line)),
    close: () => fd !== 2 && closeSync(fd),
  }
}

/** Writes a line whole, though the descriptor may be a pipe that somebody has made non-blocking. */
export function writeLine(fd: number, line: string): void {
  let bytes = Buffer.from(`${line}\n`)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return // nobody reads: there is nobody to tell
    }
  }
}

/** One tracer that tells several. */
function combine(tracers: readonly Tracer[]): Tracer | undefined {
  if (tracers.length <= 1) return tracers[0]
  return {
    enter: (...a) => tracers.forEach((t) => void t.enter(...a)),
    blocked: (...a) => tracers.forEach((t) => void t.blocked(...a)),
    exit: (...a) => tracers.forEach((t) => void t.exit(...a)),
    signal: (...a) => tracers.forEach((t) => void t.signal(...a)),
    exited: (...a) => tracers.forEach((t) => void t.exited(...a)),
  }
}

const FORWARDED = { SIGINT, SIGTERM, SIGHUP } as const
/** A second Ctrl-C within this many milliseconds does not ask the program any more. */
const IMPATIENCE_MS = 1000

/** Passes signals on by `kill`. @returns how to stop. */
function forwardSignals(kill: (signal: number) => void): () => void {
  let lastInterrupt = Number.NEGATIVE_INFINITY
  const handlers = Object.entries(FORWARDED).map(([name, number]) => {
    const handler = () => {
      if (number === SIGINT) {
        const now = performance.now()
        if (now - lastInterrupt < IMPATIENCE_MS) process.exit(128 + SIGINT)
        lastInterrupt = now
      }
      kill(number)
    }
    process.on(name, handler)
    return () => void process.off(name, handler)
  })
  return () => {
    for (const stop of handlers) stop()
  }
}

function printSummary(machine: Machine, counter: IoCounter, status: ExitStatus, ns: bigint): void {
  const { kernel } = machine
  const seconds = Number(ns) / 1e9
  const rate = (counter.bytesRead + counter.bytesWritten) / 2 / seconds / 2 ** 20
  const lines = [
    `${describeExit(status)} after ${seconds.toFixed(2)} s`,
    `  system calls ${kernel.counters.syscalls}, of them short or failed ${counter.partial}`,
    `  bytes read   ${counter.bytesRead}`,
    `  bytes written ${counter.bytesWritten} (${rate.toFixed(0)} MiB/s)`,
    `  page faults  ${counter.faults}`,
  ]
  for (const line of lines) writeLine(2, line)
}

/** The status and message of an error that ends the command before the program could. */
export function failure(error: unknown): { readonly status: number; readonly message: string } {
  if (error instanceof ProgramError) return { status: error.status, message: error.message }
  return { status: 1, message: (error as Error).message.split('\n')[0] }
}
