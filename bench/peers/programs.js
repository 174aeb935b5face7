// Peers that are programs of their own: the host's kernel (host.c, by the machine's C compiler), and gVisor's packages
// (gvisor/, by Debian's golang-go and golang-gvisor-gvisor-dev). What cannot be built is left out.

import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HERE = import.meta.dirname
const CACHE = join(HERE, '../../node_modules/.cache/jvisor-bench')

/** Peers that are not there. */
export const missing = []

/**
 * A program that is built if one of its sources is newer. `command`: makes it in this directory, at the place it is given.
 * @returns undefined, and a line in {@link missing}, if that cannot be.
 */
function built(name, sources, needs, command) {
  const program = join(CACHE, name)
  try {
    const made = statSync(program, { throwIfNoEntry: false })
    if (made === undefined || sources.some((source) => made.mtimeMs < statSync(join(HERE, source)).mtimeMs)) {
      mkdirSync(CACHE, { recursive: true })
      command(program)
    }
    return program
  } catch {
    missing.push(`no rows beside ${name}: it takes ${needs}`)
    return undefined
  }
}

function run(command, args, env = {}) {
  execFileSync(command, args, { stdio: 'ignore', cwd: HERE, env: { ...process.env, ...env } })
}

const GO_PATH = '/usr/share/gocode'
const VDSO = 'gvisor.dev/gvisor/pkg/sentry/loader/vdsodata/vdsodata.go'

const host = built('the host kernel', ['host.c'], 'Linux and a C compiler', (program) =>
  run('cc', ['-O2', '-o', program, 'host.c']),
)
const gvisor = built(
  'gVisor',
  ['gvisor/main.go', 'gvisor/kernel.go', 'gvisor/vdsodata/vdsodata.go'],
  "Debian's golang-go and golang-gvisor-gvisor-dev",
  (program) => {
    // One file of ours stands for one that Debian leaves empty.
    const overlay = join(CACHE, 'overlay.json')
    const stands = { [`${GO_PATH}/src/${VDSO}`]: join(HERE, 'gvisor/vdsodata/vdsodata.go') }
    writeFileSync(overlay, JSON.stringify({ Replace: stands }))
    const env = { GO111MODULE: 'off', GOPATH: GO_PATH }
    run('go', ['build', '-overlay', overlay, '-o', program, './gvisor'], env)
  },
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

/** An operation of gVisor's code. @returns undefined where that cannot be. @see gvisor/main.go for the arguments */
export const gvisorCall = (operation, size, count) => peer(gvisor, operation, size, count)
