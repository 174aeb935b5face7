// Pins: pages that somebody outside the page table holds for longer than a call, such as a transfer that goes on while
// the program runs. They stay the pages of this address space: a fork gives the child copies of them, so that nobody
// has to copy when the program writes. gVisor: pkg/sentry/mm/pma.go Pin. Linux: pin_user_pages, FOLL_PIN.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { NO_PAGE } from '@jvisor/memmap'
import { type AccessType, allows, READ, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { resolve } from './fault.ts'

/** Pages that are held, in order of the addresses at which they were found. */
export class PinnedPages {
  readonly #space: AddressSpace
  readonly #pages: number[]

  constructor(space: AddressSpace, pages: number[]) {
    this.#space = space
    this.#pages = pages
  }

  /** Their numbers in the MemoryFile. Empty once they are released. */
  get pages(): readonly number[] {
    return this.#pages
  }

  /** Lets go of them; a second call does nothing. */
  release(): void {
    const { pins, file } = this.#space
    for (const page of this.#pages) {
      const count = (pins.get(page) ?? 0) - 1
      if (count > 0) pins.set(page, count)
      else pins.delete(page)
      file.decRef(page)
    }
    this.#pages.length = 0
  }
}

/** @see MemoryManager.pin */
export function pin(
  space: AddressSpace,
  addr: number,
  length: number,
  access: AccessType,
): { pinned: PinnedPages; err: Errno } {
  const pages: number[] = []
  const pinned = new PinnedPages(space, pages)
  if (addr + length > space.layout.maxAddr) return { pinned, err: EFAULT }
  for (let at = addr - (addr % PAGE_SIZE); at < roundUpLength(addr + length); at += PAGE_SIZE) {
    const page = resolve(space, at, access, false)
    if (page < 0) return { pinned, err: EFAULT }
    space.file.incRef(page)
    space.pins.set(page, (space.pins.get(page) ?? 0) + 1)
    pages.push(page)
  }
  return { pinned, err: OK }
}

/** @see MemoryManager.hold */
export function hold(space: AddressSpace, addr: number): number {
  const vma = space.vmas.find(addr)
  if (vma !== undefined && !allows(vma.perms, READ)) return NO_PAGE
  const page = resolve(space, addr, READ, false)
  if (page < 0) return NO_PAGE
  space.file.incRef(page)
  return page
}
