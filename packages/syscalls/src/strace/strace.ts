// Strace: one decoded line per system call, in the format of strace(1). gVisor: pkg/sentry/strace.
//
// What goes in is decoded when a call begins, what comes out when it ends; the line is told then. Only a call that has
// to wait takes two lines, always: strace(1) writes two when another task's line comes between.

import {
  type Errno,
  errnoName,
  errnoText,
  isInternal,
  type SignalInfo,
  signalName,
  syscallArity,
  syscallName,
} from '@jvisor/abi'
import type { Syscall, SyscallArgs, SyscallResult, Task, Tracer } from '@jvisor/kernel'
import type { Clock } from '@jvisor/vfs'
import type { Param, ResultKind, SyscallSpec } from '../spec.ts'
import { fcntlResult } from './fcntl.ts'
import { permissions } from './flag-tables.ts'
import { type Decoding, decodeParam, isOutput } from './params.ts'
import { siginfoText } from './siginfo.ts'
import { DEFAULT_STRING_LIMIT, hex } from './text.ts'

/** What is told of each line: a record for a log, and the line itself. */
export interface StraceRecord {
  /** A call that ended, one that began to wait, a signal that was delivered, a task that is gone. */
  readonly event: 'call' | 'wait' | 'signal' | 'exit'
  /** Thread ID. */
  readonly tid: number
  /** The name of the call; undefined for signals and exits. */
  readonly syscall?: string
  /** Its arguments as the line shows them; of a call that waits, those that are known. */
  readonly args?: readonly string[]
  /** What it returned: a value, or -errno, or an internal restart code; undefined if nobody will see it. */
  readonly result?: number
  /** The name of the error, if it is one: "ENOENT". */
  readonly errno?: string
  /** Nanoseconds from its beginning to its end, if there is a clock. */
  readonly durationNs?: number
  /** The signal that was delivered or has killed the task: "SIGINT". */
  readonly signal?: string
  /** The status with which the task exited. */
  readonly status?: number
  /** The line, without a newline. */
  readonly line: string
}

export interface StraceOpts {
  /** Bytes of each string, and segments of each vector, to show (strace -s): default 32, at most 1 MiB. */
  readonly stringLimit?: number
  /** The column of "=" (strace -a); default 40. */
  readonly column?: number
  /** Whether lines begin with the thread ID (strace -f); default: where there is more than one task. */
  readonly taskIds?: boolean
  /** If given, lines end with the time that the call took (strace -T). */
  readonly clock?: Pick<Clock, 'monotonicNs'>
}

/** A call that has begun. */
interface Pending {
  readonly name: string
  readonly params: readonly Param[]
  readonly result: ResultKind
  readonly args: SyscallArgs
  readonly startedNs: number
  /** Parameters that are decoded so far, and what is shown of them. */
  decoded: number
  readonly shown: string[]
  /** What of `shown` an earlier line has told already; -1 if there was no earlier line. */
  told: number
}

const MAX_STRING_LIMIT = 2 ** 20

export class Strace implements Tracer {
  readonly #sink: (record: StraceRecord) => void
  readonly #limit: number
  readonly #column: number
  readonly #taskIds: boolean | undefined
  readonly #clock: Pick<Clock, 'monotonicNs'> | undefined
  readonly #pending = new Map<Task, Pending>()

  /** `sink` is given each line as it is complete. */
  constructor(sink: (record: StraceRecord) => void, opts: StraceOpts = {}) {
    this.#sink = sink
    this.#limit = Math.min(opts.stringLimit ?? DEFAULT_STRING_LIMIT, MAX_STRING_LIMIT)
    this.#column = opts.column ?? 40
    this.#taskIds = opts.taskIds
    this.#clock = opts.clock
  }

  enter(t: Task, number: number, call: Syscall | undefined, args: SyscallArgs): void {
    const { arch } = t.syscallTable
    const known = call?.name ?? syscallName(arch, number)
    const spec = call !== undefined && 'params' in call ? (call as SyscallSpec) : undefined
    const pending: Pending = {
      name: known ?? `syscall_${hex(BigInt.asUintN(64, BigInt(Number.isInteger(number) ? number : 0)))}`,
      params: spec?.params ?? rawParams(known as SyscallSpec['name'] | undefined),
      result: spec?.result ?? 'int',
      args: args.snapshot(),
      startedNs: this.#clock?.monotonicNs() ?? 0,
      decoded: 0,
      shown: [],
      told: -1,
    }
    this.#pending.set(t, pending)
    this.#decode(t, pending, undefined)
  }

  blocked(t: Task): void {
    const pending = this.#pending.get(t)
    if (pending === undefined || pending.told >= 0) return
    const { name, shown } = pending
    this.#emit(t, `${opening(pending)} <unfinished ...>`, { event: 'wait', syscall: name, args: [...shown] })
    pending.told = shown.length
  }

