// What the command's thread and the sentry's say to each other.

import type { WindowSize } from './host/host-terminal.ts'
import type { RunOptions } from './run-options.ts'

/** What the sentry's thread shall run. */
export interface RunRequest {
  readonly name: string
  readonly args: readonly string[]
  readonly options: RunOptions
  /** The command is on a terminal, which is to be the program's. */
  readonly onTerminal: boolean
}

/** What shall run, once; the number of a signal; what was typed; the size of the window, which is the word that the terminal is raw; its end. */
export type ToSentry =
  | number
  | { readonly run: RunRequest }
  | { readonly typed: Uint8Array }
  | { readonly size: WindowSize }
  | { readonly hungUp: true }

/** How the command ends if the program could not run: a status, and one line for people. */
export interface Failure {
  readonly status: number
  readonly message: string
}

/**
 * ready: the program can begin as soon as the terminal is raw. taken: so many bytes of what was typed have come to the program's terminal. heard: a signal has reached the thread. stuck: the program does not do what the signal asks; it is to be ended.
 * status, failure: the end.
 */
export type FromSentry =
  | { readonly ready: true }
  | { readonly taken: number }
  | { readonly heard: number }
  | { readonly stuck: number }
  | { readonly status: number }
  | { readonly failure: Failure }

/** A signal that has had no effect for so long ends the program from outside. */
export const PATIENCE_MS = 2000
/** So does one that comes again within this time, if the program ignores it. */
export const IMPATIENCE_MS = 1000
/** But not so soon: that is one key press, which a terminal sends to us and our parent passes on. */
export const ECHO_MS = 50
/**
 * A signal ends a program that has a handler, but has not come to it for so long after an earlier one; or whose thread
 * has not even heard that one: it computes, or the host does; or that has ended, and does not come to say so.
 */
export const DEAF_MS = 1000
