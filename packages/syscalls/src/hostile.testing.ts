// What hostile system calls are made of. Not shipped.

import { type Errno, isInternal, SYSCALL_NUMBERS } from '@jvisor/abi'
import type { SyscallTable, Task } from '@jvisor/kernel'
import type { TestMachine } from './machine.testing.ts'

const PATHS = ['/tmp/a', '/tmp', '/', '/host/file', '/host', '/host/../dev/zero', '/dev/full']
/** The largest errno of Linux (EHWPOISON). */
const LARGEST = 133
const ENDS = [SYSCALL_NUMBERS['x86-64'].exit, SYSCALL_NUMBERS['x86-64'].exit_group]

/** A small generator (mulberry32), so that a failure can be repeated. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
}

/** Gives the machine's newest process memory with paths in it, a pipe and a file. @returns where the memory is */
export function furnish(m: TestMachine): number {
  const area = m.map(16)
  for (const [i, path] of PATHS.entries()) m.poke(area + i * 16, `${path}\0`)
  m.pipe(0o4000)
  m.file('some content')
  return area
}

/** The numbers of all calls that there are. */
export function numbersOf(table: SyscallTable): number[] {
  return Object.values(SYSCALL_NUMBERS['x86-64']).filter((n) => table.lookup(n) !== undefined)
}

/** Puts arguments into the task's registers. @returns the number of a call, mostly one that there is */
export function prepare(t: Task, numbers: readonly number[], area: number, random: () => number): number {
  for (let k = 0; k < 6; k++) t.args.set(k, argument(area, random))
  const number = random() % 16 === 0 ? random() % 1024 : numbers[random() % numbers.length]
  // A program that has ended makes no more calls, so only some of the calls may be its last.
  return ENDS.includes(number) && random() % 256 !== 0 ? numbers[0] : number
}

/** A program may see this: a value, or an errno of Linux. */
export function isPublic(result: number): boolean {
  return result >= 0 || (result >= -LARGEST && !isInternal(-result as Errno))
}

/** Mostly what nearly works, sometimes anything at all. */
function argument(area: number, random: () => number): number | bigint {
  const n = random()
  switch (n % 8) {
    case 0:
      return (BigInt(random()) << 32n) | BigInt(random())
    case 1:
      return area + (random() % 65536)
    case 2:
      return area + (random() % 2 ? (random() % 16) * 4096 - (random() % 32) : (random() % PATHS.length) * 16)
    case 3:
      return -(random() % 64)
    case 4:
      return 1n << BigInt(random() % 64)
    case 5:
      return random() % 4096
    default:
      return random() % 8
  }
}
