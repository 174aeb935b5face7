// Agents: the tasks that make a scenario's system calls on the host, each told what to do through its slot of memory
// that all of them share with this process (agent-code.ts).
//
// This process cannot make a copy of itself that would run JavaScript. It makes a task by clone(2) that runs the agent's
// code only: first a helper in its own memory, since that has no rseq(2) area of the C library's to be missed; the helper
// makes the ancestor of all others, which lets go of Node's memory.

import { readFileSync } from 'node:fs'
import { type SyscallName, syscallNumber } from '@jvisor/abi'
import { AGENT, AGENT_BYTES, SIGNAL_HANDLER, SIGNAL_RESTORER } from '@jvisor/scenario'
import { agentCode, DONE, GO, IDLE, RECORD, SLOT, SLOT_SIGNALS } from './agent-code.ts'
import type { Raw } from './raw-syscall.ts'

const PAGE = 4096
const SLOTS = AGENT + PAGE
const SLOT_COUNT = 32
const STACKS = AGENT + 0x10000
const STACK_BYTES = 0x10000
/** A timespec, and a set of processors, behind the slots. */
const TIMEOUT = SLOTS + SLOT_COUNT * SLOT.bytes
const PROCESSORS = TIMEOUT + 16
/** Records of calls that are made one after the other; one agent at a time has them. */
const RECORDS = SLOTS + 0x4000
const SHARED_BYTES = STACKS - SLOTS
const MOST_RECORDS = (STACKS - RECORDS) / RECORD.bytes
const [FUTEX_WAIT, FUTEX_WAKE] = [0, 1]
/** How long an agent is given before it is looked at: twice the same, and it sleeps. */
const LOOK_NS = 400_000n
const MOST_LOOKS = 25_000
/** How long a call may take that does not sleep. */
const LONGEST_MS = 20_000
const CLONE_VM = 0x100
const CLONE_PARENT = 0x8000
const SIGCHLD = 17
const WALL = 0x40000000
const READ_WRITE_EXEC = 7
const READ_WRITE = 3
const PRIVATE_FIXED = 0x100032
const SHARED_FIXED = 0x100031

export function numberOf(name: SyscallName): number {
  return syscallNumber('x86-64', name) as number
}

/** A call that is to be made. */
export type Call = readonly [name: SyscallName, args: readonly (number | bigint)[]]

const FUTEX = numberOf('futex')

/** What an agent is doing: nothing; a call that it sleeps in, or it is stopped; it is gone. */
export type AgentState = 'ready' | 'waits' | 'gone'

/** The shared memory. */
export class AgentMemory {
  readonly raw: Raw
  readonly view: DataView
  readonly #free: number[] = []

  /** `processor` says which of those that are allowed is taken, modulo their number. */
  constructor(raw: Raw, processor: number) {
    this.raw = raw
    const { syscall } = raw
    const map = (at: number, length: number, prot: number, flags: number) => {
      if (syscall(numberOf('mmap'), [at, length, prot, flags, -1, 0]) !== at)
        throw new Error('the memory that scenarios use is in use')
    }
    map(AGENT, PAGE, READ_WRITE_EXEC, PRIVATE_FIXED)
    map(SLOTS, SHARED_BYTES, READ_WRITE, SHARED_FIXED)
    map(STACKS, SLOT_COUNT * STACK_BYTES, READ_WRITE, PRIVATE_FIXED)
    new Uint8Array(raw.memory(AGENT, PAGE)).set(agentCode(SIGNAL_HANDLER - AGENT, SIGNAL_RESTORER - AGENT))
    this.view = new DataView(raw.memory(SLOTS, SHARED_BYTES))
    this.view.setBigUint64(TIMEOUT - SLOTS + 8, LOOK_NS, true)
    for (let i = SLOT_COUNT - 1; i >= 0; i--) this.#free.push(SLOTS + i * SLOT.bytes)
    this.#shareProcessor(processor)
  }

  /**
   * This thread and the agents, of which one at a time does something, stay on one processor: to wake somebody on
   * another takes ten times as long, and a task never runs beside another. It is no matter if that cannot be had.
   */
  #shareProcessor(processor: number): void {
    const { syscall } = this.raw
    const at = PROCESSORS - SLOTS
    const bytes = Number(syscall(numberOf('sched_getaffinity'), [0, 128, PROCESSORS]))
    const allowed: number[] = []
    for (let cpu = 0; cpu < bytes * 8; cpu++) {
      if ((this.view.getUint8(at + (cpu >> 3)) & (1 << (cpu & 7))) !== 0) allowed.push(cpu)
    }
    if (allowed.length < 2) return
    const chosen = allowed[processor % allowed.length]
    for (let i = 0; i < bytes; i++) this.view.setUint8(at + i, chosen >> 3 === i ? 1 << (chosen & 7) : 0)
    syscall(numberOf('sched_setaffinity'), [0, bytes, PROCESSORS])
  }

  /** A slot that nobody has; undefined if there is none. */
  take(): number | undefined {
    const slot = this.#free.pop()
    if (slot === undefined) return undefined
    new Uint8Array(this.view.buffer, slot - SLOTS, SLOT.bytes).fill(0)
    const number = (slot - SLOTS) / SLOT.bytes
    const set = (field: number, value: number) =>
      this.view.setBigUint64(slot - SLOTS + field, BigInt(value), true)
    set(SLOT.stack, STACKS + (number + 1) * STACK_BYTES - 64)
    set(SLOT.first, slot + SLOT.record)
    set(SLOT.last, slot + SLOT.record)
    return slot
  }

  giveBack(slot: number): void {
    this.#free.push(slot)
  }
}

