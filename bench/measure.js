// How operations are measured: in turn, so that all meet the same machine.

import { findFullSpeed, goElsewhere, isAtFullSpeed } from './one-cpu.js'

/** A sample is so long, milliseconds: long against the clock's own grain, and short against the slices of a scheduler. */
const SAMPLE_MS = 0.2
/** So many in a row beside a peer that is a process of its own, and takes as long to start. */
const TURN_MS = 4

/** Takes samples, nanoseconds per call, of an operation of this process, for so long. */
function sampler(operation) {
  const calls = batchOf(operation, SAMPLE_MS)
  return (ms) => {
    const samples = []
    const start = performance.now()
    let end = start
    do {
      const begin = end
      for (let i = 0; i < calls; i++) operation()
      end = performance.now()
      samples.push(((end - begin) * 1e6) / calls)
    } while (end - start < ms)
    return samples
  }
}

/** Calls that take so long. */
function batchOf(operation, ms) {
  let calls = 1
  for (;;) {
    const start = performance.now()
    for (let i = 0; i < calls; i++) operation()
    if (performance.now() - start > ms) return calls
    calls *= 2
  }
}

/** Samples that there are at least, of each. */
const FEWEST = 5
/** Milliseconds that a row may take, in which the processor may be slow: then what was measured counts all the same. */
const PATIENCE_MS = 6000
/** A row is called before it counts until it was not faster for so long: V8 may compile it, and again as it learns more. */
const SETTLED_MS = 800
/** But no longer than this. */
const WARM_UP_MS = 5000
/** Looks at how fast it is are so far apart. */
const LOOK_MS = 100
/** What is no faster than this part of the time before is noise. */
const NOISE = 0.95

/**
 * Measures two operations in turn, a sample of one and a sample of the other, so that both meet the same machine.
 * `ms`: for so long each. An operation with a `sample` of its own (a function of milliseconds) measures itself, now or later.
 * @returns nanoseconds per call of each, the lower quartile of the samples (in others something else had its turn), and
 *   by how many percent the median is above it.
 */
export async function measure(ms, ...operations) {
  const turn = operations.some(({ sample }) => sample !== undefined) ? TURN_MS : 0
  const samplers = operations.map((operation) => operation.sample ?? sampler(operation))
  for (const sample of samplers) await warmUp(sample)
  const [atFullSpeed, slow] = [operations.map(() => []), operations.map(() => [])]
  const start = performance.now()
  await findFullSpeed()
  for (let spent = 0; spent < samplers.length * ms || atFullSpeed[0].length < FEWEST; ) {
    const begin = performance.now()
    const taken = []
    for (const sample of samplers) taken.push(await sample(turn))
    const counts = isAtFullSpeed()
    for (let i = 0; i < taken.length; i++) (counts ? atFullSpeed : slow)[i].push(...taken[i])
    const end = performance.now()
    if (counts) spent += end - begin
    else goElsewhere()
    if (end - start > PATIENCE_MS && atFullSpeed[0].length + slow[0].length >= FEWEST) break
  }
  return (atFullSpeed[0].length >= FEWEST ? atFullSpeed : slow).map((samples) => {
    const ns = quartile(samples)
    return { ns, spread: ((samples[samples.length >> 1] / ns - 1) * 100) | 0 }
  })
}

/**
 * Calls the operations of all rows for a while, before any is measured: what V8 has compiled for the first of them is
 * compiled anew when others come with files and sizes that it has not seen, and not always soon.
 */
export async function warmUpAll(rows) {
  for (const [, , , operation] of rows) await (operation.sample ?? sampler(operation))(LOOK_MS)
}

async function warmUp(sample) {
  if (sample.isWarm === true) return
  let best = Infinity
  let settled = 0
  for (let took = 0; took < WARM_UP_MS && settled < SETTLED_MS; took += LOOK_MS) {
    const ns = quartile(await sample(LOOK_MS))
    settled = ns < best * NOISE ? 0 : settled + LOOK_MS
    best = Math.min(best, ns)
  }
}

/** The lower one. Sorts the samples. */
function quartile(samples) {
  return samples.sort((a, b) => a - b)[samples.length >> 2]
}

/** Nanoseconds for people. */
export function timeText(ns) {
  return ns < 1000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(2)} µs`
}
