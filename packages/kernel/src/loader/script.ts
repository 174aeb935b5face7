// Scripts: "#!" and the path of an interpreter, which gets the script's path as an argument.
// Linux: fs/binfmt_script.c. gVisor: pkg/sentry/loader/interpreter.go.

import { BINPRM_BUF_SIZE, E2BIG, ENOENT, ENOEXEC, type Errno } from '@jvisor/abi'
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
    const at = walkPath(args.context, decodeUtf8(interpreter), true)
    return typeof at === 'number' ? at : { at, interp: interpreter, argv }
  },
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09
}

/**
 * What the first bytes of a file say; undefined if it is no script: no "#!", no interpreter, or one whose path may go
 * on behind the first 256 bytes. An argument may be cut there.
 */
export function parseScriptLine(head: Uint8Array): ScriptLine | undefined {
  if (head[0] !== 0x23 || head[1] !== 0x21) return undefined
  let end = head.indexOf(NEWLINE)
  if (end < 0) {
    end = BINPRM_BUF_SIZE - 1
    let at = 2
    while (at < end && isBlank(head[at])) at++
    if (at === end) return undefined
    while (at < end && !isBlank(head[at]) && head[at] !== 0) at++
    if (at === end) return undefined
  }
  while (end > 2 && isBlank(head[end - 1])) end--
  let start = 2
  while (start < end && isBlank(head[start])) start++
  let stop = start
  while (stop < end && !isBlank(head[stop]) && head[stop] !== 0) stop++
  if (stop === start) return undefined
  let from = stop
  while (from < end && isBlank(head[from])) from++
  const interpreter = head.slice(start, stop)
  if (from === end || head[stop] === 0 || head[from] === 0) return { interpreter, argument: undefined }
  const nul = head.indexOf(0, from)
  return { interpreter, argument: head.slice(from, nul >= 0 && nul < end ? nul : end) }
}
