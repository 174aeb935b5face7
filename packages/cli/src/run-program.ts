// What the sentry's thread does: boots a machine and runs a program on the caller's streams to its end.

import { readFileSync } from 'node:fs'
import { basename, isAbsolute, posix, relative } from 'node:path'
import { isatty } from 'node:tty'
import { describeExit, type ExitStatus, type Logger, shellStatus, type Tracer } from '@jvisor/kernel'
import { ExpressionInjector, Strace } from '@jvisor/syscalls'
import {
  type GuestMain,
  Machine,
  type Process,
  SeededRandom,
  type SpawnOpts,
  Terminal,
  type Volume,
} from 'jvisor'
import type { WindowSize } from './host/host-terminal.ts'
import { NodeClock, NodeRandom } from './host/node-clock.ts'
import { NodeDirectory } from './host/node-directory.ts'
import { openInput, openOutput } from './host/node-stream.ts'
import { IoCounter } from './io-counter.ts'
import { lazyLogger } from './lazy-logger.ts'
import type { RunOptions, VolumeOption } from './options.ts'
import { CANNOT_RUN, firstLine, loadProgram, ProgramError } from './program.ts'
import { combine, openTrace } from './trace.ts'
import { RAW_END, writeLine } from './write-line.ts'

/** What programs find in their environment if `--env` does not say otherwise. */
const ENVIRONMENT = { HOME: '/', PATH: '/bin:/usr/bin', TERM: process.env.TERM ?? 'dumb' }

/** Who is told of how far it is. */
export interface RunListener {
  /**
   * On a terminal: all is ready, so that it may be made raw. Gives the size of its window once it is. Left out elsewhere.
   */
  readonly ready: (() => Promise<WindowSize>) | undefined
  /** Before the thread hears any signal. */
  started(machine: Machine, program: Process, terminal: Terminal | undefined): void
}

/**
 * Runs a program to its end.
 * @returns the exit status for the shell.
 * @throws ProgramError, TypeError, Error: one line
 */
export async function runProgram(
  name: string,
  args: readonly string[],
  options: RunOptions,
  listener: RunListener,
): Promise<number> {
  const loaded = await loadProgram(name)
  const end = listener.ready !== undefined && isatty(2) ? RAW_END : '\n'
  const logger = lazyLogger(options.logLevel, end)
  const trace = openTrace(options.strace, end)
  const counter = new IoCounter()
  const tracers: Tracer[] = [...(options.summary ? [counter] : []), ...(trace ? [trace.tracer] : [])]
  // At level trace, every system call is a log record besides.
  if (options.logLevel === 'trace')
    tracers.push(new Strace(({ line, ...fields }) => logger.trace(fields, line)))
  const begin = process.hrtime.bigint()
  const machine = bootMachine(options, logger, combine(tracers))
  const size = await listener.ready?.()
  const terminal = size === undefined ? undefined : new Terminal({ ...size, output: openOutput(1) })
  const program = start(machine, typeof loaded === 'string' ? guestPath(machine, loaded, options) : loaded, {
    args: [name, ...args],
    env: { ...ENVIRONMENT, ...options.env },
    cwd: options.workdir ?? (options.isolated || options.root !== undefined ? '/' : process.cwd()),
    ...(terminal === undefined ? { stdin: openInput(0), stdout: openOutput(1) } : { terminal }),
    ...(terminal === undefined || !isatty(2) ? { stderr: openOutput(2) } : {}),
  })
  listener.started(machine, program, terminal)
  const status = await program.exited
  await terminal?.drained()
  trace?.close()
  if (options.summary) printSummary(machine, counter, status, process.hrtime.bigint() - begin, end)
  return shellStatus(status)
}

/** @throws ProgramError if it is an ELF file that cannot be executed */
function start(machine: Machine, program: GuestMain | string, opts: SpawnOpts): Process {
  try {
    return machine.spawn(program, opts)
  } catch (error) {
    if (typeof program === 'string') throw new ProgramError(firstLine(error), CANNOT_RUN)
    throw error
  }
}

/** Where the program finds a file of the host: as a volume shows it, or in /tmp, to which it is copied. */
function guestPath(machine: Machine, host: string, options: RunOptions): string {
  for (const volume of shownDirectories(options).toReversed()) {
    const within = relative(volume.host, host)
    if (!within.startsWith('..') && !isAbsolute(within)) return posix.join(volume.guest, within)
  }
  const path = `/tmp/${basename(host)}`
  machine.install(path, readFileSync(host))
  return path
}

function bootMachine(options: RunOptions, logger: Logger, tracer: Tracer | undefined): Machine {
  const volumes: Volume[] = shownDirectories(options).map(({ host, guest, mode }) => ({
    path: guest,
    directory: new NodeDirectory(host, { readOnly: mode !== 'rw' }),
    readOnly: mode === 'ro',
    overlay: mode === 'overlay',
  }))
  return new Machine({
    memoryBytes: options.memory,
    clock: new NodeClock(),
    random: options.seed === undefined ? new NodeRandom() : new SeededRandom(options.seed),
    logger,
    volumes,
    yieldToHost: () => new Promise((done) => setImmediate(done)),
    ...(tracer === undefined ? {} : { tracer }),
    ...(options.inject.length === 0 ? {} : { injector: new ExpressionInjector(options.inject) }),
  })
}

/** What programs see of the host: the current directory, or the root that was asked for, and what volumes say. */
function shownDirectories({ root, isolated, volume }: RunOptions): readonly VolumeOption[] {
  if (root !== undefined) return [{ host: root, guest: '/', mode: 'overlay' }, ...volume]
  return isolated ? volume : [{ host: process.cwd(), guest: process.cwd(), mode: 'ro' }, ...volume]
}

function printSummary(
  machine: Machine,
  counter: IoCounter,
  status: ExitStatus,
  ns: bigint,
  end: string,
): void {
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
  for (const line of lines) writeLine(2, line, end)
}