/** One task that makes calls. */
export class Agent {
  readonly #memory: AgentMemory
  readonly #view: DataView
  readonly #slot: number
  /** Offset of the slot in the view. */
  readonly #at: number
  #pid = 0
  #tid = 0
  #told = 0
  #gone = false
  /** A call was begun and has not ended. */
  #pending = false

  private constructor(memory: AgentMemory, slot: number) {
    this.#memory = memory
    this.#view = memory.view
    this.#slot = slot
    this.#at = slot - SLOTS
  }

  /** The ancestor of all agents: a process of its own that has nothing but the agents' memory. */
  static ancestor(memory: AgentMemory): Agent {
    const { raw, view } = memory
    const slot = memory.take() as number
    const helper = new Agent(memory, slot)
    const stack = Number(view.getBigUint64(slot - SLOTS + SLOT.stack, true)) - 16
    const top = new DataView(raw.memory(stack, 16))
    top.setBigUint64(0, BigInt(AGENT), true)
    top.setBigUint64(8, BigInt(slot), true)
    const pid = raw.syscall(numberOf('clone'), [CLONE_VM, stack, 0, 0, 0, 0])
    if (pid < 0) throw new Error(`clone: ${pid}`)
    helper.#pid = helper.#tid = Number(pid)
    const ancestor = helper.fork(CLONE_PARENT | SIGCHLD)
    helper.begin('exit', [0])
    raw.syscall(numberOf('wait4'), [helper.#pid, 0, WALL, 0])
    memory.giveBack(slot)
    return ancestor
  }

  get pid(): number {
    return this.#pid
  }

  get tid(): number {
    return this.#tid
  }

  /** Makes a process like this one. */
  fork(flags: number): Agent {
    const child = this.beginClone('clone', [flags, 0, 0, 0, 0])
    if (child === undefined) throw new Error('no room for a task')
    const result = this.#ends() ? Number(this.takeResult()) : -1
    if (result < 0 || !child.#ends()) throw new Error(`clone: ${result}`)
    child.#pending = false
    child.#pid = child.#tid = result
    return child
  }

  /** Makes calls that end, one after the other. @returns their results. */
  all(calls: readonly Call[]): (number | bigint)[] {
    const own = this.#slot + SLOT.record
    const results: (number | bigint)[] = []
    for (let done = 0; done < calls.length; done += MOST_RECORDS) {
      const part = calls.slice(done, done + MOST_RECORDS)
      part.forEach(([name, args], i) => {
        this.#record(RECORDS - SLOTS + i * RECORD.bytes, numberOf(name), args)
      })
      this.#names(RECORDS, RECORDS + (part.length - 1) * RECORD.bytes)
      this.#setLong(this.#at + SLOT.child, 0)
      this.#go()
      if (!this.#ends()) throw new Error(`${part.map(([name]) => name)} do not end`)
      this.#pending = false
      for (let i = 0; i < part.length; i++) results.push(this.#result(RECORDS - SLOTS + i * RECORD.bytes))
    }
    this.#names(own, own)
    return results
  }

  /** Which records the next calls have. */
  #names(first: number, last: number): void {
    this.#setLong(this.#at + SLOT.first, first)
    this.#setLong(this.#at + SLOT.last, last)
  }

  /** Makes a call that ends. */
  raw(name: SyscallName, args: readonly (number | bigint)[]): number | bigint {
    this.begin(name, args)
    if (!this.#ends()) throw new Error(`${name} does not end`)
    return this.takeResult()
  }

  /** Waits for the end of a call that may sleep meanwhile. @returns false if there is none. */
  #ends(): boolean {
    for (let looks = 0; this.#state === GO; looks++) {
      if (looks > MOST_LOOKS) return false
      this.#sleepWhileGoing()
    }
    return true
  }

  /** Makes a call that has to succeed. */
  must(name: SyscallName, args: readonly (number | bigint)[]): number {
    const result = this.raw(name, args)
    if (result < 0) throw new Error(`${name}: ${result}`)
    return Number(result)
  }

  /** Begins a call. Precondition: none is going on. */
  begin(name: SyscallName, args: readonly (number | bigint)[]): void {
    this.#setLong(this.#at + SLOT.child, 0)
    this.#begin(numberOf(name), args)
  }

  /** Begins a call that makes a task. @returns the task, which is there once it is {@link born}. */
  beginClone(name: SyscallName, args: readonly (number | bigint)[]): Agent | undefined {
    const slot = this.#memory.take()
    if (slot === undefined) return undefined
    const child = new Agent(this.#memory, slot)
    child.#set(SLOT.state, GO)
    child.#pending = true
    this.#setLong(this.#at + SLOT.child, slot)
    this.#begin(numberOf(name), args)
    return child
  }

  /** Waits until a task that was begun has come to life. @returns false if it will not. */
  born(): boolean {
    if (!this.#ends()) return false
    this.#pending = false
    const [pid, tid] = this.all([
      ['getpid', []],
      ['gettid', []],
    ])
    this.#pid = Number(pid)
    this.#tid = Number(tid)
    return true
  }

  /** A task that was begun has come to life already. */
  get isBorn(): boolean {
    return this.#state === DONE
  }

  #begin(number: number, args: readonly (number | bigint)[]): void {
    this.#record(this.#at + SLOT.record, number, args)
    this.#go()
  }

  #go(): void {
    this.#pending = true
    this.#set(SLOT.state, GO)
    this.#memory.raw.syscall(FUTEX, [this.#slot, FUTEX_WAKE, 1, 0, 0, 0])
  }

  /** Writes down a call. */
  #record(at: number, number: number, args: readonly (number | bigint)[]): void {
    this.#setLong(at + RECORD.number, number)
    for (let i = 0; i < 6; i++) this.#setLong(at + RECORD.args + 8 * i, args[i] ?? 0)
  }

  #setLong(at: number, value: number | bigint): void {
    if (typeof value === 'number' && value >= 0 && value < 2 ** 53) {
      this.#view.setUint32(at, value % 2 ** 32, true)
      this.#view.setUint32(at + 4, value / 2 ** 32, true)
    } else this.#view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), true)
  }

  /** Waits until the call has ended, or the task sleeps in it for good, or is gone. */
  wait(): AgentState {
    if (this.#gone) return 'gone'
    let before = ''
    const end = performance.now() + LONGEST_MS
    while (this.#pending && this.#state === GO) {
      this.#sleepWhileGoing()
      if (this.#state !== GO) break
      const now = this.#look()
      if (this.#gone) return 'gone'
      if (now !== '' && now === before) return 'waits'
      before = now
      if (performance.now() > end) throw new Error('a call takes too long')
    }
    return 'ready'
  }

  /** The result of the call that has ended. */
  takeResult(): number | bigint {
    this.#pending = false
    return this.#result(this.#at + SLOT.record)
  }

  #result(at: number): number | bigint {
    const result = this.#view.getBigInt64(at + RECORD.result, true)
    const number = Number(result)
    return Number.isSafeInteger(number) ? number : result
  }

  get isPending(): boolean {
    return this.#pending
  }

  /** Signals that handlers have run for since this was last asked. */
  takeHandled(): number[] {
    const count = this.#view.getInt32(this.#at + SLOT.handled, true)
    const signals: number[] = []
    for (; this.#told < count; this.#told++) {
      signals.push(this.#view.getUint8(this.#at + SLOT.signals + (this.#told % SLOT_SIGNALS)))
    }
    return signals
  }

  /** The slot is another's. The task is gone, or was never there. */
  giveBack(): void {
    this.#set(SLOT.state, IDLE)
    this.#memory.giveBack(this.#slot)
  }

  get #makesTask(): boolean {
    return this.#view.getBigUint64(this.#at + SLOT.child, true) !== 0n
  }

  get #state(): number {
    return this.#view.getInt32(this.#at + SLOT.state, true)
  }

  #set(field: number, value: number): void {
    this.#view.setInt32(this.#at + field, value, true)
  }

  #sleepWhileGoing(): void {
    this.#memory.raw.syscall(FUTEX, [this.#slot, FUTEX_WAIT, GO, TIMEOUT, 0, 0])
  }

  /** Where it sleeps; '' if it does not, or does so between calls. Finds out that it is gone. */
  #look(): string {
    try {
      const proc = `/proc/${this.#pid}/task/${this.#tid}`
      const stat = readFileSync(`${proc}/stat`, 'latin1')
      const state = stat[stat.lastIndexOf(')') + 2]
      if (state === 'Z' || state === 'X') this.#gone = true
      if (state === 'T') return 'stopped'
      // Who cannot be woken waits for the kernel itself, and not for long; or for a child that is to go first (vfork).
      if (state !== 'S' && !(state === 'D' && this.#makesTask)) return ''
      const call = readFileSync(`${proc}/syscall`, 'latin1')
      return call.startsWith('running') || call.includes(` 0x${this.#slot.toString(16)} `) ? '' : call
    } catch {
      this.#gone = true
      return ''
    }
  }
}

/** The pages that agents have. */
export const AGENT_MEMORY: readonly [start: number, end: number] = [AGENT, AGENT + AGENT_BYTES]
