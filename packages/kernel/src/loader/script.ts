// Scripts: "#!" and the path of an interpreter, which gets the script's path as an argument.
// Linux: fs/binfmt_script.c. gVisor: pkg/sentry/loader/interpreter.go.

import { BINPRM_BUF_SIZE, E2BIG, EACCES, ENOENT, ENOEXEC, type Errno } from '@jvisor/abi'
import { decodeUtf8 } from '@jvisor/usermem'
import { walkPath } from '@jvisor/vfs'
import type { BinaryFormat, LoadArgs, Redirection } from './binary-format.ts'

const NEWLINE = 0x0a

/** A first line: the interpreter, and all that follows it as one argument. */
export interface ScriptLine {
  readonly interpreter: Uint8Array
  readonly argument: Uint8Array | undefined
}

export const SCRIPT_FORMAT: BinaryFormat = {
  name: 'script',

  load(args: LoadArgs): Redirection | Errno {
    const line = parseScriptLine(args.head)
    if (line === undefined) return ENOEXEC
    if (args.pathInaccessible) return ENOENT
    const { interpreter, argument } = line
    const first = argument === undefined ? [interpreter] : [interpreter, argument]
    const argv = [...first, args.interp, ...args.argv.slice(1)]
    const bytes = [...first, args.interp].reduce((sum, s) => sum + s.length + 1, 0)
    if (bytes - ((args.argv[0]?.length ?? -1) + 1) > args.argumentRoom) return E2BIG
    if (interpreter.length === 0) return EACCES // to Linux, this is the working directory
    const at = walkPath(args.context, decodeUtf8(interpreter), true)
    return typeof at === 'number' ? at : { at, interp: interpreter, argv }
  },
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

/** The first byte in [from, to] that is no blank; -1 if there is none. */
function skipBlanks(head: Uint8Array, from: number, to: number): number {
  for (let at = from; at <= to; at++) if (!isBlank(head[at])) return at
  return -1
}

/** The first blank or NUL in [from, to]; -1 if there is none. */
function endOfWord(head: Uint8Array, from: number, to: number): number {
  for (let at = from; at <= to; at++) if (isBlank(head[at]) || head[at] === 0) return at
  return -1
}

/** The bytes of [from, to) before a NUL. */
function untilNul(head: Uint8Array, from: number, to: number): Uint8Array {
  const bytes = head.slice(from, to)
  const nul = bytes.indexOf(0)
  return nul < 0 ? bytes : bytes.subarray(0, nul)
}

/**
 * What the first bytes of a file say; undefined if it is no script: no "#!", nothing behind it, or a path that may go
 * on behind the first 256 bytes. An argument may be cut there. A path may be empty if a NUL comes at once.
 */
export function parseScriptLine(head: Uint8Array): ScriptLine | undefined {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined
  const last = BINPRM_BUF_SIZE - 1
  const nul = head.indexOf(0)
  let end = head.indexOf(NEWLINE)
  if (end < 0 || (nul >= 0 && nul < end)) {
    const word = skipBlanks(head, 2, last)
    if (word < 0 || endOfWord(head, word, last) < 0) return undefined
    end = last
  }
  while (isBlank(head[end - 1])) end--
  const name = skipBlanks(head, 2, end)
  if (name < 0 || name === end) return undefined
  const separator = endOfWord(head, name, end - 1)
  const interpreter = untilNul(head, name, separator < 0 ? end : separator)
  const from = separator < 0 || head[separator] === 0 ? -1 : skipBlanks(head, separator, end - 1)
  return { interpreter, argument: from < 0 ? undefined : untilNul(head, from, end) }
}
