// Sleeping without the event loop, for fractions of a millisecond.

const cell = new Int32Array(new SharedArrayBuffer(4))

/** Stops this thread for so many milliseconds. */
export function nap(ms: number): void {
  Atomics.wait(cell, 0, 0, ms)
}
