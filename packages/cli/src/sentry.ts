// The sentry's thread. The program runs here, so that the command's own thread hears signals whatever a program does:
// one that computes without a system call holds up this thread only, and can be ended from the other.

import { type MessagePort, parentPort } from 'node:worker_threads'
import { SIGINT } from '@jvisor/abi'
import type { Machine, Process, Terminal } from 'jvisor'
import type { WindowSize } from './host/host-terminal.ts'
import { failure } from './program.ts'
import { runProgram } from './run-program.ts'
import {
  DEAF_MS,
  ECHO_MS,
  type FromSentry,
  IMPATIENCE_MS,
  PATIENCE_MS,
  type RunRequest,
  type ToSentry,
} from './thread-protocol.ts'

if (parentPort === null) throw new Error('this module is the body of a thread')
const port: MessagePort = parentPort
const tell = (message: FromSentry) => port.postMessage(message)
const lastSent = new Map<number, number>()
let machine: Machine | undefined
let program: Process | undefined
let terminal: Terminal | undefined
/** Goes on with the program, now that the terminal is raw. */
let isRaw: (size: WindowSize) => void = () => {}
let pendingSince = 0
let overdue: NodeJS.Timeout | undefined

/** What was typed and the terminal had no room for, in its order. */
const untyped: Uint8Array[] = []

/** Types as much as there is room for; the rest when programs have read some. */
function typeOn(): void {
  for (let bytes = untyped[0]; bytes !== undefined && terminal !== undefined; bytes = untyped[0]) {
    const n = terminal.write(bytes)
    if (n > 0) tell({ taken: n })
    if (n === bytes.length) untyped.shift()
    else untyped[0] = bytes.subarray(n)
    if (n === 0) return
  }
}

/** What was typed may be a signal; a program that waits for something other than a system call does not notice. */
function typed(bytes: Uint8Array): void {
  untyped.push(bytes)
  if (untyped.length === 1) typeOn()
  const task = machine?.kernel.tasks.get(program?.pid ?? 0)
  if (task?.fatalSignalPending !== true) return
  setTimeout(() => machine?.kernel.tasks.has(task.tid) && tell({ stuck: SIGINT }), PATIENCE_MS).unref()
}

const hear = (signal: number) => {
  tell({ heard: signal })
  const task = machine?.kernel.tasks.get(program?.pid ?? 0)
  if (task === undefined) return withoutProgram(signal)
  const { signalHandlers } = task.threadGroup
  const now = performance.now()
  if (signalHandlers.handles(signal)) {
    // The program means to act on it. It may take a moment, more so on a host that is busy.
    if (!task.hasPendingSignals) pendingSince = now
    else if (now - pendingSince > DEAF_MS) return tell({ stuck: signal })
  } else {
    const since = now - (lastSent.get(signal) ?? Number.NEGATIVE_INFINITY)
    if (since > ECHO_MS && since < IMPATIENCE_MS) return tell({ stuck: signal })
    lastSent.set(signal, now)
  }
  // A program that waits for something other than a system call does not notice.
  if (signalHandlers.kills(signal)) setTimeout(() => tell({ stuck: signal }), PATIENCE_MS).unref()
  program?.kill(signal)
}

port.on('message', (message: ToSentry) => {
  if (typeof message === 'number') return hear(message)
  if ('run' in message) void run(message.run)
  else if ('typed' in message) typed(message.typed)
  else if ('hungUp' in message) terminal?.hangUp()
  else if (terminal === undefined) isRaw(message.size)
  else terminal.resize(message.size.cols, message.size.rows)
})

/** Still loading: nobody can say no. Ended: its status is on its way, unless something is in its way. */
function withoutProgram(signal: number): void {
  if (program === undefined) tell({ stuck: signal })
  else if (overdue === undefined) overdue = setTimeout(() => tell({ stuck: signal }), DEAF_MS).unref()
}

/** Says that all is ready, and waits for the terminal. */
function ready(): Promise<WindowSize> {
  return new Promise((resolve) => {
    isRaw = resolve
    tell({ ready: true })
  })
}

async function run({ name, args, options, onTerminal }: RunRequest): Promise<void> {
  try {
    const status = await runProgram(name, args, options, {
      ready: onTerminal ? ready : undefined,
      started: (m, p, t) => {
        machine = m
        program = p
        terminal = t
        t?.onRoom(typeOn)
        typeOn()
      },
    })
    tell({ status })
  } catch (error) {
    tell({ failure: failure(error) })
  }
  port.close()
}
