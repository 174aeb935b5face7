// Running the built command as people do: in a process of its own. Not shipped.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

export const JVISOR = join(import.meta.dirname, '../bin/jvisor.js')

/** A directory that is gone when the tests of the file are over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'jvisor-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/** Writes a guest module whose body is that of `async (guest) => …`. @returns its path. */
export function program(directory: string, body: string, name = 'program.js'): string {
  const path = join(directory, name)
  writeFileSync(path, `export default async (guest) => {\n${body}\n}\n`)
  return path
}

/** Runs `jvisor ARGS` to its end. */
export function jvisor(args: readonly string[], opts: { input?: string | Buffer; cwd?: string } = {}) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [JVISOR, ...args], {
    input: opts.input ?? '',
    cwd: opts.cwd,
    maxBuffer: 1 << 28,
  })
  return { status, signal, stdout: stdout.toString('latin1'), stderr: stderr.toString() }
}

/** Starts `jvisor ARGS` with pipes; `exited` resolves to [status, signal, stdout, stderr]. */
export function startJvisor(args: readonly string[], cwd?: string) {
  const child = spawn(process.execPath, [JVISOR, ...args], { cwd, stdio: 'pipe' })
  let stdout = ''
  let stderr = ''
  const waiters: [text: string, resolve: () => void][] = []
  child.stdout.on('data', (chunk) => {
    stdout += chunk
    for (const [text, resolve] of waiters) if (stdout.includes(text)) resolve()
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const exited = new Promise<[status: number | null, signal: string | null, stdout: string, stderr: string]>(
    (done) => {
      child.on('close', (status, signal) => done([status, signal, stdout, stderr]))
    },
  )
  /** Resolves when standard output has said `text`. */
  const said = (text: string) =>
    new Promise<void>((resolve) => {
      if (stdout.includes(text)) resolve()
      else waiters.push([text, resolve])
    })
  return { child, exited, said }
}
