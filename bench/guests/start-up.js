// How long a program that does nothing takes with all around it: `jvisor run busybox true`, as a process.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFullSpeed } from '../one-cpu.js'
import { partsOf } from '../profile.js'
import { debianProgram } from './debian.js'

const ROUNDS = 15
const JVISOR = join(import.meta.dirname, '../../packages/cli/bin/jvisor.js')
const command = () => [JVISOR, 'run', debianProgram('busybox'), 'true']

/** It has two threads: they may run where they like, though this process may not. */
const ANYWHERE = ['-c', `0-${cpus().length - 1}`]

function time(args) {
  const begin = performance.now()
  const { status, stderr } = spawnSync('taskset', [...ANYWHERE, process.execPath, ...args], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
  return performance.now() - begin
}

/** @returns milliseconds: the median and the least of some processes, and the median of a Node that does nothing */
export async function measureStartUp() {
  const [own, bare] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    await findFullSpeed()
    own.push(time(command()))
    bare.push(time(['-e', '0']))
  }
  const sorted = (samples) => samples.sort((a, b) => a - b)
  return { median: sorted(own)[ROUNDS >> 1], least: own[0], bare: sorted(bare)[ROUNDS >> 1] }
}

/** What the threads of such a process do, by who does it. @see partsOf */
export function profileStartUp() {
  const directory = mkdtempSync(join(tmpdir(), 'jvisor-bench-'))
  time(['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', directory, ...command()])
  const profiles = readdirSync(directory).map((name) =>
    JSON.parse(readFileSync(join(directory, name), 'utf8')),
  )
  rmSync(directory, { recursive: true })
  return partsOf(profiles, ownerOf)
}

function ownerOf({ functionName, url }) {
  if (url.startsWith('node:'))
    return functionName === 'compileForInternalLoader' ? 'Node loading its own modules' : 'Node'
  if (url.startsWith('wasm:')) return 'the program'
  if (url !== '') return 'jvisor'
  return functionName
}
