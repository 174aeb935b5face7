// Faulting in before anybody asks: MAP_POPULATE, mlock, MADV_POPULATE_*. gVisor: pkg/sentry/mm populateVMA.
// Linux: mm/gup.c __mm_populate, populate_vma_page_range, faultin_page_range.
//
// It can take long, so it is done in slices. A call does the first one; what is left is put where the system call finds
// it (AddressSpace.populating), which goes on when others have had their turn.

import { EAGAIN, EFAULT, EINVAL, ENOMEM, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { type AccessType, allows, NO_ACCESS, READ, WRITE } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { FAULT_BUS, FAULT_OOM, resolve } from './fault.ts'
import { VM_LOCKONFAULT, type Vma } from './vma.ts'

/** Each mapping as far as it goes; nothing is reported (MAP_POPULATE, mlockall). */
export const QUIETLY = 0
/** Up to the first page that cannot be had: ENOMEM, or EAGAIN without memory (mlock). */
export const TO_LOCK = 1
/** For loads: EINVAL where the protection forbids them, EFAULT past the end of a file, ENOMEM (MADV_POPULATE_READ). */
export const TO_READ = 2
/** The same for stores. */
export const TO_WRITE = 3

export type PopulateMode = typeof QUIETLY | typeof TO_LOCK | typeof TO_READ | typeof TO_WRITE

/** Pages of one slice: some 10 ms. */
const SLICE = 16384

/** Faults in a page-aligned range. @returns OK, also when it is not done yet; else the errno that `mode` says. */
export function populate(
  space: AddressSpace,
  start: number,
  end: number,
  mode: PopulateMode = QUIETLY,
): Errno {
  const populating = new Populating(space, start, end, mode)
  const err = populating.more()
  if (!populating.isDone) space.populating = populating
  return err
}

/** What is left to do of a populate. */
export class Populating {
  readonly #space: AddressSpace
  readonly #end: number
  readonly #mode: PopulateMode
  #at: number

  constructor(space: AddressSpace, start: number, end: number, mode: PopulateMode) {
    this.#space = space
    this.#at = start
    this.#end = end
    this.#mode = mode
  }

  get isDone(): boolean {
    return this.#at >= this.#end
  }

  /** Does a slice. @returns an errno if the call fails; it is done then. */
  more(): Errno {
    const space = this.#space
    let vma: Vma | undefined
    for (let n = 0; n < SLICE && this.#at < this.#end; n++) {
      if (vma === undefined || this.#at >= vma.end) {
        vma = space.vmas.lowerBound(this.#at)
        const entered = this.#at
        const err = this.#enter(vma)
        if (err !== OK) return this.#fail(err)
        // After a hole, or what is passed over, what comes next is looked at in its turn.
        if (vma === undefined || this.#at >= vma.end || entered !== this.#at) {
          vma = undefined
          continue
        }
      }
      const page = resolve(space, this.#at, accessFor(vma, this.#mode), false)
      this.#at += PAGE_SIZE
      if (page >= 0) continue
      if (this.#mode !== QUIETLY) return this.#fail(errnoOf(page, this.#mode))
      this.#at = vma.end
    }
    return OK
  }

  /** Comes to a mapping, or to the hole before it. @returns why it cannot go on; it may also have gone further. */
  #enter(vma: Vma | undefined): Errno {
    const advised = this.#mode === TO_READ || this.#mode === TO_WRITE
    if (vma === undefined || vma.start > this.#at) {
      if (advised) return ENOMEM
      this.#at = vma === undefined ? this.#end : Math.min(vma.start, this.#end)
      return OK
    }
    if (advised) return allows(vma.perms, this.#mode === TO_WRITE ? WRITE : READ) ? OK : EINVAL
    if (vma.perms === NO_ACCESS && this.#mode === TO_LOCK && (vma.flags & VM_LOCKONFAULT) === 0) return ENOMEM
    if (vma.perms === NO_ACCESS || (vma.flags & VM_LOCKONFAULT) !== 0) this.#at = vma.end
    return OK
  }

  #fail(err: Errno): Errno {
    this.#at = this.#end
    return err
  }
}

/** Only where a write would copy the page is it done as a write. */
function accessFor(vma: Vma, mode: PopulateMode): AccessType {
  if (mode === TO_WRITE) return WRITE
  return mode !== TO_READ && vma.private && allows(vma.perms, WRITE) ? WRITE : READ
}

/** What a call makes of a fault. @see __mlock_posix_error_return, madvise_populate */
function errnoOf(fault: number, mode: PopulateMode): Errno {
  if (mode === TO_LOCK) return fault === -FAULT_OOM ? EAGAIN : ENOMEM
  return fault === -FAULT_BUS ? EFAULT : ENOMEM
}
