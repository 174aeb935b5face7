// Region: the part of a page of code that becomes one function: what is reached from an instruction without leaving the
// page, in the order of addresses, cut into blocks where something jumps to.

import { PAGE_SIZE } from '@jvisor/abi'
import { type Decoded, decode, INSTRUCTIONS, lengthOf } from '../isa/decode.ts'
import type { Instruction } from '../isa/instruction.ts'

/** Instructions of a region at most: what is larger takes too long to compile, and is seldom hot as a whole. */
const MAX_INSTRUCTIONS = 1000

/** An instruction of a region. */
export interface RegionInstruction extends Readonly<Decoded> {
  /** Bytes from the start of the page. */
  readonly offset: number
  readonly instruction: Instruction
}

export interface Region {
  /** By address. */
  readonly instructions: readonly RegionInstruction[]
  /** Offsets at which blocks begin, by address; a block's number is its index. */
  readonly leaders: readonly number[]
}

/** What is known of a page: its words, and which offsets were ever executed. */
export interface RegionSource {
  /** The 16 bits at an offset. */
  half(offset: number): number
  isKnown(offset: number): boolean
}

/** The region that is entered at `entry`; undefined if there is nothing to translate. */
export function findRegion(source: RegionSource, entry: number): Region | undefined {
  const found = new Map<number, RegionInstruction>()
  const leaders = new Set([entry])
  const open = [entry]
  while (open.length > 0 && found.size < MAX_INSTRUCTIONS) {
    let at = open.pop() ?? 0
    while (!found.has(at) && found.size < MAX_INSTRUCTIONS) {
      const next = decodeAt(source, at)
      if (next === undefined) break
      found.set(at, next)
      const { flow } = next.instruction
      const target = at + next.imm
      const near = (flow === 'branch' || flow === 'jump') && target >= 0 && target < PAGE_SIZE
      if (near) {
        leaders.add(target)
        open.push(target)
      }
      at += next.length
      if (flow === 'jump' || flow === 'jump-register') {
        // A call comes back.
        if (next.rd === 0) break
        leaders.add(at)
      }
    }
  }
  if (found.size === 0) return undefined
  const instructions = [...found.values()].toSorted((a, b) => a.offset - b.offset)
  return { instructions, leaders: [...leaders].filter((at) => found.has(at)).toSorted((a, b) => a - b) }
}

/** An instruction that can be translated: it was executed, lies in the page as a whole, and does not stop the program. */
function decodeAt(source: RegionSource, offset: number): RegionInstruction | undefined {
  if (offset >= PAGE_SIZE || !source.isKnown(offset)) return undefined
  let bits = source.half(offset)
  if (lengthOf(bits) === 4) {
    if (offset + 4 > PAGE_SIZE) return undefined
    bits |= source.half(offset + 2) << 16
  }
  const decoded = decode(bits)
  const instruction = INSTRUCTIONS[decoded.index]
  if (instruction === undefined || !TRANSLATED.has(instruction.flow)) return undefined
  return { ...decoded, offset, instruction }
}

const TRANSLATED: ReadonlySet<string> = new Set(['plain', 'branch', 'jump', 'jump-register'])
