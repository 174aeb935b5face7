// What the sentry's thread does: boots a machine and runs a program on the caller's streams to its end.

import { readFileSync } from 'node:fs'
import { basename, isAbsolute, posix, relative } from 'node:path'
import { isatty } from 'node:tty'
import { S_IFMT, S_IFREG } from '@jvisor/abi'
import { type Logger, shellStatus, type Tracer } from '@jvisor/kernel'
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
import {
  CANNOT_RUN,
  firstLine,
  type ImportModule,
  isModule,
  loadProgram,
  NOT_FOUND,
  ProgramError,
} from './program.ts'
import type { RunOptions, VolumeOption } from './run-options.ts'
import { stats, summary } from './summary.ts'
import { combine, openTrace } from './trace.ts'
import { RAW_END, writeLine } from './write-line.ts'

/** What programs find in their environment if `--env` does not say otherwise. */
const ENVIRONMENT = { HOME: '/', PATH: '/bin:/usr/bin', TERM: process.env.TERM ?? 'dumb' }

/** Who is told of how far it is, and helps. */
export interface RunListener {
  readonly importModule: ImportModule
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
  const loaded =
    options.root === undefined || isModule(name) ? await loadProgram(name, listener.importModule) : undefined
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
  const env = { ...ENVIRONMENT, ...options.env }
  const program = start(
    machine,
    typeof loaded === 'function' ? loaded : guestPath(machine, loaded ?? name, options, env.PATH),
    {
      args: [name, ...args],
      env,
      cwd: options.workdir ?? (options.isolated || options.root !== undefined ? '/' : process.cwd()),
      ...(terminal === undefined ? { stdin: openInput(0), stdout: openOutput(1) } : { terminal }),
      ...(terminal === undefined || !isatty(2) ? { stderr: openOutput(2) } : {}),
    },
  )
  listener.started(machine, program, terminal)
  const status = await program.exited
  await terminal?.drained()
  trace?.close()
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9
  const { kernel } = machine
  const lines = [
    ...(options.summary ? summary(kernel, counter, status, seconds) : []),
    ...(options.stats ? stats(kernel, status, seconds) : []),
  ]
  for (const line of lines) writeLine(2, line, end)
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

/** Where programs find a file: of the root that was asked for, or of the host. */
function guestPath(machine: Machine, name: string, options: RunOptions, path: string): string {
  return options.root === undefined
    ? pathOfHost(machine, name, options)
    : pathInRoot(machine, name, options, path)
}

/** As a volume shows it, or in /tmp, to which it is copied. */
function pathOfHost(machine: Machine, host: string, options: RunOptions): string {
  for (const volume of shownDirectories(options).toReversed()) {
    const within = relative(volume.host, host)
    if (!within.startsWith('..') && !isAbsolute(within)) return posix.join(volume.guest, within)
  }
  const path = `/tmp/${basename(host)}`
  machine.install(path, readFileSync(host))
  return path
}

/** A path from the working directory, or a name that is found on the program's own PATH. @throws ProgramError */
function pathInRoot(
  machine: Machine,
  name: string,
  { root, workdir = '/' }: RunOptions,
  path: string,
): string {
  const { vfs } = machine.kernel
  const at = name.includes('/')
    ? [posix.resolve(workdir, name)]
    : path.split(':').map((d) => posix.join(d, name))
  const found = at.find((each) => {
    const stat = vfs.statAt({ root: vfs.root, start: vfs.root }, each, true)
    return typeof stat === 'object' && (stat.mode & S_IFMT) === S_IFREG
  })
  if (found !== undefined) return found
  throw new ProgramError(
    `${name}: no such file in ${root}${at.length > 1 ? `, nor on PATH, ${path}` : ''}`,
    NOT_FOUND,
  )
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