  exit(t: Task, result: SyscallResult): void {
    const pending = this.#pending.get(t)
    if (pending === undefined) return
    this.#pending.delete(t)
    const { name, shown: args } = pending
    // A task that has been killed meanwhile does not see a result.
    if (t.exiting || pending.result === 'none') {
      const rest = isWhole(pending) ? ')' : ' <unfinished ...>)'
      this.#emit(t, this.#aligned(t, opening(pending) + rest, '?'), { event: 'call', syscall: name, args })
      return
    }
    this.#decode(t, pending, result)
    const durationNs = this.#clock === undefined ? undefined : this.#clock.monotonicNs() - pending.startedNs
    const time = durationNs === undefined ? '' : ` <${(durationNs / 1e9).toFixed(6)}>`
    this.#emit(
      t,
      this.#aligned(t, `${opening(pending)})`, this.#result(t, pending, result)) + tampering(t) + time,
      {
        event: 'call',
        syscall: name,
        args,
        result,
        ...(result < 0 ? { errno: errnoName(-result) } : {}),
        ...(durationNs === undefined ? {} : { durationNs }),
      },
    )
  }

  /** SIGKILL is not shown: strace(1) never sees it delivered. */
  signal(t: Task, info: SignalInfo): void {
    const name = signalName(info.signal)
    if (name !== 'SIGKILL') {
      this.#emit(t, `--- ${name} ${siginfoText(info)} ---`, { event: 'signal', signal: name })
    }
  }

  exited(t: Task, waitStatus: number): void {
    this.#pending.delete(t)
    const status = waitStatus >> 8
    const signal = waitStatus & 0x7f
    if (signal === 0) this.#emit(t, `+++ exited with ${status} +++`, { event: 'exit', status })
    else {
      const name = signalName(signal)
      this.#emit(t, `+++ killed by ${name} +++`, { event: 'exit', signal: name })
    }
  }

  /** Decodes the parameters that come next: up to the first that the call has yet to fill, or all. */
  #decode(t: Task, pending: Pending, result: number | undefined): void {
    const { params } = pending
    const decoding = this.#decoding(t, pending, result)
    for (; pending.decoded < params.length; pending.decoded++) {
      const param = params[pending.decoded]
      if (result === undefined && isOutput(param)) return
      const text = decodeParam(decoding, param, pending.decoded)
      if (text !== undefined) pending.shown.push(text)
    }
  }

  #decoding(t: Task, { params, args }: Pending, result: number | undefined): Decoding {
    return { task: t, params, args, result, limit: this.#limit }
  }

  #result(t: Task, pending: Pending, result: SyscallResult): string {
    return typeof pending.result === 'function' && result >= 0
      ? pending.result(this.#decoding(t, pending, result), result)
      : resultText(pending, result)
  }

  #aligned(t: Task, call: string, result: string): string {
    return `${call.padEnd(this.#column - 1 - this.#prefix(t).length)} = ${result}`
  }

  /** How a line begins. A task that is just gone still counts. */
  #prefix(t: Task): string {
    const { tasks } = t.kernel
    const others = tasks.has(t.tid) ? tasks.size - 1 : tasks.size
    return (this.#taskIds ?? others > 0) ? `[pid ${String(t.tid).padStart(5)}] ` : ''
  }

  #emit(t: Task, text: string, fields: Omit<StraceRecord, 'tid' | 'line'>): void {
    this.#sink({ tid: t.tid, ...fields, line: this.#prefix(t) + text })
  }
}

/** The parameters of a call that is not ours: registers, as many as the call has on Linux. */
function rawParams(name: SyscallSpec['name'] | undefined): readonly Param[] {
  const count = (name === undefined ? undefined : syscallArity(name)) ?? 6
  return Array.from({ length: count }, () => 'hex' as const)
}

/** What was done to the call, as strace(1) says it. */
function tampering({ injection }: Task): string {
  if (injection === undefined) return ''
  const { result, short, fault, delayEnterNs, delayExitNs } = injection
  const injected = result !== undefined || short !== Infinity || fault !== Infinity
  const delayed = delayEnterNs > 0 || delayExitNs > 0
  return `${injected ? ' (INJECTED)' : ''}${delayed ? ' (DELAYED)' : ''}`
}

function isWhole(pending: Pending): boolean {
  return pending.decoded === pending.params.length
}

/** The call as far as it is decoded, without what an earlier line has told. */
function opening(pending: Pending): string {
  const { name, shown, told } = pending
  if (told >= 0) return `<... ${name} resumed>${shown.slice(told).join(', ')}`
  return `${name}(${shown.join(', ')}${isWhole(pending) || shown.length === 0 ? '' : ', '}`
}

function resultText(pending: Pending, result: SyscallResult): string {
  if (result < 0) {
    const err = -result as Errno
    return `${isInternal(err) ? '?' : '-1'} ${errnoName(err)} (${errnoText(err)})`
  }
  switch (pending.result) {
    case 'pointer':
      return hex(result)
    case 'fcntl':
      return fcntlResult(pending.args.int(1), result)
    case 'mode':
      return permissions(result)
    default:
      return String(result)
  }
}
