// Imported first: keeps this process, and the peers that it starts, on one processor, which is one that runs at full
// speed. On a shared machine a processor may be half as fast as another for minutes; a peer on the faster one would win by
// that, and on the same slow one system calls suffer less than what a compiler has made of a program.

import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'

/** Of the fastest that was seen, a processor at full speed takes no more than so much longer. */
const TOLERANCE = 1.2
/** With each look the fastest is a little less fast: a machine may be faster for a moment than for hours. */
const FADING = 1.00003
/** So many seconds full speed is waited for, at most. */
const PATIENCE = 5
/** Those that it may go to. */
const PROCESSORS = Math.min(4, cpus().length)

let processor = 0
let best = Infinity

/** Linux's taskset(1), for all threads of this process and of the peers. Where it is not there, all run where they are put. */
function pin() {
  for (const pid of [process.pid, ...children()])
    spawnSync('taskset', ['-a', '-p', '-c', String(processor), String(pid)], { stdio: 'ignore' })
}

function children() {
  try {
    const threads = readdirSync('/proc/self/task')
    return threads.flatMap((tid) =>
      readFileSync(`/proc/self/task/${tid}/children`, 'latin1').split(' ').filter(Boolean),
    )
  } catch {
    return []
  }
}

const table = new Int32Array(8192)

/**
 * Milliseconds for what takes a part of one: additions and loads that do not wait for each other. A processor of which another
 * machine has the other half of a core is half as fast at these, as at most of what a compiler makes of a program, and as
 * fast as ever where each step waits for the one before.
 */
function spin() {
  const begin = performance.now()
  let [a, b, c, d] = [1, 2, 3, 4]
  for (let i = 0; i < 1e5; i++) {
    a = (a + table[i & 8191]) | 0
    b = ((b ^ table[(i + 7) & 8191]) + 1) | 0
    c = (c + (i << 1)) | 0
    d = ((d ^ c) + table[(i + 99) & 8191]) | 0
    table[i & 8191] = b
  }
  table[0] = a + b + c + d
  return performance.now() - begin
}

/** Whether the processor runs at full speed now: the faster of two tries, since something else may have had its turn. */
export function isAtFullSpeed() {
  const took = Math.min(spin(), spin())
  best = Math.min(best * FADING, took)
  return took <= best * TOLERANCE
}

/** Goes to another processor. */
export function goElsewhere() {
  processor = (processor + 1) % PROCESSORS
  pin()
}

/** Goes to a processor that runs at full speed, or waits until one does. */
export async function findFullSpeed() {
  const end = performance.now() + PATIENCE * 1000
  for (let tries = 1; !isAtFullSpeed() && performance.now() < end; tries++) {
    goElsewhere()
    if (tries % PROCESSORS === 0) await setTimeout(100)
  }
}

for (let i = 0; i < 200; i++) spin() // until it is compiled
for (; processor < PROCESSORS; processor++) {
  pin()
  isAtFullSpeed()
}
processor = 0
pin()
