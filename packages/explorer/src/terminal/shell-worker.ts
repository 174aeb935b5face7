// The worker in which the machine of the terminal is, so that the page stays fluid whatever programs compute.

import { expose, transfer } from 'comlink'
import { gathered } from './gathered.ts'
import { type ProvidedFiles, ShellMachine, type Size } from './shell-machine.ts'

const machine = new ShellMachine()

/** The machine as it is offered: the streams of its terminal change hands. */
const offered = {
  async start(files: ProvidedFiles, size: Size) {
    const { stdin, stdout: pieces } = await machine.start(files, size)
    const stdout = gathered(pieces)
    return transfer({ stdin, stdout }, [stdin, stdout])
  },
  exited: () => machine.exited(),
  resize: (size: Size) => machine.resize(size),
  foreground: () => machine.foreground(),
  list: () => machine.list(),
  put: (name: string, bytes: Uint8Array) => machine.put(name, bytes),
  async take(name: string) {
    const bytes = await machine.take(name)
    return transfer(bytes, [bytes.buffer])
  },
  trace: (...listener: Parameters<ShellMachine['trace']>) => machine.trace(...listener),
}
export type Offered = typeof offered

expose(offered)
