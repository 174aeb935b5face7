// The slow ways of loads and stores, as functions of the interpreter's module: they walk the address space's page table
// (mm/page-table.ts) themselves, fill the TLB, and ask the memory manager if that does not settle it.

import { NOTED_SLOTS, TLB_SLOT_SHIFT, TLB_SLOTS } from './layout.ts'

/** Constants that {@link MEMORY_FUNCTIONS} use, besides those of the layout. */
export const MEMORY_CONSTANTS = {
  READ: 1,
  WRITE: 2,
  MISALIGNED: 0x100,
  TLB_MASK: (TLB_SLOTS - 1) << TLB_SLOT_SHIFT,
  NOTED_SLOTS,
  TLB_SHIFT: 12 - TLB_SLOT_SHIFT,
} as const

/**
 * The slow ways. `fault` is 0, 1 after an access that is not allowed, 2 after an instruction that is not. resolve is
 * the host's: it faults a page in, and gives an entry that allows the access, or 0.
 */
export const MEMORY_FUNCTIONS = `
var fault: i32

// The entry of the page table for an address, or 0.
fn walk(a: i64): i32 {
  let height = load32(HEIGHT)
  let index = a >>> 12
  if (height == 0 || index >>> (height * 10) != 0) { return 0 }
  let node = load32(ROOT)
  while (height > 1) {
    height = height - 1
    node = load32((node << 12) + ((i32(index >>> (height * 10)) & 1023) << 2))
    if (node == 0) { return 0 }
  }
  return load32((node << 12) + ((i32(index) & 1023) << 2))
}

// Where in the memory an address is, for an access that does not leave its page. Fills the TLB.
fn translate(a: i64, access: i32): i32 {
  let page = a & ~4095L
  let slot = TLB + (i32(a >>> TLB_SHIFT) & TLB_MASK)
  if (load64(access == READ ? slot : slot + 8) == page) { return load32(slot + 16) + i32(a) }
  let entry = 0
  let owned = load32(OWNED)
  if (access == READ || owned) { entry = walk(a) }
  if ((entry & access) == 0) {
    entry = resolve(i32(a), i32(a >>> 32), access)
    if (entry == 0) {
      fault = 1
      store64(FAULT_ADDR, a)
      return 0
    }
    owned = 1
  }
  let noted = load32(NOTED)
  if (noted < NOTED_SLOTS) { store32(NOTES + (noted << 2), slot) }
  if (noted <= NOTED_SLOTS) { store32(NOTED, noted + 1) }
  store64(slot, (entry & READ) ? page : -1L)
  store64(slot + 8, (entry & WRITE) && owned ? page : -1L)
  store32(slot + 16, (entry & ~4095) - i32(page))
  return (entry & ~4095) | (i32(a) & 4095)
}

fn slow_load(a: i64, size: i32): i64 {
  if ((i32(a) & 4095) + size <=u 4096) {
    let p = translate(a, READ)
    if (fault) { return 0L }
    if (size == 1) { return load8(p) }
    if (size == 2) { return load16(p) }
    if (size == 4) { return u64(load32(p)) }
    return load64(p)
  }
  translate(a, READ)
  let value = 0L
  while (size && fault == 0) {
    size = size - 1
    let p = translate(a + u64(size), READ)
    if (fault == 0) { value = (value << 8) | load8(p) }
  }
  if (fault) { page_start() }
  return value
}

fn slow_store(a: i64, size: i32, value: i64) {
  if ((i32(a) & 4095) + size <=u 4096) {
    let p = translate(a, WRITE)
    if (fault) { return }
    if (size == 1) { store8(p, value) }
    if (size == 2) { store16(p, value) }
    if (size == 4) { store32(p, i32(value)) }
    if (size == 8) { store64(p, value) }
    return
  }
  translate(a, WRITE)
  if (fault) { return }
  translate(a + u64(size - 1), WRITE)
  if (fault) {
    page_start()
    return
  }
  while (size) {
    store8(translate(a, WRITE), value)
    value = value >>> 8
    a = a + 1
    size = size - 1
  }
}

// The second page of an access is what faulted: it did where that page begins.
fn page_start() {
  let at = load64(FAULT_ADDR)
  if ((at & 4095) < 8) { store64(FAULT_ADDR, at & ~4095L) }
}

// Where an atomic access goes.
fn atomic(a: i64, size: i32, access: i32): i32 {
  if (i32(a) & (size - 1)) {
    fault = 3
    store64(FAULT_ADDR, a)
    return 0
  }
  return translate(a, access)
}
`
