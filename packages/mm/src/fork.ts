// fork: an address space like this one. gVisor: pkg/sentry/mm/lifecycle.go Fork. Linux: mm/mmap.c dup_mmap.
//
// Mappings are copied; page tables are not: parent and child have their leaves in common until one of them changes an
// entry (page-table.ts). So a fork costs by mappings and leaves, not by pages, and a child that soon exits or execs
// never pays for the pages of its parent, nor does the parent pay for having had a child.

import { ENOMEM, type Errno, OK, PAGE_SHIFT, PAGE_SIZE } from '@jvisor/abi'
import { NO_PAGE } from '@jvisor/memmap'
import { AddressSpace } from './address-space.ts'
import { unmapAll } from './munmap.ts'
import { PTE_ANON, PTE_WRITE, ptePage } from './page-table.ts'
import { UNMAPPED, WRITE_PROTECTED } from './translation-cache.ts'
import { VM_DONTCOPY, VM_LOCKED_MASK, VM_WIPEONFORK, Vma } from './vma.ts'

/**
 * A copy of an address space: private memory is copied when one side writes to it, shared memory is shared.
 * MADV_DONTFORK's mappings are left out, MADV_WIPEONFORK's are there without their pages; locks are not inherited;
 * pinned pages are copied at once.
 * @returns ENOMEM, with nothing left behind, if there is no memory for it, or what a mapped file says.
 */
export function fork(parent: AddressSpace): AddressSpace | Errno {
  const child = new AddressSpace(parent.file, parent.layout, parent.limits)
  child.brkStart = parent.brkStart
  child.brkEnd = parent.brkEnd
  child.stackStart = parent.stackStart
  child.dumpable = parent.dumpable
  child.barriers = parent.barriers
  child.program = parent.program
  child.program?.executable?.incRef()
  const err = copyInto(parent, child)
  if (err !== OK) {
    unmapAll(child)
    return err
  }
  // From now on a store by the parent's program must come to the page table first.
  const first = parent.vmas.lowerBound(0)
  const last = parent.vmas.last()
  if (first !== undefined && last !== undefined) parent.changed(first.start, last.end, WRITE_PROTECTED)
  return child
}

function copyInto(parent: AddressSpace, child: AddressSpace): Errno {
  let special = 0
  child.vmas = parent.vmas.clone((vma) => {
    special |= vma.flags & (VM_DONTCOPY | VM_WIPEONFORK)
    return copyVma(child, vma)
  })
  child.usage.copyMappingsFrom(parent.usage)
  const err = hold(child)
  if (err !== OK) return err
  parent.held.clear()
  if (!parent.pages.shareWith(child.pages)) return ENOMEM
  if (special !== 0 && !dropSpecial(child)) return ENOMEM
  return parent.pins.size === 0 || copyPinned(parent, child) ? OK : ENOMEM
}

/** Tells what is mapped that the child maps it too. If one says no, the child is left with those before it. */
function hold(child: AddressSpace): Errno {
  for (const vma of child.vmas) {
    const err = vma.mappable?.addMapping(child, vma.range, vma.offset, vma.mayWriteShared) ?? OK
    if (err !== OK) {
      forgetFrom(child, vma)
      return err
    }
    vma.identity?.incRef()
  }
  return OK
}

/** Takes a VMA and all above it out, which nobody was told of. */
function forgetFrom(child: AddressSpace, first: Vma): void {
  for (let vma: Vma | undefined = first; vma !== undefined; vma = child.vmas.lowerBound(first.start)) {
    child.usage.map(vma, -vma.length)
    child.vmas.remove(vma)
  }
}

function copyVma(child: AddressSpace, vma: Vma): Vma {
  const copy = new Vma(vma.start, vma.end, vma)
  copy.flags &= ~VM_LOCKED_MASK
  if ((vma.flags & VM_WIPEONFORK) !== 0) copy.anonVma = 0
  else if (vma.anonVma !== 0) copy.anonVma = -child.newAnonVma()
  return copy
}

/** Takes out what the child is not to have: the mappings of MADV_DONTFORK, the pages of MADV_WIPEONFORK. */
function dropSpecial(child: AddressSpace): boolean {
  for (const vma of [...child.vmas]) {
    if ((vma.flags & (VM_DONTCOPY | VM_WIPEONFORK)) === 0) continue
    if (!child.pages.ownEnds(vma.start / PAGE_SIZE, vma.end / PAGE_SIZE)) return false
    child.dropPages(vma.start, vma.end, UNMAPPED)
    if ((vma.flags & VM_DONTCOPY) !== 0) child.removeVma(vma)
  }
  return true
}

/** Gives the child copies of its own of the pages that somebody has pinned for the parent. */
function copyPinned(parent: AddressSpace, child: AddressSpace): boolean {
  const { file } = parent
  for (const vma of child.vmas) {
    const end = vma.end / PAGE_SIZE
    for (
      let i = child.pages.next(vma.start / PAGE_SIZE, end);
      vma.private && i < end;
      i = child.pages.next(i + 1, end)
    ) {
      if (!parent.pins.has(ptePage(child.pages.get(i)))) continue
      if (!child.pages.own(i)) return false
      const entry = child.pages.get(i)
      const copy = file.allocateDirty()
      if (copy === NO_PAGE) return false
      file.copyWithin(copy << PAGE_SHIFT, ptePage(entry) << PAGE_SHIFT, PAGE_SIZE)
      child.pages.replace(i, entry, (copy << PAGE_SHIFT) | (entry & 0xfff & ~PTE_WRITE) | PTE_ANON)
    }
  }
  return true
}
