// Standing at the doors: while a function runs, the methods at the doors are replaced by ones that note who came
// through; afterwards they are what they were. Nothing else in the house knows of this, so that it costs nothing when
// nobody watches.
//
// Only what a system call does is noted. What an object calls on itself is no way from layer to layer, and is not told.

import type { Syscall, SyscallArgs, SyscallFunction, Task } from '@jvisor/kernel'
import { PageTree } from '@jvisor/memmap'
import { IOSequence } from '@jvisor/usermem'
import { DOORS, type Door, type Revealed, type Role } from './doors.ts'
import { doorIn, FILE_DOORS } from './file-doors.ts'
import type { Hop } from './hop.ts'
import { foldRepeats } from './repeats.ts'
import { placesOf, registersOf, returnedBy } from './syscall-doors.ts'
import { className, PLAIN_WORDS, type Words } from './words.ts'

/** What a function gave, and the calls that were seen while it ran. */
export interface Watched<R> {
  readonly returned: R
  /** The system calls, with what is below them; they grow until a promise that was returned is settled. */
  readonly hops: readonly Hop[]
}

/**
 * Runs `fn`, which has `task` make system calls, with all doors watched; if it returns a promise, until that is
 * settled. One watch at a time: a new one ends the one before. What `fn` throws is thrown when all is put back.
 */
export function withDoorsWatched<R>(task: Task, fn: () => R, words: Words = PLAIN_WORDS): Watched<R> {
  const watch = new Watch(task, words)
  let returned: R
  try {
    returned = fn()
  } catch (error) {
    watch.end()
    throw error
  }
  if (returned instanceof Promise) {
    const end = () => watch.end()
    returned.then(end, end)
  } else watch.end()
  return { returned, hops: watch.hops }
}

/** A call that is going on. */
interface Open {
  readonly hop: Hop
  /** Whose method it is. */
  readonly self: unknown
}

type Method = (...args: unknown[]) => unknown

let current: Watch | undefined

class Watch {
  readonly hops: Hop[] = []
  readonly #words: Words
  readonly #open: Open[] = []
  /** The system call that has returned a promise, and goes on now and then until it is settled. */
  #waiting: Hop | undefined
  /** The task sleeps: until it wakes nothing that is called is its doing. */
  #asleep = false
  #ended = false
  // What is watched, so that nothing is twice, and how to put it back.
  readonly #seen = new Map<object, Set<string>>()
  readonly #restore: (() => void)[] = []

  constructor(task: Task, words: Words) {
    current?.end()
    current = this
    this.#words = words
    const { kernel, mm } = task
    this.#watchSyscalls(task)
    this.#watch('task', task)
    this.#watch('fdTable', task.fdTable)
    this.#watch('vfs', kernel.vfs)
    this.#watch('shm', kernel.vfs.shm)
    this.#watch('mm', mm)
    this.#watch('memoryFile', kernel.memoryFile)
    this.#watch('pageTree', PageTree.prototype)
    this.#watch('sequence', IOSequence.prototype)
    for (const fd of task.fdTable.fds()) this.#watch('file', task.fdTable.get(fd))
    for (const { mappable } of mm.vmas) this.#watch('mappable', mappable)
  }

