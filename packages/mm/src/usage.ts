// Usage: what an address space takes up, kept up to date with every change; what /proc/pid/status shows of it.
// gVisor: pkg/sentry/mm MemoryManager.usageAS, dataAS, lockedAS, curRSS, maxRSS. Linux: mm_struct total_vm and others.

import { PAGE_SIZE } from '@jvisor/abi'
import type { Vma } from './vma.ts'

/** Bytes of each; as in proc_pid_status(5). */
export interface MemoryUsage {
  readonly vmSize: number
  readonly vmPeak: number
  readonly vmData: number
  readonly vmStk: number
  readonly vmExe: number
  readonly vmLck: number
  readonly vmRSS: number
  readonly vmHWM: number
  readonly rssAnon: number
  readonly rssFile: number
  readonly rssShmem: number
}

export class Usage {
  // Of mappings, in bytes.
  size = 0
  data = 0
  stack = 0
  exec = 0
  locked = 0
  // Of resident pages.
  anonPages = 0
  filePages = 0
  shmemPages = 0
  #peakSize = 0
  #peakPages = 0

  /** `bytes` more (or less, if negative) of what is like `vma` are mapped. */
  map(vma: Vma, bytes: number): void {
    this.size += bytes
    this.protect(vma, bytes)
    if (vma.isLocked) this.locked += bytes
    if (this.size > this.#peakSize) this.#peakSize = this.size
  }

  /** `bytes` more have the protection of `vma`; the part of {@link map} that mprotect changes. */
  protect(vma: Vma, bytes: number): void {
    if (vma.isData) this.data += bytes
    if (vma.isStack) this.stack += bytes
    if (vma.isExec) this.exec += bytes
  }

  get residentPages(): number {
    return this.anonPages + this.filePages + this.shmemPages
  }

  /** To be called before pages go: until then, what is resident now is not known to have been a peak. */
  notePeak(): void {
    const resident = this.residentPages
    if (resident > this.#peakPages) this.#peakPages = resident
  }

  /** A child begins with the mappings of its parent, none locked, and with peaks of its own. */
  copyMappingsFrom(parent: Usage): void {
    this.size = parent.size
    this.data = parent.data
    this.stack = parent.stack
    this.exec = parent.exec
    this.#peakSize = parent.size
  }

  copyPagesFrom(parent: Usage): void {
    this.anonPages = parent.anonPages
    this.filePages = parent.filePages
    this.shmemPages = parent.shmemPages
  }

  snapshot(): MemoryUsage {
    this.notePeak()
    return {
      vmSize: this.size,
      vmPeak: this.#peakSize,
      vmData: this.data,
      vmStk: this.stack,
      vmExe: this.exec,
      vmLck: this.locked,
      vmRSS: this.residentPages * PAGE_SIZE,
      vmHWM: this.#peakPages * PAGE_SIZE,
      rssAnon: this.anonPages * PAGE_SIZE,
      rssFile: this.filePages * PAGE_SIZE,
      rssShmem: this.shmemPages * PAGE_SIZE,
    }
  }
}
