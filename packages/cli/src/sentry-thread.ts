// The sentry's thread. The program runs here, so that the command's own thread hears signals whatever a program does:
// one that computes without a system call holds up this thread only, and can be ended from the other.

import { parentPort } from 'node:worker_threads'
import { Sentry } from './sentry.ts'

if (parentPort === null) throw new Error('this module is the body of a thread')
new Sentry(parentPort, (specifier) => import(specifier))