  /** Puts everything back. What was seen stays. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    for (const restore of this.#restore.reverse()) restore()
    if (current === this) current = undefined
  }

  #watch(role: Role, object: unknown): void {
    if (typeof object !== 'object' || object === null) return
    const doors = role === 'file' || role === 'mappable' || role === 'blocks' ? FILE_DOORS[role] : DOORS[role]
    for (const door of doors) {
      const owner = ownerOf(object, door.method)
      if (owner === undefined) continue
      const seen = this.#seen.get(owner) ?? new Set()
      if (seen.has(door.method)) continue
      this.#seen.set(owner, seen.add(door.method))
      const original = (owner as Record<string, Method>)[door.method]
      const places = doorIn(door, className(owner))
      const through: Through = (self, args) => this.#pass(door, places, original, self, args)
      this.#replace(owner, door.method, function (this: unknown, ...args: unknown[]) {
        return through(this, args)
      })
    }
  }

  #replace(owner: object, name: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(owner, name)
    Object.defineProperty(owner, name, { configurable: true, writable: true, enumerable: false, value })
    this.#restore.push(() => {
      if (before === undefined) Reflect.deleteProperty(owner, name)
      else Object.defineProperty(owner, name, before)
    })
  }

  /** The functions of the table are reached by its `lookup`: what that gives then calls them by way of us. */
  #watchSyscalls({ syscallTable }: Task): void {
    const lookup = syscallTable.lookup.bind(syscallTable)
    this.#replace(syscallTable, 'lookup', (number: number): Syscall | undefined => {
      const call = lookup(number)
      return call === undefined ? undefined : { ...call, fn: this.#syscall(call) }
    })
  }

  #syscall(call: Syscall): SyscallFunction {
    return (t: Task, args: SyscallArgs) => {
      if (this.#ended) return call.fn(t, args)
      const hop: Hop = {
        layer: 'syscalls',
        name: call.name,
        args: registersOf(call, args, this.#words),
        result: undefined,
        children: [],
        ...placesOf(call.name),
      }
      this.hops.push(hop)
      const result = this.#run(hop, undefined, () => call.fn(t, args))
      const finish = (value: number) => {
        hop.result = returnedBy(call, value, this.#words)
        hop.children = foldRepeats(hop.children)
      }
      if (typeof result === 'number') finish(result + 0)
      else {
        hop.children = foldRepeats(hop.children)
        this.#waiting = hop
        this.#settle(hop, result, (value) => {
          this.#waiting = undefined
          finish(value + 0)
        })
      }
      return result
    }
  }

  /** One call of a method at a door. */
  #pass(
    door: Door,
    places: Pick<Door, 'layer' | 'source' | 'gvisor'>,
    original: Method,
    self: unknown,
    args: unknown[],
  ): unknown {
    const top = this.#open.at(-1)
    const parent = top?.hop ?? (this.#asleep ? undefined : this.#waiting)
    if (this.#ended || parent === undefined || top?.self === self) return Reflect.apply(original, self, args)
    const { layer, source, gvisor } = places
    const hop: Hop = {
      layer,
      name: `${door.of ?? className(self as object)}.${door.method}`,
      args: door.args.flatMap((say, i) => (args[i] === undefined ? [] : [say(args[i], this.#words)])),
      result: undefined,
      children: [],
      source,
      gvisor,
    }
    this.#reveal(door.reveals?.(args, undefined))
    parent.children.push(hop)
    const result = this.#run(hop, self, () => Reflect.apply(original, self, args))
    if (result instanceof Promise) {
      this.#asleep = true
      this.#settle(hop, result, (value) => {
        this.#asleep = false
        hop.result = door.result(value, this.#words)
      })
      return result
    }
    hop.result = door.result(result, this.#words)
    hop.children = foldRepeats(hop.children)
    if (door.isTold?.(hop, result) === false) parent.children.splice(parent.children.lastIndexOf(hop), 1)
    this.#reveal(door.reveals?.(args, result))
    return result
  }

  /** Makes a call with `hop` as what is called from. */
  #run<R>(hop: Hop, self: unknown, call: () => R): R {
    this.#open.push({ hop, self })
    try {
      return call()
    } catch (error) {
      hop.result = `throws ${error}`
      throw error
    } finally {
      this.#open.pop()
    }
  }

  /** Tells of the end of a call that waits, before its caller hears of it. */
  #settle<V>(hop: Hop, promise: Promise<V>, fulfilled: (value: V) => void): void {
    hop.waited = true
    promise.then(
      (value) => !this.#ended && fulfilled(value),
      (error) => {
        hop.result = `throws ${error}`
        this.#asleep = false
      },
    )
  }

  #reveal(revealed: readonly Revealed[] = []): void {
    for (const [role, object] of revealed) this.#watch(role, object)
  }
}

type Through = (self: unknown, args: unknown[]) => unknown

/** The object on the prototype chain, itself included, that has a method. */
function ownerOf(object: object, method: string): object | undefined {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, method)) return at
  }
  return undefined
}
