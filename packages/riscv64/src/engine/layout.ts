// Where the machine's only hart lies in memory: registers, what the generated code and the sentry tell each other, and
// the caches of translations. Addresses are constants of the generated code.

import { PAGE_SIZE } from '@jvisor/abi'

/** Slots of the data TLB, of 32 bytes: page for loads, page for stores, what to add to an address of the page. */
export const TLB_SLOTS = 1024
export const TLB_SLOT_SHIFT = 5
/** Slots that were filled and are noted, at most. */
export const NOTED_SLOTS = 128
/** Slots of the code TLB, of 16 bytes: page, records of its instructions, and which version of the page they are of. */
export const CODE_TLB_SLOTS = 1024
export const CODE_TLB_SLOT_SHIFT = 4

const OFFSETS = {
  REGS: 0,
  FREGS: 256,
  PC: 512,
  FFLAGS: 520,
  FRM: 524,
  /** The reservation of LR: its address + 1 or 2; 0 for none. */
  RESERVED: 528,
  /** Where the last access faulted that the memory manager did not settle. */
  FAULT_ADDR: 536,
  /** Root and height of the page table. */
  ROOT: 544,
  HEIGHT: 548,
  /** No other address space has leaves of the table in common: its write bits hold. */
  OWNED: 552,
  /** Instructions until the time slice is over. */
  FUEL: 556,
  /** Where translated code went last that is not translated; 0 for nowhere. */
  MISSED: 560,
  /** How many slots of the TLB were filled since it was emptied, and where the first of them are. */
  NOTED: 568,
  NOTES: 1024,
  TLB: PAGE_SIZE,
  CODE_TLB: PAGE_SIZE + (TLB_SLOTS << TLB_SLOT_SHIFT),
} as const

/** Bytes of a task's state: from REGS up to here. */
export const STATE_SIZE = 536
/** Bytes of it all, whole pages. */
export const HART_SIZE = OFFSETS.CODE_TLB + (CODE_TLB_SLOTS << CODE_TLB_SLOT_SHIFT)

/** Addresses by name. */
export type HartLayout = Readonly<Record<keyof typeof OFFSETS, number>>

/** The layout of a hart that begins at `base`, which is page aligned. */
export function hartLayout(base: number): HartLayout {
  return Object.fromEntries(Object.entries(OFFSETS).map(([name, at]) => [name, base + at])) as HartLayout
}

// An instruction that was decoded is a record of 8 bytes, one for each 2 bytes of a page of code, at the same place:
//   0 operation; 1, 2, 3 rd, rs1, rs2, times 8; 4 imm (of floating point: 4 rm, 5 rs3 times 8)
export const RECORD_SHIFT = 3
/** Those of a page, and two more, into which an instruction at its end leads. */
export const PAGE_RECORDS = PAGE_SIZE / 2 + 2
export const CODE_PAGE_SIZE = PAGE_RECORDS << RECORD_SHIFT
/** From a distance in code to one in records: times 4. */
export const CODE_TO_RECORD_SHIFT = RECORD_SHIFT - 1

/** In the immediate of a record where a function is entered: the number of the entry, and above it the function. */
export const ENTRY_BITS = 11

// Why generated code returns.

/** A load or store that is not allowed, at FAULT_ADDR. */
export const STOP_FAULT = 1
/** Not an instruction, or a rounding mode that there is not. */
export const STOP_ILLEGAL = 2
/** An atomic access, at FAULT_ADDR, that is not aligned. */
export const STOP_MISALIGNED = 3
/** The code TLB does not have the page of PC. */
export const STOP_CODE_MISS = 4
/** What is at PC was not decoded yet. */
export const STOP_UNDECODED = 5
/** The time slice is over. */
export const STOP_FUEL = 6
export const STOP_ECALL = 7
export const STOP_EBREAK = 8
export const STOP_FENCE_I = 9
export const STOP_RDTIME = 10
