// JvisorSubject: a task of a jvisor kernel that scenarios drive by hand.

import { OK, SYSCALL_NUMBERS, type SyscallName } from '@jvisor/abi'
import type { Kernel, PlatformContext, SignalDelivery, Task } from '@jvisor/kernel'
import { addr } from '@jvisor/usermem'
import { parseMaps } from './maps.ts'
import { BLOCKS, GONE, type MapLine, type Returned, type Subject, type TaskState } from './subject.ts'

const SIGKILL = 9
/** Turns after which tasks that do not come to rest are a mistake of ours. */
const MOST_TURNS = 100_000

/** The tasks of one scenario, and what they share. */
export interface Family {
  readonly kernel: Kernel
  /** Where it has its files. */
  readonly directory: string
  readonly members: JvisorSubject[]
  /** Lets time pass. */
  advance(ms: number): void
}

/** A program that does nothing by itself: the player makes its calls. Its handlers note what they are called for. */
export class DrivenContext implements PlatformContext {
  readonly canFork = true
  readonly handled: number[] = []
  /** The task that the last call has made. */
  child: JvisorSubject | undefined
  family: Family | undefined
  readonly #task: Task
  #end: () => void = () => {}
  readonly #ended = new Promise<void>((resolve) => {
    this.#end = resolve
  })

  constructor(task: Task) {
    this.#task = task
  }

  run(): Promise<void> {
    return this.#ended
  }

  /** The program must not go on: {@link run} is over. */
  end(): void {
    this.#end()
  }

  /** As a CPU does it, which pushes one frame after the other: the last signal's handler runs first. */
  async handleSignal({ info, mask }: SignalDelivery): Promise<void> {
    const { signals } = this.#task
    await signals.deliver()
    if (this.#task.exiting) return
    this.handled.push(info.signal)
    signals.setMask(mask)
  }

  fork(child: Task): PlatformContext {
    const context = new DrivenContext(child)
    if (this.family !== undefined) this.child = new JvisorSubject(child, context, this.family)
    return context
  }
}

export class JvisorSubject implements Subject {
  readonly task: Task
  readonly kernel: Kernel
  readonly #context: DrivenContext
  readonly #family: Family
  #pending = false
  #result: Returned | undefined
  /** Acts upon signals between calls; it is stopped, if that does not end. */
  #delivering = false

  constructor(task: Task, context: DrivenContext, family: Family) {
    this.task = task
    this.kernel = task.kernel
    this.#context = context
    this.#family = family
    context.family = family
    family.members.push(this)
  }

  get tid(): number {
    return this.task.tid
  }

  get pid(): number {
    return this.task.threadGroup.pid
  }

  get state(): TaskState {
    if (this.#isGone) return 'gone'
    return this.#pending || this.#delivering ? 'waits' : 'ready'
  }

  get #isGone(): boolean {
    return this.task.memoryManager === undefined
  }

  call(name: SyscallName, args: readonly (number | bigint)[]): ReturnType<Subject['call']> {
    const { task } = this
    for (let i = 0; i < 6; i++) task.args.set(i, args[i] ?? 0)
    const result = task.syscall(SYSCALL_NUMBERS[task.syscallTable.arch][name] ?? -1)
    return typeof result === 'number' && !task.exiting ? result : this.#wait(result)
  }

  async calls(list: Parameters<Subject['calls']>[0]): Promise<readonly Returned[]> {
    const results: Returned[] = []
    for (const [name, args] of list) {
      const result = await this.call(name, args)
      if (result === BLOCKS || result === GONE) throw new Error(`${name} does not end`)
      results.push(result)
    }
    return results
  }

  async #wait(result: Returned | Promise<Returned>): Promise<Returned | typeof BLOCKS | typeof GONE> {
    this.#pending = true
    void Promise.resolve(result).then((value) => {
      this.#pending = false
      this.#result = value
    })
    await this.settle()
    if (this.#isGone) return GONE
    return this.result() ?? BLOCKS
  }

  result(): Returned | undefined {
    const result = this.#result
    this.#result = undefined
    return result
  }

  child(): JvisorSubject | undefined {
    const { child } = this.#context
    this.#context.child = undefined
    return child
  }

  handled(): readonly number[] {
    return this.#context.handled.splice(0)
  }

  async settle(): Promise<void> {
    const { members } = this.#family
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      let quiet = true
      for (const member of members) if (!member.#rests()) quiet = false
      if (quiet) return
      await Promise.resolve()
    }
    throw new Error('tasks do not come to rest')
  }

  /** True if nothing will happen to the task but by others. Acts upon its signals, between calls. */
  #rests(): boolean {
    const { task } = this
    if (this.#isGone) return true
    if (task.exiting && !this.#pending) {
      this.#context.end()
      return false
    }
    if (this.#pending || this.#delivering) return task.isAsleep
    if (!task.hasPendingSignals) return true
    this.#delivering = true
    void task.signals.deliver().then(() => {
      this.#delivering = false
    })
    return false
  }

  async pass(ms: number): Promise<void> {
    this.#family.advance(ms)
    await this.settle()
  }

  poke(at: number, bytes: Uint8Array): boolean {
    return this.task.mm.copyOut(addr(at), bytes, { ignorePermissions: true }).err === OK
  }

  peek(at: number, length: number): Uint8Array | undefined {
    const bytes = new Uint8Array(length)
    return this.task.mm.copyIn(addr(at), bytes, { ignorePermissions: true }).err === OK ? bytes : undefined
  }

  maps(start: number, end: number): readonly MapLine[] {
    return parseMaps(this.task.mm.maps(), this.#family.directory, start, end)
  }

  /** The inode number of an open file; undefined if a descriptor has none. */
  inodeOf(fd: number): number | undefined {
    return this.task.fdTable.get(fd)?.stat().ino
  }

  descriptors(): readonly number[] {
    return [...this.task.fdTable.fds()]
  }

  async close(): Promise<void> {
    const { kernel, members } = this.#family
    kernel.tracer = undefined
    for (const { task } of members) task.threadGroup.exit({ code: 0, signal: SIGKILL })
    await this.settle()
    for (const { task } of members) task.threadGroup.reap()
  }
}
