// Access groups: loads, or stores, of a block that are relative to the same value of a register, as those of a function's
// frame are. One look into the TLB serves all of them: most of such a group lies in one page. If it does not, or the TLB
// does not have it, each takes the slow way; and so do the others of every group after whatever may change the TLB.

import type { Instruction } from '../isa/instruction.ts'
import { ACCESSES, type Access } from './memory-access.ts'
import type { RegionInstruction } from './region-instruction.ts'

/** Bytes from the first to the last of a group: larger ones too often leave a page. */
const MAX_SPAN = 256

export interface AccessGroup {
  /** The smallest distance from the register, and bytes from there to the end of the last. */
  readonly start: number
  readonly span: number
  readonly members: readonly RegionInstruction[]
}

interface Growing {
  start: number
  end: number
  readonly members: RegionInstruction[]
}

/** The groups of a block, by instruction; what is alone is in none. */
export function accessGroups(
  instructions: readonly RegionInstruction[],
): ReadonlyMap<RegionInstruction, AccessGroup> {
  const groups = new Map<RegionInstruction, AccessGroup>()
  const open = new Map<number, Growing>()
  const close = (key: number) => {
    const group = open.get(key)
    open.delete(key)
    if (group === undefined || group.members.length < 2) return
    const { start, end, members } = group
    const closed = { start, span: end - start, members }
    for (const each of members) groups.set(each, closed)
  }
  for (const each of instructions) {
    const access = accessOf(each.instruction)
    if (access !== undefined) {
      const { size, isStore } = access
      const key = keyOf(each.rs1, isStore)
      const { imm } = each
      const group = open.get(key)
      const start = Math.min(group?.start ?? imm, imm)
      const end = Math.max(group?.end ?? imm, imm + size)
      if (group === undefined || end - start > MAX_SPAN) {
        close(key)
        open.set(key, { start: imm, end: imm + size, members: [each] })
      } else {
        group.start = start
        group.end = end
        group.members.push(each)
      }
    }
    if (writesInteger(each)) for (const stores of [false, true]) close(keyOf(each.rd, stores))
  }
  for (const key of [...open.keys()]) close(key)
  return groups
}

const accesses = new Map<Instruction, Access | undefined>()

/** The load or store that an instruction is. */
export function accessOf(instruction: Instruction): Access | undefined {
  if (!accesses.has(instruction))
    accesses.set(instruction, ACCESSES.get(/(\w+)\(rs1 \+ imm\b/.exec(instruction.semantics)?.[1] ?? ''))
  return accesses.get(instruction)
}

const keyOf = (register: number, stores: boolean) => 2 * register + Number(stores)

/** Instructions without rd have 0 there; those whose rd is of floating point count as well, which does no harm. */
function writesInteger({ rd, instruction }: RegionInstruction): boolean {
  return rd !== 0 && instruction.format !== 's' && instruction.format !== 'b'
}
