// Vm: a machine as embedders use it: files, programs with streams, what system calls they make, and an end.

import { EACCES, ENOENT, SIGKILL } from '@jvisor/abi'
import type { Kernel } from '@jvisor/kernel'
import { ExpressionInjector, Strace, type StraceRecord } from '@jvisor/syscalls'
import { Credentials, MAY_EXEC, mayAccess, walkPath } from '@jvisor/vfs'
import * as z from 'zod'
import { FsError } from './fs-error.ts'
import type { GuestMain } from './guest.ts'
import type { Machine } from './machine.ts'
import { TERMINAL_SIZE, Terminal } from './terminal.ts'
import { VmFs } from './vm-fs.ts'
import { VmProcess } from './vm-process.ts'
import { nextTurn } from './web-clock.ts'
import { ReadableOutput, WritableInput } from './web-streams.ts'

/** What programs find in their environment if `env` says nothing. */
const ENVIRONMENT = { HOME: '/', PATH: '/usr/local/bin:/usr/bin:/bin' }
/** Turns of the host that programs have to end in when the machine does. */
const LAST_TURNS = 100

/** What a program is started with. */
export interface VmSpawnOptions {
  /** All of its environment. Default: HOME and PATH. */
  readonly env?: Readonly<Record<string, string>>
  /** Absolute path; default "/". */
  readonly cwd?: string
  /** Kills it when it aborts. */
  readonly signal?: AbortSignal
  /**
   * The size of the window, 0 to 65535 each: the program is on a terminal, whose other side are its `stdin`, for what is
   * typed, and its `stdout`, for what is shown; there is nothing on `stderr`. The terminal hangs up when the program ends, or
   * `stdin` is closed.
   */
  readonly terminal?: { readonly cols: number; readonly rows: number }
}

const SPAWN_SCHEMA = z.strictObject({
  env: z.record(z.string(), z.string()).default(ENVIRONMENT),
  cwd: z.string().startsWith('/', 'must be an absolute path').default('/'),
  signal: z
    .custom<AbortSignal>(
      (value) => typeof (value as AbortSignal | undefined)?.addEventListener === 'function',
    )
    .optional(),
  terminal: TERMINAL_SIZE.optional(),
})

/** Hears of each line of strace. */
export type SyscallListener = (record: StraceRecord) => void

export class Vm {
  /** The guest's files. */
  readonly fs: VmFs
  readonly #machine: Machine
  readonly #listeners = new Set<SyscallListener>()
  #disposed: Promise<void> | undefined

  /** @see boot in boot.ts */
  constructor(machine: Machine) {
    this.#machine = machine
    this.fs = new VmFs(machine.kernel.vfs)
  }

  /** The kernel below, for what has no way in here. */
  get kernel(): Kernel {
    return this.#machine.kernel
  }

  /**
   * Makes an executable file of an ELF file's or a script's bytes, or of a program written in JavaScript.
   * Directories are made as needed; what is there already is replaced. @throws Error if it cannot be made.
   */
  install(path: string, program: GuestMain | Uint8Array): void {
    this.#machine.install(path, program)
  }

  /**
   * Starts a program: a path, a name to be found through PATH, or one written in JavaScript. `args` are without its name.
   * Rejects with an FsError (ENOENT, EACCES) if it is not there or not executable, with an Error if it cannot be executed,
   * with a TypeError for options that are not as {@link VmSpawnOptions} says, with the reason of a signal that has aborted.
   */
  async spawn(
    program: string | GuestMain,
    args: readonly string[] = [],
    options: VmSpawnOptions = {},
  ): Promise<VmProcess> {
    if (this.#disposed !== undefined) throw new Error('spawn: the machine has been disposed of')
    const { env, cwd, signal, terminal: size } = parseOptions(options)
    signal?.throwIfAborted()
    const name = typeof program === 'string' ? program : program.name || 'guest'
    const streams = { stdin: new WritableInput(), stdout: new ReadableOutput(), stderr: new ReadableOutput() }
    const terminal = size && new Terminal({ ...size, input: streams.stdin, output: streams.stdout })
    const process = this.#machine.spawn(
      typeof program === 'string' ? this.#find(program, cwd, env.PATH) : program,
      {
        args: [name, ...args],
        env,
        cwd,
        ...(terminal === undefined ? streams : { terminal }),
      },
    )
    if (terminal !== undefined) {
      streams.stderr.close()
      void process.exited.then(() => terminal.drained()).then(() => terminal.hangUp())
    }
    const vmProcess = new VmProcess(process, streams, terminal)
    if (signal !== undefined) vmProcess.endWith(signal)
    return vmProcess
  }

  /** Where a program is: as execvp(3) looks for it. */
  #find(program: string, cwd: string, path = ENVIRONMENT.PATH): string {
    const { vfs } = this.kernel
    const root = { root: vfs.root, start: vfs.root }
    const candidates = program.includes('/')
      ? [program]
      : path.split(':').map((d) => `${d || '.'}/${program}`)
    let err = ENOENT
    for (const candidate of candidates) {
      const at = candidate.startsWith('/') ? candidate : `${cwd}/${candidate}`
      const found = walkPath(root, at, true)
      if (typeof found === 'number') continue
      if (!found.inode.isDirectory && mayAccess(Credentials.ROOT, found, MAY_EXEC) === 0) return at
      err = EACCES
    }
    throw new FsError(err, 'spawn', program)
  }

  /**
   * Calls `listener` for every system call that ends or waits, every signal and every end, with the line that strace(1) has.
   * While nobody listens this costs nothing. @returns what ends it.
   */
  on(event: 'syscall', listener: SyscallListener): () => void {
    if (event !== 'syscall') throw new TypeError(`on: no event ${String(event)}`)
    this.#listeners.add(listener)
    this.kernel.tracer ??= new Strace((record) => {
      for (const hear of this.#listeners) hear(record)
    })
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.kernel.tracer = undefined
    }
  }

  /**
   * Tampers with the system calls that are made from now on, as strace's --inject expressions say ("readv:error=EINTR",
   * "write:short=3"). An earlier call's do not hold any more; none at all ends it. @throws Error, one line, if one is wrong.
   */
  inject(...expressions: readonly string[]): void {
    this.kernel.injector = expressions.length === 0 ? undefined : new ExpressionInjector(expressions)
  }

  /**
   * Kills every program and takes no more. When nothing refers to it any more, its memory is given back.
   * A program written in JavaScript that waits for something other than a system call is not waited for.
   */
  dispose(): Promise<void> {
    this.#disposed ??= this.#end()
    return this.#disposed
  }

  async #end(): Promise<void> {
    const { kernel } = this
    for (let turn = 0; turn < LAST_TURNS && kernel.tasks.size > 0; turn++) {
      for (const group of kernel.processes.values()) group.sendSignal(SIGKILL)
      await nextTurn()
    }
    kernel.clock.setAlarm(Infinity, () => {})
    this.#listeners.clear()
    kernel.tracer = undefined
    kernel.injector = undefined
  }
}

function parseOptions(options: VmSpawnOptions): z.output<typeof SPAWN_SCHEMA> {
  const result = SPAWN_SCHEMA.safeParse(options)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new TypeError(`spawn options: ${issue.path.join('.') || 'value'}: ${issue.message}`)
}
