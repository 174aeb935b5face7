// Strace: one decoded line per system call, in the format of strace(1). gVisor: pkg/sentry/strace.

import {
  type Errno,
  errnoName,
  errnoText,
  F_GETFD,
  F_GETFL,
  isInternal,
  signalName,
  syscallName,
} from '@jvisor/abi'
import type { Syscall, SyscallArgs, SyscallResult, Task, Tracer } from '@jvisor/kernel'
import type { Param, SyscallSpec } from '../spec.ts'
import { openFlags } from './flag-tables.ts'
import { decodeParam, isOutput } from './params.ts'
import { DEFAULT_STRING_LIMIT, hex, pointer } from './text.ts'

/** What is told of each line. */
export interface StraceRecord {
  /** Thread ID. */
  readonly tid: number
  /** The name of the call; undefined for signals and exits. */
  readonly syscall?: string
  /** What it returned: a value, or -errno; undefined while it waits. */
  readonly result?: number
  /** The line, without a newline. */
  readonly line: string
}

export interface StraceOpts {
  /** Bytes of each string to show; default 32, as strace has it. */
  readonly stringLimit?: number
}

/** A call that has begun. */
interface Pending {
  readonly name: string
  readonly params: readonly Param[]
  readonly spec: SyscallSpec | undefined
  readonly args: SyscallArgs
  /** What of the line is decoded so far, and how many parameters that is. */
  text: string
  decoded: number
  separator: string
}

/** The column of "=", as strace has it. */
const RESULT_COLUMN = 40
const UNKNOWN: readonly Param[] = ['hex', 'hex', 'hex', 'hex', 'hex', 'hex']

export class Strace implements Tracer {
  readonly #sink: (record: StraceRecord) => void
  readonly #limit: number
  readonly #pending = new Map<Task, Pending>()

  /** `sink` is given each line as it is complete. */
  constructor(sink: (record: StraceRecord) => void, opts: StraceOpts = {}) {
    this.#sink = sink
    this.#limit = opts.stringLimit ?? DEFAULT_STRING_LIMIT
  }

  enter(t: Task, number: number, call: Syscall | undefined, args: SyscallArgs): void {
    const spec = call as SyscallSpec | undefined
    const name = call?.name ?? syscallName(t.syscallTable.arch, number) ?? `syscall_${hex(number >>> 0)}`
    const pending: Pending = {
      name,
      params: spec?.params ?? UNKNOWN,
      spec,
      args: args.snapshot(),
      text: `${name}(`,
      decoded: 0,
      separator: '',
    }
    this.#pending.set(t, pending)
    this.#decode(t, pending, undefined)
  }

  blocked(t: Task): void {
    const pending = this.#pending.get(t)
    if (pending === undefined || pending.text.startsWith('<...')) return
    this.#emit(t, `${pending.text}${pending.separator} <unfinished ...>`, pending.name)
    pending.text = `<... ${pending.name} resumed>`
    pending.separator = ''
  }

  exit(t: Task, result: SyscallResult): void {
    const pending = this.#pending.get(t)
    if (pending === undefined) return
    this.#pending.delete(t)
    this.#decode(t, pending, result)
    const call = `${pending.text})`
    this.#emit(t, `${call.padEnd(RESULT_COLUMN - 1)} = ${resultText(pending, result)}`, pending.name, result)
  }

  signal(t: Task, signal: number): void {
    const name = signalName(signal)
    this.#emit(t, `--- ${name} {si_signo=${name}} ---`)
  }

  exited(t: Task, waitStatus: number): void {
    this.#pending.delete(t)
    const signal = waitStatus & 0x7f
    this.#emit(
      t,
      signal !== 0 ? `+++ killed by ${signalName(signal)} +++` : `+++ exited with ${waitStatus >> 8} +++`,
    )
  }

  /** Decodes the parameters that come next: up to the first that the call has yet to fill, or all. */
  #decode(t: Task, pending: Pending, result: number | undefined): void {
    const decoding = { task: t, args: pending.args, result, limit: this.#limit }
    const { params } = pending
    for (; pending.decoded < params.length; pending.decoded++) {
      const param = params[pending.decoded]
      if (result === undefined && isOutput(param)) return
      const text = decodeParam(decoding, param, pending.decoded)
      if (text === undefined) continue
      pending.text += pending.separator + text
      pending.separator = ', '
    }
  }

  #emit(t: Task, text: string, syscall?: string, result?: number): void {
    const line = t.kernel.tasks.size > 1 ? `[pid ${String(t.tid).padStart(5)}] ${text}` : text
    this.#sink({
      tid: t.tid,
      line,
      ...(syscall === undefined ? {} : { syscall }),
      ...(result === undefined ? {} : { result }),
    })
  }
}

function resultText(pending: Pending, result: SyscallResult): string {
  const { spec } = pending
  if (spec?.result === 'none') return '?'
  if (result < 0) {
    const err = -result as Errno
    return `${isInternal(err) ? '?' : '-1'} ${errnoName(err)} (${errnoText(err)})`
  }
  if (spec?.result === 'pointer') return pointer(result)
  if (spec?.result === 'fcntl' && result !== 0) {
    const command = pending.args.int(1)
    if (command === F_GETFL) return `${hex(result)} (flags ${openFlags(result)})`
    if (command === F_GETFD) return `${hex(result)} (flags FD_CLOEXEC)`
  }
  return String(result)
}
