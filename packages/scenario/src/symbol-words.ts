// Addresses in the mappings of a scenario by name: "buf", "buf+16", "buf.end".

import { PLAIN_WORDS, type Words } from './layers/words.ts'
import type { Scenario } from './schema.ts'

/** `symbols`: what the names mean, as the player has them. An address in no mapping is a number. */
export function symbolWords({ memory }: Scenario, symbols: ReadonlyMap<string, bigint>): Words {
  const mappings = Object.keys(memory).map((name) => ({
    name,
    start: Number(symbols.get(name)),
    end: Number(symbols.get(`${name}.end`)),
  }))
  return {
    address(at) {
      const inside = mappings.find(({ start, end }) => at >= start && at < end)
      if (inside !== undefined)
        return at === inside.start ? inside.name : `${inside.name}+${at - inside.start}`
      const before = mappings.find(({ end }) => at === end)
      return before === undefined ? PLAIN_WORDS.address(at) : `${before.name}.end`
    },
  }
}
