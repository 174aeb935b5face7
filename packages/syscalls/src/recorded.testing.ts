// Plays calls that were recorded on Linux, and tells what they gave, in the form in which they were recorded
// (scripts/record-files). Not shipped.

import {
  CAP_USER_DATA,
  CAP_USER_HEADER,
  errnoName,
  F_GETOWN,
  F_SETOWN,
  ITIMERSPEC,
  RLIMIT_CPU,
  SCHED_ATTR,
  SI_TIMER,
  SIG_IGN,
  SIGINFO_SIZE,
  SIGPIPE,
  STATFS,
  STATX,
  STATX_ATTR_MOUNT_ROOT,
  type SyscallName,
  statCodec,
} from '@jvisor/abi'
import { ProcessGroup, Session, type Task, type VirtualClock } from '@jvisor/kernel'
import { Tmpfs } from '@jvisor/vfs'
import { expect, test } from 'vitest'
import { TestMachine } from './machine.testing.ts'
import { escaped, OtherSide, TERMINAL_STEPS } from './recorded-terminal.testing.ts'
import { OtherTask } from './tasks.testing.ts'

export type Value = number | bigint | string | readonly (number | bigint)[]
/** The name of a call, its arguments, and what it gave: a number, the name of an error, or what was filled in. */
export type RecordedStep = readonly [call: readonly [name: string, ...args: Value[]], result: number | string]
export type RecordedScenarios = Readonly<Record<string, readonly RecordedStep[]>>

/** What passes between two steps. */
const TICK_NS = 10e6
const MAIN = 'a'
/** What processes have for themselves of the memory that they share. */
const BUFFER_SIZE = 8 * 4096

/** One test for each scenario. */
export function testRecorded(scenarios: RecordedScenarios): void {
  test.each(Object.entries(scenarios))('%s', async (_, steps) => {
    const player = new Player()
    const differences: string[] = []
    for (const [i, [call, linux]] of steps.entries()) {
      const ours = await player.play(call)
      if (ours !== linux) differences.push(`step ${i}, ${call.join(', ')}: ${ours}, on Linux ${linux}`)
    }
    expect(differences).toEqual([])
    expect(player.machine.kernel.counters.sentryBugs).toBe(0)
  })
}

/** Whoever makes the calls of a process. */
type Caller = Pick<TestMachine, 'start' | 'task'>

/** Microtasks in which others have their turn. */
const TURNS = 30

/** Processes whose root is a tmpfs of their own; the first has descriptors 0 to 2 open. */
export class Player {
  /** Time passes between steps only. */
  readonly machine = new TestMachine({
    memoryBytes: 160 << 20,
    yieldToHost: () => new Promise((resolve) => setImmediate(resolve)),
  })
  readonly #processes = new Map<string, Caller>([[MAIN, this.machine]])
  /** Of each process, the call that waits. */
  readonly #waiting = new Map<string, Promise<number>>()
  /** What stat said when it was last asked about the times of a path. */
  readonly touched = new Map<string, readonly number[]>()
  readonly #at = this.machine.map(80)
  readonly #big = this.machine.map(256)
  #strings = 0
  #now = MAIN
  /** Of the step that was made last by each process, the name. */
  readonly #names = new Map<string, string>()

  readonly otherSide = new OtherSide()
  /** What the last call gave. */
  lastResult = 0

  constructor() {
    const { vfs } = this.machine.kernel
    const { threadGroup } = this.machine.task
    threadGroup.join(new ProcessGroup(threadGroup.pid, new Session(0))) // it leads no session
    for (let i = 0; i < 3; i++) this.machine.call('open', '/dev/null', 2)
    vfs.makeDirectories('/t')
    vfs.mount('/t', new Tmpfs(vfs, { sizeBytes: 64 << 20, inodes: 4096, byProgram: true }), {
      readOnly: false,
      source: 'none',
    })
    this.#ignoreBrokenPipes()
    this.machine.call('chroot', '/t')
    this.machine.call('chdir', '/')
  }

  async play([step, ...args]: RecordedStep[0]): Promise<number | string> {
    const [, process = MAIN, name] = /^(?:(.): )?(.+)$/.exec(step) as RegExpExecArray
    this.#now = process
    this.#strings = 0
    ;(this.machine.kernel.clock as VirtualClock).advance(TICK_NS)
    if (name === 'result') return this.#soon()
    this.#names.set(process, name)
    const special = SPECIAL[name]
    const result = special === undefined ? this.call(name as SyscallName, ...args) : special(this, args)
    this.#endEnded()
    // A call that waits ends once what it waits for is there.
    return result === 'waits' ? this.#soon() : result
  }

