// Plays scenarios of tracers and tracees that were recorded on Linux, in JavaScript guests: scripts/record-ptrace
// describes the language. Not shipped.

import {
  CLONE_FILES,
  CLONE_FS,
  CLONE_SIGHAND,
  CLONE_THREAD,
  CLONE_VFORK,
  CLONE_VM,
  errnoName,
  PTRACE_GET_SYSCALL_INFO,
  PTRACE_GETEVENTMSG,
  PTRACE_GETREGS,
  PTRACE_GETREGSET,
  PTRACE_GETSIGINFO,
  PTRACE_GETSIGMASK,
  PTRACE_PEEKDATA,
  PTRACE_POKEDATA,
  PTRACE_POKEUSER,
  PTRACE_SETREGS,
  PTRACE_SETSIGINFO,
  SIGCHLD,
  SIGUSR1,
  SYSCALL_NUMBERS,
  WNOHANG,
} from '@jvisor/abi'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'

export interface PtraceScenario {
  readonly tracee: string
  readonly steps: readonly (readonly [step: string, result: string])[]
}

/** In the order in which they are given. */
const LETTERS = 'atbcdefghijk'
/** Rounds in which others have their turn. */
const ROUNDS = 12
const NUMBERS = SYSCALL_NUMBERS['x86-64']
const THREAD = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD

async function settle(): Promise<void> {
  for (let i = 0; i < ROUNDS; i++) await new Promise((resolve) => setImmediate(resolve))
}

/** Where a tracee has the two words that a tracer looks at. */
interface Words {
  readonly cell: number
  readonly constant: number
}

/** What stands between a "(" and its ")", and what behind that. */
function inner(ops: string): [within: string, rest: string] {
  let depth = 0
  let end = 0
  do {
    if (ops[end] === '(') depth++
    if (ops[end] === ')') depth--
    end++
  } while (depth > 0)
  return [ops.slice(1, end - 1), ops.slice(end)]
}

/** One scenario. */
export class PtracePlayer {
  readonly #machine = new Machine()
  readonly #pids: number[] = []
  #programs = 0

  /** @returns what each step gave */
  async play({ tracee, steps }: PtraceScenario): Promise<[step: string, result: string][]> {
    for (let i = 0; i < 1000; i++) this.#machine.kernel.allocateTid() // no process ID is a small number
    const got: [string, string][] = []
    const main = async (g: Guest) => {
      await this.#main(g, tracee, steps, got)
      return 0
    }
    await this.#machine.spawn(main).exited
    if (this.#machine.kernel.counters.sentryBugs > 0) got.push(['the sentry has a bug', ''])
    return got
  }

  async #main(
    g: Guest,
    tracee: string,
    steps: PtraceScenario['steps'],
    got: [string, string][],
  ): Promise<void> {
    const page = await g.syscall('mmap', 0, 4096, 3, 0x22, -1, 0)
    const words = { cell: g.malloc(8), constant: page }
    g.store64(words.cell, 7)
    g.store64(words.constant, 9)
    await g.syscall('mprotect', page, 4096, 1)
    const isOther = tracee.startsWith('+')
    const queue: { line: string; done: (result: string) => void }[] = []
    let wake = () => {}
    let isOver = false
    const serve = async (t: Guest) => {
      await this.#blockSigchld(t)
      while (!isOver) {
        const next = queue.shift()
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve))
        else if (next.line === 'end') {
          next.done('0')
          return 0
        } else next.done(await this.#step(t, next.line, words))
      }
      return 0
    }
    const t = isOther ? await g.fork(serve) : 0
    const b = await g.fork((child) => this.#run(child, tracee.replace(/^\+/, ''), words))
    await g.syscall('setpgid', b, b) // its group has a parent elsewhere in the session
    this.#pids.push(await g.syscall('getpid'), t, b)
    await this.#blockSigchld(g)
    await settle()
    for (const [step] of steps) {
      const byParent = !isOther || step.startsWith('a: ')
      const line = step.replace(/^a: /, '')
      const result = byParent
        ? await this.#step(g, line, words)
        : await new Promise<string>((done) => {
            queue.push({ line, done })
            wake()
          })
      await settle()
      got.push([step, result])
    }
    isOver = true
    wake()
    for (const pid of this.#pids.slice(1)) if (pid > 0) await g.syscall('kill', pid, 9)
  }

  async #blockSigchld(g: Guest): Promise<void> {
    const at = g.malloc(8)
    g.store64(at, 1 << (SIGCHLD - 1))
    await g.syscall('rt_sigprocmask', 0, at, 0, 8)
  }

  // Tracees.

