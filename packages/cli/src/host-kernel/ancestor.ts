// The ancestor of the processes that scenarios are played in: it has what each of them begins with, and reaps them.

import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { parseMaps, SCRATCH, SCRATCH_BYTES } from '@jvisor/scenario'
import { AGENT_MEMORY, Agent, type AgentMemory } from './agents.ts'

const TOP = 2 ** 47
const [SIGKILL, SIGPIPE, SIGCHLD, SIGSTOP, SIGXFSZ] = [9, 13, 17, 19, 25]
const SIGNALS = 64
const [SIG_DFL, SIG_IGN] = [0n, 1n]
const WALL = 0x40000000
const [PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER] = [1, 36]
const RLIMIT_NOFILE = 7
const O_RDONLY = 0
/** As jvisor's processes have it. */
const OPEN_FILES = [1024n, 4096n]
const SIG_SETMASK = 2
/** Index in proc_pid_stat(5) of where the heap begins, counted from what stands behind the name. */
const START_BRK = 44

function kill(pid: number): void {
  try {
    process.kill(pid, SIGKILL)
  } catch {
    // It is gone already.
  }
}

export class Ancestor {
  readonly #agent: Agent

  /** `directory` is where scenarios have their files; their working directory. */
  constructor(memory: AgentMemory, directory: string) {
    const agent = Agent.ancestor(memory)
    this.#agent = agent
    agent.must('prctl', [PR_SET_PDEATHSIG, SIGKILL])
    agent.must('prctl', [PR_SET_CHILD_SUBREAPER, 1])
    agent.must('setsid', [])
    this.#leaveMemory()
    agent.must('mmap', [SCRATCH, SCRATCH_BYTES, 3, 0x32, -1, 0])
    this.#resetSignals()
    this.#takeProtectionKeys()
    this.#store(new BigUint64Array(OPEN_FILES))
    agent.must('close_range', [0, 0xffff_ffff, 0])
    agent.must('prlimit64', [0, RLIMIT_NOFILE, SCRATCH, 0])
    this.#store(Buffer.from(`${directory}\0`))
    agent.must('chdir', [SCRATCH])
    // Its children have a copy.
    this.#store(Buffer.from('/dev/null\0'))
  }

  /** A process that nothing has happened to yet, with /dev/null as 0, 1 and 2. */
  process(): Agent {
    const main = this.#agent.fork(SIGCHLD)
    const results = main.all([
      ['prctl', [PR_SET_PDEATHSIG, SIGKILL]],
      ['setsid', []],
      ['open', [SCRATCH, O_RDONLY, 0]],
      ['open', [SCRATCH, O_RDONLY, 0]],
      ['open', [SCRATCH, O_RDONLY, 0]],
      ['munmap', [SCRATCH, SCRATCH_BYTES]],
    ])
    if (results.some((result) => result < 0)) throw new Error(`a process cannot begin: ${results}`)
    return main
  }

  /** Ends processes and whatever they have left, and waits until all are gone. */
  end(pids: Iterable<number>): void {
    for (const pid of pids) kill(pid)
    do {
      for (const pid of this.#children()) kill(pid)
    } while (this.#agent.raw('wait4', [-1, 0, WALL, 0]) > 0)
  }

  /** Its children at the moment: orphans among its descendants become such. */
  #children(): number[] {
    const { pid } = this.#agent
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean).map(Number)
  }

  #store(bytes: Uint8Array | BigUint64Array): void {
    const memory = openSync(`/proc/${this.#agent.pid}/mem`, 'r+')
    writeSync(
      memory,
      new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      0,
      bytes.byteLength,
      SCRATCH,
    )
    closeSync(memory)
  }

  /** Of Node's memory nothing stays but the agents'. */
  #leaveMemory(): void {
    const proc = `/proc/${this.#agent.pid}`
    // The heap shrinks as long as it is there.
    const stat = readFileSync(`${proc}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    this.#agent.must('brk', [BigInt(fields[START_BRK])])
    for (const { start, end } of parseMaps(readFileSync(`${proc}/maps`, 'latin1'), '/', 0, TOP)) {
      if (end <= AGENT_MEMORY[0] || start >= AGENT_MEMORY[1]) this.#agent.must('munmap', [start, end - start])
    }
  }

  /** All by default, but for those that jvisor's player ignores: a call that raises one goes on to return its errno. */
  #resetSignals(): void {
    for (let signal = 1; signal <= SIGNALS; signal++) {
      if (signal === SIGKILL || signal === SIGSTOP) continue
      const ignored = signal === SIGPIPE || signal === SIGXFSZ
      this.#store(BigUint64Array.of(ignored ? SIG_IGN : SIG_DFL, 0n, 0n, 0n))
      this.#agent.must('rt_sigaction', [signal, SCRATCH, 0, 8])
    }
    this.#store(BigUint64Array.of(0n))
    this.#agent.must('rt_sigprocmask', [SIG_SETMASK, SCRATCH, 0, 8])
  }

  /**
   * Takes all protection keys there are. While one is free, PROT_EXEC alone means memory that cannot be read, on
   * processors that have keys (pkeys(7)); without, it can be read everywhere, as jvisor has it.
   */
  #takeProtectionKeys(): void {
    while (this.#agent.raw('pkey_alloc', [0, 0]) >= 0);
  }
}
