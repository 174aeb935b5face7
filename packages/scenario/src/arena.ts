// Where a scenario's memory lies: the same addresses on every kernel, far from what else a host process has mapped.

import { PAGE_SIZE } from '@jvisor/abi'

/** The mappings of a scenario. */
export const ARENA = 0x2_0000_0000
export const ARENA_PAGES = 8192
export const ARENA_END = ARENA + ARENA_PAGES * PAGE_SIZE

/** Memory of the player's own: strings and arrays that are written as arguments. Nothing else is near. */
export const SCRATCH = 0x3_0000_0000
export const SCRATCH_BYTES = 256 * 1024

/** Where a kernel that runs the tasks' own code has it, and how much else may lie there. */
export const AGENT = 0x3_8000_0000
export const AGENT_BYTES = 0x40_0000
/** A handler that does nothing but note the signal, and what it returns to. */
export const SIGNAL_HANDLER = AGENT + 0x80
export const SIGNAL_RESTORER = AGENT + 0xa0

/** True if an address is one that a scenario's mappings can have. */
export function inArena(at: number): boolean {
  return at >= ARENA && at < ARENA_END
}
