// Pty: the command on a pseudo-terminal of the host, as people have it: script(1) makes one, and the test types.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join } from 'node:path'

const JVISOR = join(import.meta.dirname, '../../packages/cli/bin/jvisor.js')
/** A command that does not come to where the test waits for it. */
const PATIENCE_MS = 30_000

export class Pty {
  readonly #script: ChildProcess
  readonly exited: Promise<number | null>
  /** The terminal's path on the host. */
  #tty = ''
  #screen = ''
  /** What the test has seen of it. */
  #seen = 0
  #changed: () => void = () => {}

  /**
   * Runs `jvisor ARGS` on a terminal of 24 rows and 80 columns; then says with what status it has ended, and "as before" once
   * the terminal is what it was.
   */
  constructor(args: readonly string[]) {
    const command = [process.execPath, JVISOR, ...args].map((arg) => `'${arg}'`).join(' ')
    const lines = [
      'stty rows 24 cols 80; before=$(stty -g); tty',
      `sh -c 'echo "process $$"; exec "$@"' sh ${command}`,
      'echo "status $?"; until [ "$(stty -g)" = "$before" ]; do sleep 0.02; done; echo as before',
    ]
    const env = { ...process.env, SHELL: '/bin/sh', TERM: 'dumb' }
    const stdio = ['pipe', 'pipe', 'inherit'] as const
    this.#script = spawn('script', ['-qefc', lines.join('\n'), '/dev/null'], { env, stdio: [...stdio] })
    this.#script.stdout?.on('data', (bytes: Buffer) => {
      this.#screen += bytes.toString('latin1')
      this.#changed()
    })
    this.exited = new Promise((resolve) => this.#script.on('close', resolve))
  }

  /** Waits until a text is shown, behind what was waited for before. @returns what came before it. */
  async until(text: string): Promise<string> {
    const late = performance.now() + PATIENCE_MS
    let at = this.#screen.indexOf(text, this.#seen)
    for (; at < 0; at = this.#screen.indexOf(text, this.#seen)) {
      if (performance.now() > late)
        throw new Error(`no ${JSON.stringify(text)} in ${JSON.stringify(this.rest)}`)
      await new Promise<void>((resolve) => {
        this.#changed = resolve
        setTimeout(resolve, PATIENCE_MS / 100)
      })
    }
    const before = this.#screen.slice(this.#seen, at)
    this.#seen = at + text.length
    return before
  }

  /** What was shown and not waited for. */
  get rest(): string {
    return this.#screen.slice(this.#seen)
  }

  type(text: string): void {
    this.#script.stdin?.write(Buffer.from(text, 'latin1'))
  }

  /** Runs stty(1) on the terminal, from outside. */
  stty(...args: readonly string[]): string {
    if (this.#tty === '') this.#tty = /\/dev\/pts\/\d+/.exec(this.#screen)?.[0] ?? ''
    return execFileSync('stty', ['-F', this.#tty, ...args], { encoding: 'utf8' })
  }

  /** Sends a signal to the command. */
  kill(signal: NodeJS.Signals): void {
    process.kill(Number(/process (\d+)/.exec(this.#screen)?.[1]), signal)
  }

  /** Ends it, whatever it does. */
  close(): void {
    this.#script.kill('SIGKILL')
  }
}
