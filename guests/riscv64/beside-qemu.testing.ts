// BesideQemu: programs for riscv64 on jvisor and under qemu-riscv64, which must print the same and end with the same
// status. Both find the same files under the same paths: jvisor sees the host's with an overlay above them.

import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { InputStream, Machine, OutputStream } from 'jvisor'
import { expect } from 'vitest'
import { NodeDirectory } from '../../packages/cli/src/host/node-directory.ts'
import { HostFilesystem, makeSymlinkAt, OverlayFilesystem } from '../../packages/vfs/src/index.ts'

const MAX_TURNS = 10_000
const QEMU = '/usr/bin/qemu-riscv64-static'

/** A program, and what it is given. */
export interface Run {
  /** By its name. @see BesideQemu.add */
  readonly program: string
  /** Its arguments, without its name. */
  readonly args?: readonly string[]
  readonly stdin?: string | Uint8Array
  /** What is in its directory, by relative path; a value may be what a string of Latin-1 holds. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  readonly env?: Readonly<Record<string, string>>
}

/** What came of it; output byte by byte, as Latin-1. */
export interface Result {
  readonly stdout: string
  readonly stderr: string
  /** 128 and the signal if one killed it. */
  readonly status: number
}

export class BesideQemu {
  /** Where everything lies; removed by {@link close}. */
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'riscv64-')))
  /** Programs by name: on PATH. The host has scripts here that start qemu, since it cannot execute the programs. */
  readonly bin = join(this.root, 'bin')
  /** Where the programs themselves are on the host. */
  readonly #programs = join(this.root, 'programs')
  #cases = 0
  #machine: Machine | undefined

  /** Where on the host there is a tree with what programs are linked with when they start. */
  readonly #tree: string | undefined

  constructor(tree?: string) {
    this.#tree = tree
    mkdirSync(this.bin)
    mkdirSync(this.#programs)
  }

  close(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  /** Gives programs a file under this name, and others for names by which it does something else. */
  add(name: string, file: string, names: readonly string[] = []): void {
    copyFileSync(file, this.pathOf(name))
    for (const other of names) symlinkSync(name, this.pathOf(other))
    for (const each of [name, ...names]) {
      const script = `#!/bin/sh\nexec ${QEMU} ${this.#forQemu.join(' ')} -0 '${each}' ${this.pathOf(name)} "$@"\n`
      writeFileSync(join(this.bin, each), script, { mode: 0o755 })
    }
  }

  get #forQemu(): string[] {
    return this.#tree === undefined ? [] : ['-L', this.#tree]
  }

  /** Where a program is on the host. */
  pathOf(name: string): string {
    return join(this.#programs, name)
  }

  /** Debian's busybox, under the names of all that it can do. */
  addBusybox(file: string): void {
    const names = execFileSync(QEMU, [file, '--list'], { encoding: 'utf8' }).trim().split('\n')
    const others = names.filter((name) => name !== 'busybox')
    this.add('busybox', file, others)
  }

  /** Compiles a program that lies beside this file; its name is that of the source. @returns the name */
  compile(source: string, ...options: string[]): string {
    const name = source.replace(/\.\w+$/, '')
    const compiler = source.endsWith('.cc') ? 'riscv64-linux-gnu-g++' : 'riscv64-linux-gnu-gcc'
    const out = join(this.root, name)
    const file = join(import.meta.dirname, source)
    execFileSync(compiler, ['-O2', '-w', '-static', '-pthread', '-o', out, file, ...options])
    this.add(name, out)
    return name
  }

  get machine(): Machine {
    this.#machine ??= new Machine({
      memoryBytes: 512 << 20,
      yieldToHost: nextTurn,
      volumes:
        this.#tree === undefined
          ? []
          : [{ path: '/', directory: new NodeDirectory(this.#tree, { readOnly: true }), overlay: true }],
    })
    this.#show(this.#programs, this.bin, this.#machine)
    const { vfs } = this.#machine.kernel
    vfs.makeDirectories('/bin')
    // For popen(3) and system(3), for which qemu takes the host's.
    makeSymlinkAt({ root: vfs.root, start: vfs.root }, '/bin/sh', join(this.bin, 'sh'))
    return this.#machine
  }

  /** Shows programs a directory of the host. What is written stays above it. */
  #show(host: string, path: string, { kernel: { vfs } }: Machine): void {
    const below = new HostFilesystem(vfs, new NodeDirectory(host, { readOnly: true }))
    expect(vfs.makeDirectories(path)).toBe(0)
    expect(vfs.mount(path, new OverlayFilesystem(vfs, below), { readOnly: false })).toBe(0)
  }

  /** Runs a program on both, in a directory of its own. @returns what it did on both */
  async compare(run: Run): Promise<Result> {
    const cwd = this.directory(run.files)
    const got = await this.onJvisor(run, cwd)
    const want = this.underQemu(run, cwd)
    expect(got).toEqual(want)
    return want
  }

  /** A new directory with these files. */
  directory(files: Run['files'] = {}): string {
    const cwd = join(this.root, `case-${++this.#cases}`)
    mkdirSync(cwd)
    for (const [name, content] of Object.entries(files)) {
      const path = join(cwd, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, bytesOf(content))
    }
    return cwd
  }

  underQemu(run: Run, cwd: string): Result {
    const { program, args = [], stdin = '' } = run
    const { stdout, stderr, status, signal, error } = spawnSync(
      QEMU,
      [...this.#forQemu, '-0', program, this.pathOf(program), ...args],
      {
        cwd,
        env: this.#environment(run),
        input: bytesOf(stdin),
        encoding: 'latin1',
        maxBuffer: 1 << 26,
        timeout: 30_000,
      },
    )
    if (error !== undefined) throw error
    // qemu says something itself when a signal kills the program.
    if (signal !== null) throw new Error(`qemu: ${signal}: ${stderr}`)
    return { stdout, stderr, status: status ?? -1 }
  }

  async onJvisor(run: Run, cwd: string): Promise<Result> {
    const { program, args = [], stdin = '' } = run
    const { kernel } = this.machine
    this.#show(cwd, cwd, this.machine)
    const { pages: _, ...before } = kernel.holdings()
    const [stdout, stderr] = [new OutputStream(), new OutputStream()]
    const { exited } = this.machine.spawn(join(this.bin, program), {
      args: [program, ...args],
      stdin: InputStream.of(bytesOf(stdin)),
      stdout,
      stderr,
      cwd,
      env: this.#environment(run),
    })
    const { code, signal } = await exited
    const text = (stream: OutputStream) => Buffer.from(stream.bytes()).toString('latin1')
    const result = { stdout: text(stdout), stderr: text(stderr), status: signal === 0 ? code : 128 + signal }
    // Processes that it has left behind, if they end by themselves.
    for (let turns = 0; turns < MAX_TURNS && kernel.tasks.size > 0; turns++) await nextTurn()
    const { pages: __, ...after } = kernel.holdings()
    expect({ ...result, holds: after }).toEqual({ ...result, holds: before })
    return result
  }

  #environment({ env }: Run): Record<string, string> {
    return { PATH: this.bin, LC_ALL: 'C', TZ: 'UTC', HOME: '/', ...env }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((done) => setImmediate(done))
}

/** The characters of a string are bytes. */
function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'latin1') : content
}
