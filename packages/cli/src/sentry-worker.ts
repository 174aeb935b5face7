// The sentry's thread, as the command's own sees it.

import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * Starts the thread, which then waits to be told what to run: it can be started before that is known, since it takes as
 * long to load as the command does. By itself it does not keep the process.
 */
export function startSentry(): Worker {
  const module = new URL(`./sentry-thread${extname(import.meta.url)}`, import.meta.url)
  // Our own streams of Node's stay untouched, since they would make the descriptors non-blocking for everybody, until
  // a program says something by way of console.log.
  const worker = new Worker(module, { stdout: true, stderr: true })
  worker.unref()
  return worker
}
