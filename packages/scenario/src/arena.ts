// Where a scenario's memory lies: the same addresses on every kernel, far from what else a host process has mapped.

import { PAGE_SIZE } from '@jvisor/abi'

/** The mappings of a scenario. */
export const ARENA = 0x2_0000_0000
/** Pages that belong to it; all that there are room for, if mappings need more. */
export const ARENA_PAGES = 8192
/** Room for as many mappings as a kernel allows (65 530), with holes between them. */
export const MOST_ARENA_PAGES = 1 << 18

/** Memory of the player's own: strings and arrays that are written as arguments. Nothing else is near. */
export const SCRATCH = 0x3_0000_0000
export const SCRATCH_BYTES = 256 * 1024

/** Where a kernel that runs the tasks' own code has it, and how much else may lie there. */
export const AGENT = 0x3_8000_0000
export const AGENT_BYTES = 0x40_0000
/** A handler that does nothing but note the signal, and what it returns to. */
export const SIGNAL_HANDLER = AGENT + 0x80
export const SIGNAL_RESTORER = AGENT + 0xa0

/** A mapping that is made as often as it says. */
interface Repeated {
  readonly page?: number | undefined
  readonly pages: number
  readonly times: number
  readonly apart?: number | undefined
}

/** Pages from the beginning of one to that of the next. */
export const apartOf = ({ pages, apart = pages + 1 }: Repeated): number => apart

/** Pages from the beginning of the first to the end of the last. */
export const spanOf = (mapping: Repeated): number => (mapping.times - 1) * apartOf(mapping) + mapping.pages

/** The first page of each mapping: the one that it wants, or the one past a hole after the last. */
export function firstPages(memory: Readonly<Record<string, Repeated>>): ReadonlyMap<string, number> {
  let page = 1
  return new Map(
    Object.entries(memory).map(([name, mapping]) => {
      const first = mapping.page ?? page
      page = first + spanOf(mapping) + 1
      return [name, first]
    }),
  )
}

/** Where the arena of a scenario ends. */
export function arenaEnd(memory: Readonly<Record<string, Repeated>>): number {
  const first = firstPages(memory)
  const fits = Object.entries(memory).every(
    ([name, mapping]) => (first.get(name) ?? 0) + spanOf(mapping) <= ARENA_PAGES,
  )
  return ARENA + (fits ? ARENA_PAGES : MOST_ARENA_PAGES) * PAGE_SIZE
}
