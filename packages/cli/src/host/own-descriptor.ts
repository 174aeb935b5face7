// Descriptors of our own for the pipe or terminal behind one that we were given. Called by the streams.
//
// O_NONBLOCK belongs to the open file, which the shell and its other commands share with us: were we to set it there,
// their reads and writes would fail with EAGAIN. So a pipe or terminal is opened once more, by way of /proc.

import { constants, openSync } from 'node:fs'

/** What {@link reopen} opens for. */
export const FOR_READING = constants.O_RDONLY
export const FOR_WRITING = constants.O_WRONLY

/**
 * Opens what is behind `fd` once more, so that it never blocks. The caller closes it.
 * @returns undefined where that cannot be had: a socket, a terminal of somebody else's, a host without /proc.
 */
export function reopen(fd: number, access: number): number | undefined {
  try {
    return openSync(`/proc/self/fd/${fd}`, access | constants.O_NONBLOCK | constants.O_NOCTTY)
  } catch {
    return undefined
  }
}
