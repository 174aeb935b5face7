// Leaks: what a kernel still holds when all that ran on it is dead and nothing is mounted any more: nothing, or there is a
// mistake. gVisor's counterpart is its leak checks (pkg/refs).

import { SIGKILL } from '../packages/abi/src/index.ts'
import type { Holdings, Kernel } from '../packages/kernel/src/index.ts'

/** Turns of the host that tasks have to end in. */
const LAST_TURNS = 20

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/**
 * Ends a kernel for good: kills every process, lets what they did come to its end, and unmounts everything.
 * A task that nobody runs, as one whose calls a test makes by hand, is taken back.
 */
export async function endKernel(kernel: Kernel): Promise<void> {
  const { tasks, processes } = kernel
  for (const group of processes.values()) group.exit({ code: 0, signal: SIGKILL })
  for (let turn = 0, left = Infinity; turn < LAST_TURNS && tasks.size > 0 && tasks.size < left; turn++) {
    left = tasks.size
    await nextTurn()
  }
  for (const group of [...processes.values()]) for (const task of [...group.tasks]) kernel.discard(task)
  await nextTurn()
  unmountAll(kernel)
}

/** Files go with their file systems. Precondition: nobody runs on the kernel, and nobody will. */
export function unmountAll({ vfs }: Kernel): void {
  const { mount } = vfs.root
  vfs.mounts.unmount(mount)
  mount.decUsers()
}

/** How what is held differs from what was: "pages +3"; nothing if it does not. */
export function leaks(before: Holdings, after: Holdings): string[] {
  return Object.entries(after)
    .map(([what, count]) => ({ what, more: count - before[what as keyof Holdings] }))
    .filter(({ more }) => more !== 0)
    .map(({ what, more }) => `${what} ${more > 0 ? '+' : ''}${more}`)
}
