// Peers that are programs of their own: the host's kernel (host.c, by the machine's C compiler), and gVisor's packages
// (gvisor/main.go, by Debian's golang-go and golang-gvisor-gvisor-dev). What cannot be built is left out.

import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const CACHE = join(import.meta.dirname, '../../node_modules/.cache/jvisor-bench')

/** Peers that are not there. */
export const missing = []

/** A program that is built of one source; undefined, and a line in {@link missing}, if it cannot be. */
function built(name, source, needs, command, args, env = {}) {
  const program = join(CACHE, name)
  const file = join(import.meta.dirname, source)
  try {
    const made = statSync(program, { throwIfNoEntry: false })
    if (made === undefined || made.mtimeMs < statSync(file).mtimeMs) {
      mkdirSync(CACHE, { recursive: true })
      execFileSync(command, [...args, '-o', program, file], {
        stdio: 'ignore',
        env: { ...process.env, ...env },
      })
    }
    return program
  } catch {
    missing.push(`no rows beside ${name}: it takes ${needs}`)
    return undefined
  }
}

const host = built('the host kernel', 'host.c', 'Linux and a C compiler', 'cc', ['-O2'])
const gvisor = built(
  'gVisor',
  'gvisor/main.go',
  "Debian's golang-go and golang-gvisor-gvisor-dev",
  'go',
  ['build'],
  { GO111MODULE: 'off', GOPATH: '/usr/share/gocode' },
)

/** What a program measures with these arguments: a function that makes some calls; its `sample` takes samples for some ms. */
function peer(program, ...args) {
  if (program === undefined) return undefined
  const sample = (ms) =>
    execFileSync(program, [...args.map(String), String(ms)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  sample.isWarm = true // each time, before it measures
  return Object.assign(() => sample(0), { sample })
}

/** A call of the host kernel. @returns undefined where that cannot be. @see host.c for the arguments */
export const hostCall = (file, call, size, count) => peer(host, file, call, size, count)

/** An operation of gVisor's packages. @returns undefined where that cannot be. @see gvisor/main.go for the arguments */
export const gvisorCall = (operation, size, count) => peer(gvisor, operation, size, count)
