// Where things may lie in an address space. gVisor: pkg/sentry/arch MmapLayout.

import { type Addr, addr } from '@jvisor/usermem'

/** Bounds of an address space; all page aligned. */
export interface MmapLayout {
  /** Lowest address that may be mapped (vm.mmap_min_addr). */
  readonly minAddr: Addr
  /** One past the highest address of the application (TASK_SIZE). */
  readonly maxAddr: Addr
  /** mmap without a hint takes the highest free place that ends at or below this. */
  readonly mmapTop: Addr
  /** Where the heap of brk(2) begins when no program has said so. */
  readonly brkStart: Addr
}

/** 47-bit user addresses, as on x86-64 and on riscv64 with Sv48; the places are Linux's without randomization. */
export const DEFAULT_LAYOUT: MmapLayout = Object.freeze({
  minAddr: addr(0x10000),
  maxAddr: addr(0x7fff_ffff_f000),
  mmapTop: addr(0x7fff_f7ff_f000),
  brkStart: addr(0x5555_5556_0000),
})