  /** Processes of which nothing is left to run. */
  #endEnded(): void {
    const { kernel } = this.machine
    for (const { task } of this.#processes.values()) {
      if (task.exiting && kernel.tasks.get(task.tid) === task) void kernel.run(task)
    }
  }

  /** Makes a call of the process whose turn it is; lists become memory of 64-bit words. */
  call(name: SyscallName, ...args: readonly Value[]): number | string {
    const caller = this.#processes.get(this.#now) as Caller
    const result = caller.start(name, ...args.map((a) => this.#argument(a)))
    if (typeof result === 'number') return this.#ended(result)
    this.#waiting.set(this.#now, result)
    return 'waits'
  }

  #ended(result: number): number | string {
    this.lastResult = result
    return result < 0 ? errnoName(-result) : result
  }

  /** What a call gives that has to wait, if others' turns are enough for that. */
  async #soon(): Promise<number | string> {
    let result: number | undefined
    void this.#waiting.get(this.#now)?.then((r) => {
      result = r
    })
    for (let i = 0; i < TURNS; i++) await Promise.resolve()
    this.#endEnded()
    const { threadGroup, exiting } = this.task
    if (exiting) return 'ended'
    if (result !== undefined) return this.#shown(result)
    return threadGroup.groupStop.isComplete ? 'stops' : 'waits'
  }

  /** What a call gave that had to wait. */
  #shown(result: number): number | string {
    const name = this.#names.get(this.#now)
    if (result >= 0 && name === 'taken') return siginfoText(this)
    if (result >= 0 && name === 'receive') return receivedText(this, result)
    if (result < 0 || (name !== 'read' && name !== 'take')) return this.#ended(result)
    return `is ${name === 'take' ? escaped(this.text(result)) : this.text(result)}`
  }

  /** The task whose turn it is. */
  get task(): Task {
    return (this.#processes.get(this.#now) as Caller).task
  }

  pidOf(name: Value): number {
    return this.#processes.get(name as string)?.task.threadGroup.pid ?? 0
  }

  /** A process as fork(2) makes it, but for its memory. */
  fork(name: string): void {
    const parent = (this.#processes.get(this.#now) as Caller).task
    const child = new OtherTask(this.machine, { ownFds: true })
    child.task.fdTable.decRef()
    child.task.fdTable = parent.fdTable.copy()
    child.task.fsContext = parent.fsContext.copy()
    child.task.credentials = parent.credentials
    const { threadGroup } = child.task
    threadGroup.join(parent.threadGroup.processGroup)
    threadGroup.parent = parent.threadGroup
    parent.threadGroup.children.add(threadGroup)
    threadGroup.tty = parent.threadGroup.tty
    threadGroup.limits.set(RLIMIT_CPU, parent.threadGroup.limits.get(RLIMIT_CPU))
    threadGroup.cpuLimit.changed()
    this.#processes.set(name, child)
    this.#now = name
    this.#ignoreBrokenPipes()
  }

  /** Lets the task run for some milliseconds. */
  spin(ms: number): void {
    const { kernel } = this.machine
    kernel.wokeUp(this.task)
    ;(kernel.clock as VirtualClock).advance(ms * 1e6)
    void this.task.signals.deliver()
    kernel.fellAsleep(this.task)
  }

  /** The processes that were recorded did. */
  #ignoreBrokenPipes(): void {
    this.call('rt_sigaction', SIGPIPE, [SIG_IGN, 0, 0, 0], 0, 8)
  }

  /** The name of a process by its ID. */
  processName(pid: number): string {
    for (const [name, { task }] of this.#processes) if (task.threadGroup.pid === pid) return name
    return String(pid)
  }

  /** Where a call may put something. */
  get buffer(): number {
    return this.#at + (this.#now.charCodeAt(0) - MAIN.charCodeAt(0)) * BUFFER_SIZE
  }

  bytes(length: number): Uint8Array {
    return this.machine.peek(this.buffer, length)
  }

  view(length: number): DataView {
    return new DataView(this.bytes(length).buffer)
  }

  /** The first of the words that were passed in memory to the last call, as they are now. */
  words(count: number): bigint[] {
    const view = new DataView(this.machine.peek(this.#at + 64 * 4096, count * 8).buffer)
    return Array.from({ length: count }, (_, i) => view.getBigInt64(i * 8, true))
  }

  /** Writes a pattern. */
  put(fd: Value, size: number): number | string {
    this.machine.poke(
      this.#big,
      Uint8Array.from({ length: size }, (_, i) => 97 + (i % 23)),
    )
    return this.call('write', fd, this.#big, size)
  }

  /** Reads; how much, and a hash of it. */
  get(fd: Value, size: Value): number | string {
    return filled(this.call('read', fd, this.#big, size), (n) => {
      let hash = 2166136261
      for (const byte of this.machine.peek(this.#big, n)) hash = Math.imul(hash ^ byte, 16777619)
      return `${n} ${(hash >>> 0).toString(16).padStart(8, '0')}`
    })
  }

  text(length: number): string {
    return this.machine.text(this.buffer, length)
  }

  poke(bytes: Uint8Array): number {
    this.machine.poke(this.buffer, bytes)
    return this.buffer
  }

  /** Strings go behind the buffer. */
  #argument(value: Value): number | bigint {
    if (typeof value === 'number' || typeof value === 'bigint') return value
    if (typeof value === 'string' && /^@[a-e]$/.test(value)) return this.pidOf(value[1])
    const bytes =
      typeof value === 'string'
        ? Uint8Array.from(`${value}\0`, (c) => c.charCodeAt(0))
        : new Uint8Array(BigInt64Array.from(value, BigInt).buffer)
    const at = this.#at + 64 * 4096 + this.#strings
    this.#strings += Math.ceil(bytes.length / 8) * 8
    this.machine.poke(at, bytes)
    return at
  }
}

/** What recvmsg(2) has put at the buffer. */
export function receivedText(p: Player, n: number): string {
  const view = p.view(128 + n)
  const text = String.fromCharCode(...new Uint8Array(view.buffer, 128, n))
  return `is ${escaped(text)} flags=${view.getInt32(48, true)}`
}

export type Special = (p: Player, args: readonly Value[]) => number | string

/** What `result` stands for if it is a count, and the error otherwise. */
function filled(result: number | string, text: (n: number) => string): number | string {
  return typeof result === 'number' ? text(result) : result
}

/** `at`: which of the arguments is where the struct goes. */
const stat: (name: SyscallName, at?: number) => Special =
  (name, at = 1) =>
  (p, args) =>
    filled(p.call(name, ...args.slice(0, at), p.buffer, ...args.slice(at)), () => {
      const s = statCodec('x86-64').read(p.view(144), 0)
      const owner = `${s.st_uid}:${s.st_gid}`
      const rest = `size=${s.st_size} blocks=${s.st_blocks} rdev=${s.st_rdev}`
      return `${s.st_mode.toString(8)} nlink=${s.st_nlink} ${owner} ${rest}`
    })

function directoryEntries(p: Player, length: number): string {
  const view = p.view(Math.max(1, length))
  const entries: string[] = []
  for (let at = 0; at < length; at += view.getUint16(at + 16, true)) {
    const end = at + view.getUint16(at + 16, true)
    const name = p.machine.text(p.buffer + at + 19, end - at - 19).split('\0')[0]
    entries.push(`${name}:${view.getUint8(at + 18)}@${view.getBigInt64(at + 8, true)}`)
  }
  return `has ${entries.join(' ')}`
}

/** Real, effective and saved IDs, those for files, and whether there are capabilities. */
function ids(p: Player): string {
  p.call('getresuid', p.buffer, p.buffer + 4, p.buffer + 8)
  p.call('getresgid', p.buffer + 12, p.buffer + 16, p.buffer + 20)
  const values = Array.from(new Uint32Array(p.bytes(24).buffer))
  const files = [p.call('setfsuid', -1), p.call('setfsgid', -1)]
  p.call('capget', capHeader(p), p.buffer + 8)
  const [, , effective, permitted] = new Uint32Array(p.bytes(16).buffer)
  const caps = `caps ${(effective & 2) !== 0 ? 'yes' : 'no'} ${permitted !== 0 ? 'all' : 'none'}`
  return `is ${values.join(' ')} fs ${files.join(' ')} ${caps}`
}

/** The times of a file: seconds and nanoseconds of the last access, modification and change. */
function timesOf(p: Player, path: Value): number[] | string {
  const result = p.call('lstat', path, p.buffer)
  if (typeof result === 'string') return result
  const s = statCodec('x86-64').read(p.view(144), 0)
  return [s.st_atime, s.st_atime_nsec, s.st_mtime, s.st_mtime_nsec, s.st_ctime, s.st_ctime_nsec]
}

/** Which of them have moved since this was last asked. */
function touched(p: Player, [path]: readonly Value[]): string {
  const now = timesOf(p, path)
  if (typeof now === 'string') return now
  const before = p.touched.get(path as string)
  p.touched.set(path as string, now)
  if (before === undefined) return 'moved first'
  const moved = (i: number) => before[i] !== now[i] || before[i + 1] !== now[i + 1]
  return `moved ${moved(0) ? 'a' : ''}${moved(2) ? 'm' : ''}${moved(4) ? 'c' : ''}`.replace(/ $/, ' nothing')
}

function times(p: Player, [path]: readonly Value[]): string {
  const now = timesOf(p, path)
  if (typeof now === 'string') return now
  const shown = (i: number) => `${now[i]}.${String(now[i + 1]).padStart(9, '0')}`
  return `is ${shown(0)} ${shown(2)}`
}

/** Lines of mountinfo, without IDs. */
function mountinfo(p: Player): string[][] | string {
  const fd = p.call('open', '/proc/thread-self/mountinfo', 0)
  if (typeof fd === 'string') return fd
  let text = ''
  for (let n = 1; n > 0; text += p.text(n)) n = p.call('read', fd, p.buffer, 4096) as number
  p.call('close', fd)
  return text.split('\n').flatMap((line) => (line === '' ? [] : [line.split(' ')]))
}

/** What is mounted, each with the number of what it is mounted in. */
function mounts(p: Player): string {
  const lines = mountinfo(p)
  if (typeof lines === 'string') return lines
  const ids = lines.map(([id]) => id)
  const shown = lines.map(([, parent, , ...rest], i) => {
    const at = ids.indexOf(parent)
    return `;${at < i ? at + 1 : 0} ${rest.join(' ')}`
  })
  return `has${shown.join('')}`
}

/** Whether a path leads to the root of a mount, and the number of the mount as `mounts` has it. */
function onMount(p: Player, [path]: readonly Value[]): number | string {
  return filled(p.call('statx', -100, path, 0, 0x17ff, p.buffer), () => {
    const x = STATX.read(p.view(STATX.size), 0)
    const lines = mountinfo(p)
    const number = typeof lines === 'string' ? 0 : lines.findIndex(([id]) => Number(id) === x.stx_mnt_id) + 1
    return `is ${number}${(x.stx_attributes & STATX_ATTR_MOUNT_ROOT) !== 0 ? ' root' : ''}`
  })
}

/** What is left, to the next second, and the interval. */
function timerSetting(p: Player, result: number | string): number | string {
  return filled(result, () => {
    const { it_interval, it_value } = ITIMERSPEC.read(p.view(ITIMERSPEC.size), 0)
    const every = `${it_interval.tv_sec}.${String(it_interval.tv_nsec).padStart(9, '0')}`
    return `is every ${every} in ${it_value.tv_sec + (it_value.tv_nsec > 0 ? 1 : 0)}`
  })
}

function makeTimer(p: Player, [clock, event, at = p.buffer]: readonly Value[]): number | string {
  const words = typeof event === 'object' && event[2] === -1 ? [event[0], event[1], p.task.tid] : event
  return filled(p.call('timer_create', clock, words, at), () => `is ${p.view(4).getInt32(0, true)}`)
}

/** Takes a pending signal. */
function taken(p: Player, [set]: readonly Value[]): number | string {
  return filled(p.call('rt_sigtimedwait', [set as number], p.buffer, [0, 0], 8), () => siginfoText(p))
}

function siginfoText(p: Player): string {
  const v = p.view(SIGINFO_SIZE)
  const [signal, code] = [v.getInt32(0, true), v.getInt32(8, true)]
  if (code !== SI_TIMER) return `is ${signal} code ${code}`
  const value = v.getBigUint64(24, true).toString(16)
  return `is ${signal} of timer ${v.getInt32(16, true)} overrun ${v.getInt32(20, true)} value ${value}`
}

const usage: (name: SyscallName) => Special = (name) => (p, args) =>
  filled(p.call(name, ...args, p.buffer), () => {
    const f = STATFS.read(p.view(STATFS.size), 0)
    const free = `free=${f.f_bfree},${f.f_bavail} files=${f.f_files},${f.f_ffree}`
    const flags = `names=${f.f_namelen} flags=${f.f_flags.toString(16)}`
    return `is type=${f.f_type.toString(16)} bsize=${f.f_bsize} blocks=${f.f_blocks} ${free} ${flags}`
  })

function statx(p: Player, args: readonly Value[]): number | string {
  return filled(p.call('statx', ...args, p.buffer), () => {
    const x = STATX.read(p.view(STATX.size), 0)
    const owner = `${x.stx_uid}:${x.stx_gid} size=${x.stx_size} attributes=${x.stx_attributes.toString(16)}`
    return `is mask=${x.stx_mask.toString(16)} ${x.stx_mode.toString(8)} nlink=${x.stx_nlink} ${owner}`
  })
}

/** The header of capget and capset for the caller, at the buffer. */
function capHeader(p: Player): number {
  const header = new Uint8Array(CAP_USER_HEADER.size)
  CAP_USER_HEADER.write(new DataView(header.buffer), 0, { version: 0x20080522, pid: 0 })
  return p.poke(header)
}

function setCapabilities(p: Player, sets: readonly Value[]): number | string {
  const bytes = new Uint8Array(8 + 2 * CAP_USER_DATA.size)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < 2; i++) {
    const [effective, permitted, inheritable] = sets.map((s) =>
      Number((BigInt(s as number) >> BigInt(32 * i)) & 0xffffffffn),
    )
    CAP_USER_DATA.write(view, 8 + i * CAP_USER_DATA.size, { effective, permitted, inheritable })
  }
  p.poke(bytes)
  return p.call('capset', capHeader(p), p.buffer + 8)
}

function capabilities(p: Player, [mask]: readonly Value[]): number | string {
  return filled(p.call('capget', capHeader(p), p.buffer + 8), () => {
    const words = Array.from(new Uint32Array(p.bytes(20).buffer).subarray(2))
    return `is ${words.map((w) => ((w & Number(mask)) >>> 0).toString(16)).join(' ')}`
  })
}

const F_GETLK = 5
const F_OFD_GETLK = 36

/** fd, command, type, whence, start, length[, pid]: the lock that is in the way, if that is what was asked for. */
function lock(
  p: Player,
  [fd, command, type, whence, start, length, pid = 0]: readonly Value[],
): number | string {
  const bytes = new Uint8Array(32)
  const view = new DataView(bytes.buffer)
  view.setInt16(0, Number(type), true)
  view.setInt16(2, Number(whence), true)
  view.setBigInt64(8, BigInt(start as number), true)
  view.setBigInt64(16, BigInt(length as number), true)
  view.setInt32(24, Number(pid), true)
  const result = p.call('fcntl', fd, command, p.poke(bytes))
  if (command !== F_GETLK && command !== F_OFD_GETLK) return result
  return filled(result, () => {
    const v = p.view(32)
    const who = v.getInt32(24, true)
    const range = `${v.getBigInt64(8, true)} ${v.getBigInt64(16, true)}`
    return `is ${v.getInt16(0, true)} ${v.getInt16(2, true)} ${range} ${who > 0 ? p.processName(who) : who}`
  })
}

/** A call with offsets in memory: what it gives, and what they are then. */
const offsets: (name: SyscallName) => Special = (name) => (p, args) => {
  const result = p.call(name, ...args)
  const given = args.filter((a) => typeof a === 'object')
  return given.length === 0 ? result : [result, ...p.words(given.length)].join(' @')
}

const SPECIAL: Readonly<Record<string, Special>> = {
  ...TERMINAL_STEPS,
  stat: stat('stat'),
  lstat: stat('lstat'),
  fstat: stat('fstat'),
  newfstatat: stat('newfstatat', 2),
  statx,
  statfs: usage('statfs'),
  fstatfs: usage('fstatfs'),
  touched,
  mounts,
  onmount: onMount,
  mktimer: makeTimer,
  settimer: (p, args) => timerSetting(p, p.call('timer_settime', ...args, p.buffer)),
  gettimer: (p, [id]) => timerSetting(p, p.call('timer_gettime', id, p.buffer)),
  taken,
  pendingset: (p) =>
    filled(p.call('rt_sigpending', p.buffer, 8), () => `is ${p.view(8).getBigUint64(0, true).toString(16)}`),
  sleep: (p, [ms]) => {
    ;(p.machine.kernel.clock as VirtualClock).advance((ms as number) * 1e6)
    return 0
  },
  getattr: (p, [pid, size]) =>
    filled(p.call('sched_getattr', pid, p.buffer, size, 0), () => {
      const a = SCHED_ATTR.read(p.view(SCHED_ATTR.size), 0)
      const nice = `nice=${a.sched_nice} priority=${a.sched_priority}`
      return `is size=${a.size} policy=${a.sched_policy} flags=${a.sched_flags} ${nice}`
    }),
  spin: (p, [ms]) => {
    p.spin(ms as number)
    return p.task.exiting ? 'ended' : 0
  },
  own: (p, [fd, who, sign]) => p.call('fcntl', fd, F_SETOWN, p.pidOf(who) * Number(sign)),
  owner: (p, [fd]) => filled(p.call('fcntl', fd, F_GETOWN, 0), (n) => `is ${n > 0 ? p.processName(n) : n}`),
  receive: (p, [fd, size, flags]) => {
    // struct msghdr at the buffer, its struct iovec, and the bytes.
    const [vector, data] = [p.buffer + 64, p.buffer + 128]
    const words = [0, 0, vector, 1, 0, 0, 0, 0, data, Number(size)].map(BigInt)
    const received = p.call('recvmsg', fd, p.poke(new Uint8Array(BigUint64Array.from(words).buffer)), flags)
    return filled(received, (n) => receivedText(p, n))
  },
  getlimit: (p, [resource]) =>
    filled(p.call('prlimit64', 0, resource, 0, p.buffer), () => {
      const view = p.view(16)
      return `is ${view.getBigInt64(0, true)} ${view.getBigInt64(8, true)}`
    }),
  times,
  setcaps: setCapabilities,
  getcaps: capabilities,
  lock,
  fork: (p, [name]) => {
    p.fork(name as string)
    return 0
  },
  fill: (p, [fd, size]) => p.call('write', fd, p.poke(new Uint8Array(Number(size)).fill(0x78)), size),
  readlink: (p, [path, size = 4096]) =>
    filled(p.call('readlink', path, p.buffer, size), (n) => `is ${p.text(n)}`),
  getcwd: (p, [size]) => filled(p.call('getcwd', p.buffer, size), (n) => `is ${p.text(n - 1)}`),
  getdents64: (p, [fd, size]) =>
    filled(p.call('getdents64', fd, p.buffer, size), (n) => directoryEntries(p, n)),
  getids: ids,
  getgroups: (p, [room]) => {
    const result = p.call('getgroups', room, p.buffer)
    if (room === 0) return result
    return filled(result, (n) => `is ${Array.from(new Uint32Array(p.bytes(n * 4).buffer)).join(' ')}`)
  },
  setgroups: (p, groups) =>
    p.call('setgroups', groups.length, p.poke(new Uint8Array(Uint32Array.from(groups as number[]).buffer))),
  splice: offsets('splice'),
  sendfile: offsets('sendfile'),
  copy_file_range: offsets('copy_file_range'),
  size: (p, [fd]) =>
    filled(p.call('fstat', fd, p.buffer), () => {
      const s = statCodec('x86-64').read(p.view(144), 0)
      return `size=${s.st_size} blocks=${s.st_blocks}`
    }),
  limit: (p, [which, value]) => {
    p.machine.task.threadGroup.limits.set(which as number, { cur: value as number, max: Infinity })
    return 0
  },
  at: (p, [fd]) => p.call('lseek', fd, 0, 1),
  memfd: (p, [name, flags]) => p.call('memfd_create', name, flags),
  ioctl: (p, [fd, request, at]) =>
    at !== undefined
      ? p.call('ioctl', fd, request, at)
      : filled(p.call('ioctl', fd, request, p.buffer), () => `has ${p.view(4).getInt32(0, true)}`),
  poll: (p, [fd, events]) => {
    p.poke(new Uint8Array(Int32Array.of(fd as number, events as number).buffer))
    return filled(p.call('poll', p.buffer, 1, 0), () => `has ${p.view(8).getInt16(6, true)}`)
  },
  pwrite: (p, [fd, text, at]) => p.call('pwrite64', fd, text, (text as string).length, at),
  pread: (p, [fd, size, at]) => filled(p.call('pread64', fd, p.buffer, size, at), (n) => `is ${p.text(n)}`),
  put: (p, [fd, size]) => p.put(fd, size as number),
  get: (p, [fd, size]) => p.get(fd, size),
  write: (p, [fd, text]) => p.call('write', fd, text, (text as string).length),
  read: (p, [fd, size]) =>
    filled(p.call('read', fd, p.buffer, size), (n) => `is ${p.text(n).replaceAll('\0', '.')}`),
}
