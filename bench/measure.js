// How operations are measured: in turn, so that all meet the same machine.

import { findFullSpeed, isAtFullSpeed } from './one-cpu.js'

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

/** A row during which the processor became slow is measured again, so many times in all. */
const MOST_TRIES = 5
/** A row is set up and compiled for so long before it counts: where processors are scarce, compilers wait too. */
const WARM_UP_MS = 500

/**
 * Measures two operations in turn, a sample of one and a sample of the other, so that both meet the same machine.
 * `ms`: for so long each. An operation with a `sample` of its own (a function of milliseconds) measures itself, now or later.
 * @returns nanoseconds per call of each, the lower quartile of the samples (in others something else had its turn), and
 *   by how many percent the median is above it.
 */
export async function measure(ms, ...operations) {
  const turn = operations.some(({ sample }) => sample !== undefined) ? TURN_MS : 0
  const measured = operations.map((operation) => ({
    sample: operation.sample ?? sampler(operation),
    samples: [],
  }))
  for (const { sample } of measured) await sample(sample.isWarm === true ? 0 : WARM_UP_MS)
  for (let tries = 1; ; tries++) {
    await findFullSpeed()
    const end = performance.now() + measured.length * ms
    while (performance.now() < end || measured[0].samples.length < 5) {
      for (const { sample, samples } of measured) samples.push(...(await sample(turn)))
    }
    if (isAtFullSpeed() || tries === MOST_TRIES) break
    for (const { samples } of measured) samples.length = 0
  }
  return measured.map(({ samples }) => {
    samples.sort((a, b) => a - b)
    const ns = samples[samples.length >> 2]
    return { ns, spread: ((samples[samples.length >> 1] / ns - 1) * 100) | 0 }
  })
}

/** Nanoseconds for people. */
export function timeText(ns) {
  return ns < 1000 ? `${ns.toFixed(0)} ns` : `${(ns / 1000).toFixed(2)} µs`
}