  /** Executes operations, and ends. */
  async #run(g: Guest, all: string, words: Words): Promise<number> {
    for (let ops = all; ops !== ''; ) {
      const [whole, name, number = '0'] = /^;?([a-z]+)(?: (-?\d+))?/.exec(ops) as RegExpExecArray
      ops = ops.slice(whole.length)
      if (ops.startsWith('(')) {
        const [within, rest] = inner(ops)
        ops = rest
        await this.#make(g, name, within, words)
      } else await this.#do(g, name, Number(number), words)
    }
    return 0
  }

  async #make(g: Guest, name: string, ops: string, words: Words): Promise<void> {
    const main = async (child: Guest) => {
      await this.#run(child, ops, words)
      return child.syscall('exit', 0)
    }
    if (name === 'exec') {
      const path = `/program${this.#programs++}`
      this.#machine.install(path, main)
      await g.syscall('execve', g.cstring(path), 0, 0)
    }
    const flags = { fork: SIGCHLD, clone: SIGUSR1, vfork: CLONE_VFORK | CLONE_VM | SIGCHLD, thread: THREAD }
    await g.clone(flags[name as keyof typeof flags], main)
  }

  async #do(g: Guest, name: string, n: number, { cell, constant }: Words): Promise<void> {
    const at = g.malloc(16)
    g.store64(at, 0)
    switch (name) {
      case 'traceme':
        await g.syscall('ptrace', 0, 0, 0, 0)
        break
      case 'raise':
        await g.syscall('kill', await g.syscall('getpid'), n)
        break
      case 'umask':
      case 'pause':
        await g.syscall(name, n)
        break
      case 'sleep':
        g.store64(at, n)
        await g.syscall('nanosleep', at, 0)
        break
      case 'handle':
        g.onSignal(n, (signal) => g.store64(cell, signal), { restart: true })
        break
      case 'ignore':
        g.onSignal(n, 'ignore')
        break
      case 'block':
        g.store64(at, 1 << (n - 1))
        await g.syscall('rt_sigprocmask', 0, at, 0, 8)
        break
      case 'unblock':
        await g.syscall('rt_sigprocmask', 2, at, 0, 8)
        break
      case 'exit':
        await g.syscall('exit_group', n)
        break
      case 'leave':
        await g.syscall('exit', n)
        break
      case 'tell':
        await g.syscall('exit_group', g.load64(cell) + g.load64(constant) * 16n)
        break
      case 'wait':
        await g.syscall('wait4', -1, 0, 0, 0)
        break
      default:
        throw new Error(`no operation ${name}`)
    }
  }

  // Names.

  #pidOf(name: string): number {
    return this.#pids[LETTERS.indexOf(name)] ?? 0
  }

  #nameOf(pid: number): string {
    const known = this.#pids.indexOf(pid)
    return LETTERS[known < 0 ? this.#pids.push(pid) - 1 : known]
  }

  /** A number, or the name of the process whose ID it is. */
  #shown(n: number): string {
    return n > 0 && this.#pids.includes(n) ? this.#nameOf(n) : String(n)
  }

  // Steps.

  async #step(g: Guest, line: string, { cell, constant }: Words): Promise<string> {
    const [what, who = '', ...numbers] = line.split(' ')
    const [x = 0, y = 0, z = 0] = numbers.map(Number)
    const pid = who === 'any' ? -1 : this.#pidOf(who)
    const at = g.malloc(256)
    const trace = async (request: number, addr: number, data: number) =>
      shown(await g.syscall('ptrace', request, pid, addr, data))
    /** What a request fills in, or its error. */
    const asked = async (request: number, addr: number, text: (n: number) => string) => {
      const result = await g.syscall('ptrace', request, pid, addr, at)
      return result < 0 ? errnoName(-result) : text(result)
    }
    switch (what) {
      case 'wait':
        return this.#found(
          g,
          () => g.syscall('wait4', pid, at, x | WNOHANG, 0),
          (result) => (result > 0 ? this.#statusText(result, g.load32(at)) : undefined),
        )
      case 'waitid':
        return this.#found(
          g,
          () => g.syscall('waitid', pid < 0 ? 0 : 1, pid, at, x | WNOHANG, 0),
          () => {
            const child = g.load32(at + 16)
            return child === 0
              ? undefined
              : `${this.#nameOf(child)} code ${g.load32(at + 8)} status ${g.load32(at + 24)}`
          },
        )
      case 'settle':
        return '0'
      case 'kill':
        return shown(await g.syscall('kill', pid, x))
      case 'siginfo':
        return asked(PTRACE_GETSIGINFO, 0, () => {
          const from = this.#shown(g.load32(at + 16))
          return `${g.load32(at)} code ${g.load32(at + 8)} from ${from} uid ${g.load32(at + 20)}`
        })
      case 'setsiginfo':
        for (const [offset, value] of [x, 0, y, 0, z].entries()) g.store32(at + 4 * offset, value)
        return trace(PTRACE_SETSIGINFO, 0, at)
      case 'message':
        return asked(PTRACE_GETEVENTMSG, 0, () => {
          const message = Number(g.load64(at))
          return x !== 0 ? String(message) : this.#nameOf(message)
        })
      case 'callinfo':
        return asked(PTRACE_GET_SYSCALL_INFO, 88, (n) => `${n} ${this.#callText(g, at)}`)
      case 'state':
        return this.#state(g, pid)
      case 'told':
        return this.#told(g)
      case 'peek':
        return asked(PTRACE_PEEKDATA, x === 0 ? cell : constant, () => String(g.load64(at)))
      case 'poke':
        return trace(PTRACE_POKEDATA, x === 0 ? cell : constant, y)
      case 'setcall':
        await trace(PTRACE_GETREGS, 0, at)
        g.store64(at + 8 * 15, x)
        g.store64(at + 8 * 14, y)
        return trace(PTRACE_SETREGS, 0, at)
      case 'setresult':
        return trace(PTRACE_POKEUSER, 8 * 10, x)
      case 'result':
        g.store64(at, at + 16)
        g.store64(at + 8, 13 * 8)
        return asked(PTRACE_GETREGSET, 1, () => `${g.load64(at + 16 + 80)} of ${g.load64(at + 8)}`)
      case 'mask':
        return asked(PTRACE_GETSIGMASK, 8, () => g.load64(at).toString(16))
      default:
        return trace(Number(what), x, y)
    }
  }

  /** Looks some times. */
  async #found(
    _g: Guest,
    look: () => number | Promise<number>,
    text: (result: number) => string | undefined,
  ): Promise<string> {
    for (let i = 0; i < 3; i++) {
      const result = await look()
      if (result < 0) return errnoName(-result)
      const found = text(result)
      if (found !== undefined) return found
      await settle()
    }
    return 'waits'
  }

  #statusText(pid: number, status: number): string {
    const name = this.#nameOf(pid)
    const signal = (status >> 8) & 0xff
    if ((status & 0x7f) === 0) return `${name} exited ${signal}`
    if (status === 0xffff) return `${name} continued`
    if ((status & 0xff) !== 0x7f) return `${name} killed ${status & 0x7f}`
    if (status >> 16 !== 0) return `${name} event ${status >> 16} of ${signal}`
    return signal === 0x85 ? `${name} call` : `${name} stopped ${signal}`
  }

  #callText(g: Guest, at: number): string {
    const op = g.load(at, 1)[0]
    if (op === 2)
      return `exit ${this.#shown(Number(g.load64(at + 24)))}${g.load(at + 32, 1)[0] ? ' error' : ''}`
    if (op !== 1) return 'none'
    const number = Number(g.load64(at + 24))
    const counts = new Map([
      [NUMBERS.kill, 2],
      [NUMBERS.umask, 1],
      [NUMBERS.exit_group, 1],
    ])
    const args = Array.from({ length: counts.get(number) ?? 0 }, (_, i) =>
      this.#shown(Number(g.load64(at + 32 + 8 * i))),
    )
    return ['entry', number, ...args].join(' ')
  }

  async #state(g: Guest, pid: number): Promise<string> {
    const fd = await g.syscall('open', g.cstring(`/proc/${pid}/status`), 0, 0)
    if (fd < 0) return 'gone'
    const at = g.malloc(4096)
    const n = await g.syscall('read', fd, at, 4096)
    await g.syscall('close', fd)
    const text = g.text(at, n)
    const state = /^State:\t(.)/m.exec(text)?.[1]
    return `${state} ${this.#shown(Number(/^TracerPid:\t(\d+)/m.exec(text)?.[1]))}`
  }

  async #told(g: Guest): Promise<string> {
    const at = g.malloc(256)
    g.store64(at, 1 << (SIGCHLD - 1))
    g.store64(at + 8, 0)
    g.store64(at + 16, 0)
    const result = await g.syscall('rt_sigtimedwait', at, at + 32, at + 8, 8)
    if (result < 0) return errnoName(-result)
    const [code, pid, status] = [8, 16, 24].map((offset) => g.load32(at + 32 + offset))
    return `${this.#nameOf(pid)} code ${code} status ${status}`
  }
}

function shown(result: number): string {
  return result < 0 ? errnoName(-result) : String(result)
}
