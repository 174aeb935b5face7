// What is checked after every test that made a kernel, whatever it was about: that the kernel has let go of everything.
// A kernel that the tests of a file share is looked at when the last of them is over.

import { afterAll, afterEach, beforeEach, expect } from 'vitest'
import { type Holdings, Kernel } from '../packages/kernel/src/index.ts'
import { endKernel, leaks, unmountAll } from './leaks.ts'

/** A test that makes more kernels than this has done with the first when nobody runs on it any more. */
const MANY = 50
/** Kernels may be many, and the host busy. */
const TIMEOUT_MS = 120_000

/** The kernels of a test, or of a file, and what each is to hold in the end: what it held when it was made. */
class Made {
  readonly #kernels = new Map<Kernel, Holdings>()
  readonly #found: string[] = []
  /** Before the first of them: what is counted for all kernels at once. */
  #common: Pick<Holdings, 'openFiles' | 'waiters'> | undefined

  add(kernel: Kernel): void {
    const held = kernel.holdings()
    this.#common ??= held
    const { openFiles, waiters } = this.#common
    this.#kernels.set(kernel, { ...held, openFiles, waiters })
    if (this.#kernels.size > MANY) this.#endFirst(kernel)
  }

  /** What is counted for all kernels at once is looked at in the end. `made` has not begun yet. */
  #endFirst(made: Kernel): void {
    for (const [kernel, before] of this.#kernels) {
      if (kernel === made || kernel.tasks.size > 0 || kernel.processes.size > 0) continue
      unmountAll(kernel)
      const { openFiles, waiters } = kernel.holdings()
      this.#found.push(...leaks({ ...before, openFiles, waiters }, kernel.holdings()))
      this.#kernels.delete(kernel)
      return
    }
  }

  /** Ends them. Fails if anything is left. */
  async end(): Promise<void> {
    for (const kernel of this.#kernels.keys()) await endKernel(kernel)
    const left = [...this.#kernels].flatMap(([kernel, before]) => leaks(before, kernel.holdings()))
    const found = [...this.#found.splice(0), ...left]
    this.#kernels.clear()
    this.#common = undefined
    expect(found, 'left behind').toEqual([])
  }
}

const ofFile = new Made()
const ofTest = new Made()
let made = ofFile

Kernel.onMade = (kernel) => made.add(kernel)

beforeEach(() => {
  made = ofTest
})

afterEach(() => {
  made = ofFile
  return ofTest.end()
}, TIMEOUT_MS)

afterAll(() => ofFile.end(), TIMEOUT_MS)
