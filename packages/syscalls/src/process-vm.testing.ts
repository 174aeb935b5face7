// Two tasks, of which one looks into the other's memory. Not shipped.

import { errnoName } from '@jvisor/abi'
import {
  type AccessType,
  ANY_ACCESS,
  addr,
  EXECUTE,
  NO_ACCESS,
  READ,
  READ_WRITE,
  WRITE,
} from '@jvisor/usermem'
import { TestMachine } from './machine.testing.ts'

export type Segments = readonly (readonly [base: number | bigint, length: number | bigint])[]

export const M = 0x1000_0000
export const LOC = 0x2000_0000
export const PAGE = 4096

/** Two tasks. The other's pages at M: two, a hole, then one each without access, to write, to read, to execute, and one. */
export class Pair extends TestMachine {
  readonly other = this.#second()

  constructor() {
    super()
    for (const [task, base] of [
      [this.other, M],
      [this.task, LOC],
    ] as const) {
      const bytes = new Uint8Array(8 * PAGE).fill(0x61)
      for (let i = 0; i < 8; i++) bytes[i * PAGE] = 0x30 + i
      const opts = { fixed: true, maxPerms: ANY_ACCESS, private: true, offset: 0 }
      task.mm.mmap({ ...opts, addr: addr(base), length: 8 * PAGE, perms: READ_WRITE })
      task.mm.copyOut(addr(base), bytes)
      task.mm.munmap(addr(base + 2 * PAGE), PAGE)
    }
    const protect = (i: number, perms: AccessType) => this.other.mm.mprotect(addr(M + i * PAGE), PAGE, perms)
    protect(3, NO_ACCESS)
    protect(4, WRITE)
    protect(5, READ)
    protect(6, EXECUTE)
  }

  #second() {
    const task = this.kernel.createProcess(
      { name: 'test', layout: this.task.mm.layout, createContext: () => this.task.context },
      this.table,
    )
    if (typeof task === 'number') throw new Error('no task')
    return task
  }

  /** Segments, or an address; and a count that is not theirs. */
  vm(
    write: boolean,
    local: Segments | number,
    remote: Segments | number,
    opts: { pid?: number; counts?: readonly [number | bigint, number | bigint]; flags?: number } = {},
  ): number | string {
    const { pid = this.other.tid, flags = 0 } = opts
    const vector = (v: Segments | number) => (typeof v === 'number' ? v : this.iovecs(v))
    const length = (v: Segments | number) => (typeof v === 'number' ? 1 : v.length)
    const [lcount, rcount] = opts.counts ?? [length(local), length(remote)]
    const name = write ? 'process_vm_writev' : 'process_vm_readv'
    const result = this.call(name, pid, vector(local), lcount, vector(remote), rcount, flags)
    return result < 0 ? errnoName(-result) : result
  }
}
