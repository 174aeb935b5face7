// What an injection expression says: strace(1)'s --inject=SET[:error=…][:when=…]…, and two options of our own,
// short=N and fault=N, for programs whose partial reads and writes are to be tested.

import { errnoNumber, SIGNAL_MAX, type SyscallName, signalNumber } from '@jvisor/abi'
import type { Injection } from '@jvisor/kernel'
import { InjectSyntaxError } from './inject-syntax-error.ts'
import { allNames } from './syscall-set.ts'

/** Of the invocations of a call, those that are meant: `first`, and every `step`-th after it up to `last`. */
export interface When {
  readonly first: number
  readonly last: number
  /** 0: only `first`, or all up to `last` if that is given. */
  readonly step: number
}

/** One expression. */
export interface InjectSpec {
  readonly calls: ReadonlySet<SyscallName>
  readonly injection: Injection
  readonly when: When
}

const NO_INJECTION: Injection = {
  signal: 0,
  delayEnterNs: 0,
  delayExitNs: 0,
  short: Infinity,
  fault: Infinity,
}
const ALWAYS: When = { first: 1, last: Infinity, step: 1 }
const MAX_INVOCATION = 65535
const UNITS: Readonly<Record<string, number>> = { s: 1e9, ms: 1e6, us: 1e3, ns: 1, '': 1e3 }

interface Draft {
  injection: Injection
  when: When
}

const OPTIONS: Readonly<Record<string, (draft: Draft, value: string) => void>> = {
  error: (d, v) => setResult(d, -errno(v)),
  retval: (d, v) => setResult(d, wholeNumber('retval', v, 0, Number.MAX_SAFE_INTEGER)),
  signal: (d, v) => {
    if (d.injection.signal !== 0) throw new InjectSyntaxError('signal= is said twice')
    d.injection = { ...d.injection, signal: signal(v) }
  },
  delay_enter: (d, v) => {
    d.injection = { ...d.injection, delayEnterNs: duration('delay_enter', v) }
  },
  delay_exit: (d, v) => {
    d.injection = { ...d.injection, delayExitNs: duration('delay_exit', v) }
  },
  short: (d, v) => {
    d.injection = { ...d.injection, short: wholeNumber('short', v, 0, Number.MAX_SAFE_INTEGER) }
  },
  fault: (d, v) => {
    d.injection = { ...d.injection, fault: wholeNumber('fault', v, 0, Number.MAX_SAFE_INTEGER) }
  },
  when: (d, v) => {
    d.when = when(v)
  },
}
/** Options of strace(1) that there are not here. */
const FOREIGN: readonly string[] = ['syscall', 'poke_enter', 'poke_exit']

/** @throws InjectSyntaxError, one line, which says what is wrong. */
export function parseInject(text: string): InjectSpec {
  const [set, ...options] = text.split(':')
  const calls = allNames(set)
  const draft: Draft = { injection: NO_INJECTION, when: ALWAYS }
  for (const option of options) {
    const [, name, value] = /^([a-z_]+)=(.*)$/.exec(option) ?? []
    if (FOREIGN.includes(name)) throw new InjectSyntaxError(`${name}= of strace is not supported`)
    const set = Object.hasOwn(OPTIONS, name ?? '') ? OPTIONS[name] : undefined
    if (set === undefined) {
      throw new InjectSyntaxError(`"${option}" is none of ${Object.keys(OPTIONS).join('=, ')}=`)
    }
    set(draft, value)
  }
  if (draft.injection === NO_INJECTION) {
    throw new InjectSyntaxError(
      'nothing is to be done: say error=, retval=, signal=, delay_enter=, delay_exit=, short= or fault=',
    )
  }
  return { calls, ...draft }
}

function setResult(draft: Draft, result: number): void {
  if (draft.injection.result !== undefined) {
    throw new InjectSyntaxError('error= and retval= can be said once, and not both')
  }
  draft.injection = { ...draft.injection, result }
}

function errno(text: string): number {
  const known = errnoNumber(text)
  if (known !== undefined) return known
  if (/^[A-Z]/.test(text)) throw new InjectSyntaxError(`there is no error ${text}`)
  return wholeNumber('error', text, 1, 4095)
}

function signal(text: string): number {
  const known = signalNumber(text)
  if (known !== undefined) return known
  if (/^[A-Z]/.test(text)) throw new InjectSyntaxError(`there is no signal ${text}`)
  return wholeNumber('signal', text, 1, SIGNAL_MAX)
}

/** Decimal, 0x hexadecimal or 0 octal, as strtol(3) reads it. */
function wholeNumber(what: string, text: string, least: number, most: number): number {
  const octal = /^0[0-7]+$/.test(text)
  const value = /^(\d+|0x[\da-f]+)$/i.test(text)
    ? octal
      ? Number.parseInt(text, 8)
      : Number(text)
    : Number.NaN
  if (value >= least && value <= most) return value
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new InjectSyntaxError(`${what}=${text} is not a whole number ${range}`)
}

/** "10", microseconds; "10us", "1.5ms", "2s", "100ns". */
function duration(what: string, text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d*)?|\.\d+)(s|ms|us|ns|)$/.exec(text) ?? []
  if (number === undefined)
    throw new InjectSyntaxError(`${what}=${text} is not a time such as 100, 10us, 5ms or 1s`)
  return Math.round(Number(number) * UNITS[unit])
}

/** "3", "3..7", "3+", "3..7+", "3+2", "3..7+2". */
function when(text: string): When {
  const [, first, last, plus, step] = /^(\d+)(?:\.\.(\d+))?(\+)?(\d+)?$/.exec(text) ?? []
  if (first === undefined || (step !== undefined && plus === undefined)) {
    throw new InjectSyntaxError(`when=${text} is not FIRST[..LAST][+[STEP]]`)
  }
  const from = wholeNumber('when', first, 1, MAX_INVOCATION)
  const to = last === undefined ? Infinity : wholeNumber('when', last, from, MAX_INVOCATION - 1)
  if (plus === undefined) return { first: from, last: last === undefined ? from : to, step: 1 }
  return {
    first: from,
    last: to,
    step: step === undefined ? 1 : wholeNumber('when', step, 1, MAX_INVOCATION),
  }
}
