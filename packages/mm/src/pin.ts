// Pins: pages that somebody outside the page table holds for longer than a call, such as a transfer that goes on while
// the program runs. They stay the pages of this address space: a fork gives the child copies of them, so that nobody
// has to copy when the program writes. gVisor: pkg/sentry/mm/pma.go Pin. Linux: pin_user_pages, FOLL_PIN.

import { EFAULT, type Errno, OK, PAGE_SIZE } from '@jvisor/abi'
import { NO_PAGE, ZERO_PAGE } from '@jvisor/memmap'
import { type AccessType, allows, READ, roundUpLength } from '@jvisor/usermem'
import type { AddressSpace } from './address-space.ts'
import { resolve } from './fault.ts'
import { PTE_ANON, ptePage } from './page-table.ts'

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
  const index = Math.floor(addr / PAGE_SIZE)
  const vma = space.vmas.find(addr)
  const entry = space.pages.get(index)
  // Where there is a page, but the one of zeros, nobody looks at the protection that was asked for (get_user_pages_fast).
  const asked = entry === 0 || ptePage(entry) === ZERO_PAGE ? vma?.perms : vma?.effectivePerms
  // Nor does a stack grow for it (gup_vma_lookup).
  if (asked === undefined || !allows(asked, READ)) return NO_PAGE
  const page = resolve(space, addr, READ, false)
  if (page < 0) return NO_PAGE
  if (isOwn(space, index)) space.held.add(page)
  space.file.incRef(page)
  return page
}

/** No other address space has it. */
function isOwn(space: AddressSpace, index: number): boolean {
  const entry = space.pages.get(index)
  return (entry & PTE_ANON) !== 0 && space.pages.sharers(index) === 1 && space.isSoleHolder(ptePage(entry))
}
