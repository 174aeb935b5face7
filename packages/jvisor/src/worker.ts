// A machine in a worker, behind the same interface: a page stays fluid whatever its programs compute. comlink carries the
// calls over a MessagePort; standard streams are transferred, so that back-pressure holds across.

import type { Errno } from '@jvisor/abi'
import type { ExitStatus } from '@jvisor/kernel'
import { expose, proxy, type Remote, transfer, wrap } from 'comlink'
import { type BootOptions, boot } from './boot.ts'
import { FsError } from './fs-error.ts'
import type { SyscallListener, Vm, VmSpawnOptions } from './vm.ts'
import { VmFs } from './vm-fs.ts'
import type { VmProcess } from './vm-process.ts'
import { VmDirent, VmStats } from './vm-stats.ts'

/** What can be sent to a worker: no functions, no directories of the host, no logger; a signal stays on this side. */
export type WorkerBootOptions = Pick<BootOptions, 'memory' | 'mounts' | 'seed' | 'clock' | 'signal'>

type PlainSpawnOptions = Omit<VmSpawnOptions, 'signal'>
type Streams = Pick<VmProcess, 'pid' | 'stdin' | 'stdout' | 'stderr'>

/** An error loses its class on the way; of an FsError the parts that make it again are sent. */
interface Failed {
  readonly message: string
  readonly type: string
  readonly fs?: { readonly errno: number; readonly syscall: string; readonly path: string }
}

type Outcome<T> = { readonly value: T } | { readonly failed: Failed }

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    const { message, name } = error instanceof Error ? error : new Error(String(error))
    if (!(error instanceof FsError)) return { failed: { message, type: name } }
    const { errno, syscall, path } = error
    return { failed: { message, type: name, fs: { errno, syscall, path } } }
  }
}

function unwrap<T>(result: Outcome<T>): T {
  if ('value' in result) return result.value
  const { message, type, fs } = result.failed
  if (fs !== undefined) throw new FsError(-fs.errno as Errno, fs.syscall, fs.path)
  throw type === 'TypeError' ? new TypeError(message) : new Error(message)
}

/** The worker's side of one machine. */
class Served {
  #vm: Vm | undefined
  readonly #processes = new Map<number, VmProcess>()

  boot(options: WorkerBootOptions): Promise<Outcome<void>> {
    return outcome(async () => {
      this.#vm = await boot(options)
    })
  }

  fs(method: string, args: readonly unknown[]): Promise<Outcome<unknown>> {
    const files = this.vm.fs as unknown as Record<string, (...args: readonly unknown[]) => Promise<unknown>>
    return outcome(() => files[method](...args))
  }

  install(path: string, program: Uint8Array): Promise<Outcome<void>> {
    return outcome(() => this.vm.install(path, program))
  }

  async spawn(
    program: string,
    args: readonly string[],
    options: PlainSpawnOptions,
  ): Promise<Outcome<Streams>> {
    const result = await outcome(() => this.vm.spawn(program, args, options))
    if (!('value' in result)) return result
    const { pid, stdin, stdout, stderr } = result.value
    this.#processes.set(pid, result.value)
    return transfer({ value: { pid, stdin, stdout, stderr } }, [
      stdin,
      stdout,
      stderr,
    ] as unknown as Transferable[])
  }

  async exited(pid: number): Promise<ExitStatus | undefined> {
    const status = await this.#processes.get(pid)?.exited
    this.#processes.delete(pid)
    return status
  }

  kill(pid: number, signal: string | number | undefined): void {
    this.#processes.get(pid)?.kill(signal)
  }

  resize(pid: number, cols: number, rows: number): Promise<Outcome<void>> {
    return outcome(() => this.#processes.get(pid)?.resize(cols, rows))
  }

  on(event: 'syscall', listener: SyscallListener): () => void {
    return proxy(this.vm.on(event, (record) => void listener(record)))
  }

  inject(expressions: readonly string[]): Promise<Outcome<void>> {
    return outcome(() => this.vm.inject(...expressions))
  }

  dispose(): Promise<void> {
    return this.vm.dispose()
  }

  private get vm(): Vm {
    if (this.#vm === undefined) throw new Error('the machine has not been booted')
    return this.#vm
  }
}

/** In the worker: offers a machine to whoever has the other end of the port. */
export function serveVm(port: MessagePort): void {
  expose(new Served(), port)
  port.start()
}

/** A program in a machine that is in a worker. */
export interface WorkerProcess extends Streams {
  readonly exited: Promise<ExitStatus>
  kill(signal?: string | number): void
  /** @see VmProcess.resize, whose errors it rejects with */
  resize(cols: number, rows: number): Promise<void>
}

/** A {@link Vm} that is in a worker: the same, but that programs written in JavaScript cannot be sent there. */
export interface WorkerVm {
  readonly fs: Pick<VmFs, keyof VmFs>
  install(path: string, program: Uint8Array): Promise<void>
  spawn(program: string, args?: readonly string[], options?: VmSpawnOptions): Promise<WorkerProcess>
  on(event: 'syscall', listener: SyscallListener): () => void
  inject(...expressions: readonly string[]): Promise<void>
  dispose(): Promise<void>
}

/** The other end of {@link serveVm}: boots the machine there. Rejects as {@link boot} does. */
export async function bootInWorker(port: MessagePort, options: WorkerBootOptions = {}): Promise<WorkerVm> {
  const { signal, ...rest } = options
  signal?.throwIfAborted()
  const served = wrap<Served>(port)
  port.start()
  unwrap(await served.boot(rest))
  signal?.addEventListener('abort', () => void served.dispose(), { once: true })
  return {
    fs: remoteFs(served),
    install: async (path, program) => unwrap(await served.install(path, program)),
    spawn: (program, args = [], spawnOptions = {}) => spawn(served, program, args, spawnOptions),
    on(event, listener) {
      const stop = served.on(event, proxy(listener))
      return () => void stop.then((end) => end())
    },
    inject: async (...expressions) => unwrap(await served.inject(expressions)),
    dispose: () => served.dispose(),
  }
}

async function spawn(
  served: Remote<Served>,
  program: string,
  args: readonly string[],
  { signal, ...options }: VmSpawnOptions,
): Promise<WorkerProcess> {
  signal?.throwIfAborted()
  const streams = unwrap(await served.spawn(program, args, options))
  const kill = (number?: string | number) => void served.kill(streams.pid, number)
  const exited = served.exited(streams.pid).then((status) => status ?? { code: 0, signal: 0 })
  const abort = () => kill('SIGKILL')
  signal?.addEventListener('abort', abort, { once: true })
  void exited.then(() => signal?.removeEventListener('abort', abort))
  const resize = async (cols: number, rows: number) => unwrap(await served.resize(streams.pid, cols, rows))
  return { ...streams, exited, kill, resize }
}

/** An object with the methods of VmFs, each of which is done in the worker. */
function remoteFs(served: Remote<Served>): WorkerVm['fs'] {
  const methods = Object.getOwnPropertyNames(VmFs.prototype).filter((name) => name !== 'constructor')
  const call =
    (method: string) =>
    async (...args: readonly unknown[]) =>
      revived(method, unwrap(await served.fs(method, args)))
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as unknown as WorkerVm['fs']
}

/** What came without its class is given it back. */
function revived(method: string, value: unknown): unknown {
  if (method === 'stat' || method === 'lstat') return Object.assign(Object.create(VmStats.prototype), value)
  if (method !== 'readdir') return value
  return (value as readonly unknown[]).map((entry) =>
    typeof entry === 'string' ? entry : Object.assign(Object.create(VmDirent.prototype), entry),
  )
}
