// The host's own kernel as a peer: peers/host.c, compiled with the machine's C compiler.

import { execFileSync } from 'node:child_process'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const SOURCE = join(import.meta.dirname, 'host.c')
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/jvisor-bench')

/** The compiled program; undefined where there is no Linux or no compiler. */
function compiled() {
  if (process.platform !== 'linux') return undefined
  const program = join(CACHE, 'host')
  try {
    const built = statSync(program, { throwIfNoEntry: false })
    if (built === undefined || built.mtimeMs < statSync(SOURCE).mtimeMs) {
      mkdirSync(CACHE, { recursive: true })
      execFileSync('cc', ['-O2', '-o', program, SOURCE], { stdio: 'ignore' })
    }
    return program
  } catch {
    return undefined
  }
}

const program = compiled()

/** Why its rows are missing, if they are. */
export const noHost =
  program === undefined ? 'no rows beside the host kernel: it takes Linux and a C compiler' : undefined

/**
 * A call of the host kernel, to be compared with one of ours: a function that makes some of them; its `sample` takes samples
 * for some milliseconds.
 * @returns undefined where that cannot be. @see host.c for the arguments
 */
export function hostCall(file, call, size, count) {
  if (program === undefined) return undefined
  const sample = (ms) =>
    execFileSync(program, [file, call, String(size), String(count), String(ms)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number)
  return Object.assign(() => sample(0), { sample })
}
