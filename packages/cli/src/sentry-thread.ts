// The sentry's thread. The program runs here, so that the command's own thread hears signals whatever a program does:
// one that computes without a system call holds up this thread only, and can be ended from the other.

import { parentPort, workerData } from 'node:worker_threads'
import type { Machine, Process } from 'jvisor'
import { failure } from './program.ts'
import { runProgram } from './run-program.ts'
import {
  DEAF_MS,
  ECHO_MS,
  type FromSentry,
  IMPATIENCE_MS,
  PATIENCE_MS,
  type RunRequest,
} from './thread-protocol.ts'

const port = parentPort
if (port === null) throw new Error('this module is the body of a thread')
const tell = (message: FromSentry) => port.postMessage(message)
const lastSent = new Map<number, number>()
let machine: Machine | undefined
let program: Process | undefined
let pendingSince = 0
let overdue: NodeJS.Timeout | undefined

port.on('message', (signal: number) => {
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
})

/** Still loading: nobody can say no. Ended: its status is on its way, unless something is in its way. */
function withoutProgram(signal: number): void {
  if (program === undefined) tell({ stuck: signal })
  else if (overdue === undefined) overdue = setTimeout(() => tell({ stuck: signal }), DEAF_MS).unref()
}

const { name, args, options } = workerData as RunRequest
try {
  const status = await runProgram(name, args, options, (m, p) => {
    machine = m
    program = p
  })
  tell({ status })
} catch (error) {
  tell({ failure: failure(error) })
}
port.close()
