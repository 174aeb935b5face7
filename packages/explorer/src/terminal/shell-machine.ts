// ShellMachine: a machine with a shell on a terminal. It is in a worker, where the page reaches it through comlink.

import { boot, type Vm, type VmProcess } from 'jvisor'
import { type Kind, kindOf } from './elf.ts'
import { lineOf, TraceFeed, type TraceLine } from './trace.ts'

/** What it has to begin with, by name. */
export type Provided = 'sh' | 'tools' | 'scatter-cat' | 'scatter-cat.c' | 'dash.licences.txt'
export type ProvidedFiles = Readonly<Record<Provided, Uint8Array>>

/** Columns and rows. */
export interface Size {
  readonly cols: number
  readonly rows: number
}

/** A file in the directory of the shell. */
export interface Listed {
  readonly name: string
  readonly size: number
}

/** Where the shell is, the files there, and how many entries there are besides, too many to be listed. */
export interface Listing {
  readonly directory: string
  readonly files: readonly Listed[]
  readonly unlisted: number
}

/** What became of a file that was brought. */
export interface Put {
  readonly directory: string
  readonly is: Kind
}

export type OnTrace = (lines: readonly TraceLine[], lost: number) => unknown

const MEMORY = 512 << 20
/** Entries of a directory that are looked at. */
const LISTED = 100
const HOME = '/home'
const ENVIRONMENT = {
  HOME,
  PATH: `/bin:.:${HOME}`,
  TERM: 'xterm-256color',
  USER: 'root',
  PS1: '\x1b[1;34m$PWD\x1b[0m $ ',
}
const WELCOME = `Things to try:

  ls | wc -l                    a pipeline: see its calls in the panel
  scatter-cat scatter-cat.c     readv into scattered buffers, then writev
  seq 100000 | sort -r | head
  sleep 100                     and Ctrl-C
  cat                           types back what you type; Ctrl-D ends it
  for i in 1 2 3; do echo $i; done >numbers; cat numbers

The tools: ls cat head tail wc sort grep seq tee cp mv rm mkdir sleep clear. The shell is dash.
Drop files on the page, or static programs for riscv64: they can be run by their names.
`

export class ShellMachine {
  #vm: Vm | undefined
  #shell: VmProcess | undefined
  #endTrace: (() => void) | undefined

  /** Boots, and starts the shell. @returns the two sides of its terminal */
  async start(files: ProvidedFiles, terminal: Size): Promise<Pick<VmProcess, 'stdin' | 'stdout'>> {
    const vm = await boot({
      memory: MEMORY,
      mounts: {
        [HOME]: {
          tree: {
            'readme.txt': WELCOME,
            'scatter-cat.c': files['scatter-cat.c'],
            'dash.licences.txt': files['dash.licences.txt'],
          },
        },
      },
    })
    this.#vm = vm
    for (const name of ['sh', 'tools', 'scatter-cat'] as const) vm.install(`/bin/${name}`, files[name])
    const names = await vm.spawn('/bin/tools')
    for (const name of (await new Response(names.stdout).text()).trim().split('\n'))
      await vm.fs.symlink('tools', `/bin/${name}`)
    this.#shell = await vm.spawn('sh', [], { env: ENVIRONMENT, cwd: HOME, terminal })
    return this.#shell
  }

  /** Resolves when the shell has ended, with its status; 128 and the signal if one killed it. */
  async exited(): Promise<number> {
    const { code, signal } = await this.#running.shell.exited
    return signal === 0 ? code : 128 + signal
  }

  resize({ cols, rows }: Size): void {
    this.#running.shell.resize(cols, rows)
  }

  /** The name of the program that the shell waits for; undefined while it waits for a command. */
  foreground(): string | undefined {
    const { vm, shell } = this.#running
    const { processes } = vm.kernel
    const own = processes.get(shell.pid)
    const group = own?.tty?.foreground
    if (own === undefined || group === undefined || group === own.processGroup.id) return undefined
    for (const process of processes.values()) {
      if (process.processGroup.id === group && !process.isZombie) return process.leader?.name ?? 'a program'
    }
    return undefined
  }

  /** The first files in the directory in which the shell is, by name. */
  async list(): Promise<Listing> {
    const { vm } = this.#running
    const directory = await this.#directory()
    const entries = await vm.fs.readdir(directory, { withFileTypes: true })
    const files: Listed[] = []
    for (const entry of entries.slice(0, LISTED)) {
      if (!entry.isFile()) continue
      const { size } = await vm.fs.stat(`${directory}/${entry.name}`)
      files.push({ name: entry.name, size })
    }
    return { directory, files, unlisted: Math.max(0, entries.length - LISTED) }
  }

  /** Brings a file there. What can be executed is made so. Rejects with an FsError. */
  async put(name: string, bytes: Uint8Array): Promise<Put> {
    const { vm } = this.#running
    const directory = await this.#directory()
    const path = `${directory}/${name}`
    await vm.fs.writeFile(path, bytes)
    const is = kindOf(bytes)
    if (is.kind === 'program') await vm.fs.chmod(path, 0o755)
    return { directory, is }
  }

  /** The bytes of a file there. Rejects with an FsError. */
  async take(name: string): Promise<Uint8Array> {
    return this.#running.vm.fs.readFile(`${await this.#directory()}/${name}`)
  }

  /** Tells `listener` what strace tells, until the next call of this; without one nothing is traced. */
  trace(listener?: OnTrace): void {
    this.#endTrace?.()
    this.#endTrace = undefined
    if (listener === undefined) return
    const { vm } = this.#running
    const feed = new TraceFeed(async (lines, lost) => {
      await listener(lines, lost)
    })
    this.#endTrace = vm.on('syscall', (record) => {
      feed.add(lineOf(record, vm.kernel.tasks.get(record.tid)?.name ?? ''))
    })
  }

  async #directory(): Promise<string> {
    const { vm, shell } = this.#running
    try {
      return await vm.fs.readlink(`/proc/${shell.pid}/cwd`)
    } catch {
      return HOME // the shell has ended
    }
  }

  get #running(): { readonly vm: Vm; readonly shell: VmProcess } {
    const [vm, shell] = [this.#vm, this.#shell]
    if (vm === undefined || shell === undefined) throw new Error('the machine has not been started')
    return { vm, shell }
  }
}
