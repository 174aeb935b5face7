// Asking a file for poll(2)'s events. Linux: vfs_poll in include/linux/poll.h.

import { POLLRDNORM, POLLWRNORM } from '@jvisor/abi'
import type { FileDescription } from './file-description.ts'
import { EVENT_ALWAYS, EVENT_IN, EVENT_OUT } from './waiter.ts'

/** The events to wait for, for whoever wants these POLL* bits: those that files tell of. */
export function eventsFor(poll: number): number {
  let events = poll
  if ((poll & POLLRDNORM) !== 0) events |= EVENT_IN
  if ((poll & POLLWRNORM) !== 0) events |= EVENT_OUT
  return events
}

/** The POLL* bits that hold of a file now: of those in `wanted`, and of POLLERR and POLLHUP. */
export function pollFile(file: FileDescription, wanted: number): number {
  let ready = file.readiness(eventsFor(wanted))
  if (file.hasNormalBand) {
    if ((ready & EVENT_IN) !== 0) ready |= POLLRDNORM
    if ((ready & EVENT_OUT) !== 0) ready |= POLLWRNORM
  }
  return ready & (wanted | EVENT_ALWAYS)
}
