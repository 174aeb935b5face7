// Standard input, output and error of the host as HostStreams.
//
// A regular file or /dev/null is read and written at once. A pipe, a terminal or a socket may keep us waiting, and the
// event loop must go on meanwhile, so that signals are heard.

import { fstatSync, readSync, writeSync } from 'node:fs'
import { isatty } from 'node:tty'
import { S_IFCHR, S_IFIFO, S_IFMT, S_IFSOCK } from '@jvisor/abi'
import { EVENT_IN, EVENT_OUT, type HostStream } from '@jvisor/vfs'
import { orNegativeErrno } from './node-errno.ts'
import { WaitingInput } from './waiting-input.ts'
import { WaitingOutput } from './waiting-output.ts'

/** The input behind a descriptor of the host. */
export function openInput(fd: number): HostStream {
  const mode = modeOf(fd)
  return waits(fd, mode) ? new WaitingInput(fd, mode) : new PlainStream(fd, mode)
}

/** The output behind a descriptor of the host. What a write counts is with the host. */
export function openOutput(fd: number): HostStream {
  const mode = modeOf(fd)
  return waits(fd, mode) ? new WaitingOutput(fd, mode) : new PlainStream(fd, mode)
}

function modeOf(fd: number): number {
  try {
    return fstatSync(fd).mode
  } catch {
    return S_IFCHR // a closed descriptor: reads and writes say EBADF
  }
}

function waits(fd: number, mode: number): boolean {
  const type = mode & S_IFMT
  return type === S_IFIFO || type === S_IFSOCK || isatty(fd)
}

/** A file or a device that never waits. */
class PlainStream implements HostStream {
  readonly mode: number
  readonly #fd: number

  constructor(fd: number, mode: number) {
    this.#fd = fd
    this.mode = mode
  }

  read(dst: Uint8Array): number {
    return orNegativeErrno(() => readSync(this.#fd, dst, 0, dst.length, null))
  }

  write(src: Uint8Array): number {
    return orNegativeErrno(() => writeSync(this.#fd, src))
  }

  onReady(_notify: (events: number) => void): void {}

  readiness(): number {
    return EVENT_IN | EVENT_OUT
  }

  close(): void {}
}
