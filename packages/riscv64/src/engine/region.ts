// Region: the part of a page of code that becomes one function: what is reached from an instruction without leaving the
// page, cut into blocks where something jumps to, or from.

import { PAGE_SIZE } from '@jvisor/abi'
import { type Decoded, decode, INSTRUCTIONS, lengthOf } from '../isa/decode.ts'
import type { Flow, Instruction } from '../isa/instruction.ts'

/** Instructions of a region at most: what is larger takes too long to compile, and is seldom hot as a whole. */
const MAX_INSTRUCTIONS = 1000

/**
 * Instructions of a region at most that has functions besides its own. Calls within a region are cheap, but each way in and
 * out of it has to load and store the registers of all its functions.
 */
const MAX_WITH_CALLS = 150

/** An instruction of a region. */
export interface RegionInstruction extends Readonly<Decoded> {
  /** Bytes from the start of the page. */
  readonly offset: number
  readonly instruction: Instruction
}

/** What is executed as a whole, unless an instruction faults; only the last one can jump. */
export interface RegionBlock {
  readonly instructions: readonly RegionInstruction[]
  /** The number of the block of the region to which its last instruction jumps or branches; undefined: that leaves it. */
  readonly target: number | undefined
  /** The number of the block to which it goes straight on. */
  readonly follower: number | undefined
  /** Both, as far as there are. */
  readonly next: readonly number[]
  /** The number of the block of the region that it calls, if it does. */
  readonly called: number | undefined
}

export interface Region {
  /** By address. */
  readonly blocks: readonly RegionBlock[]
  /** Numbers of the blocks at which it can be entered: where it was found, what it calls, where calls come back. */
  readonly entries: readonly number[]
  /** It calls functions that are in it: what jumps to an address may come to one of the entries. */
  readonly hasCalls: boolean
}

/** What is known of a page: its words, and which offsets were ever executed. */
export interface RegionSource {
  /** The 16 bits at an offset. */
  half(offset: number): number
  isKnown(offset: number): boolean
}

/** Offset of a block, and of what comes after an instruction. */
export const startOf = ({ instructions }: RegionBlock) => instructions[0].offset
export const endOf = ({ offset, length }: RegionInstruction) => offset + length

/** Whether a jump or a branch stays in the page. */
const isNear = (flow: Flow, target: number) =>
  (flow === 'branch' || flow === 'jump') && target >= 0 && target < PAGE_SIZE

/** Control does not go straight on from it. */
const isEnd = (flow: Flow) => flow === 'jump' || flow === 'jump-register'

const isCall = ({ instruction: { flow }, rd }: RegionInstruction) => isEnd(flow) && rd !== 0

/** The region that is entered at `entry`; undefined if there is nothing to translate. */
export function findRegion(source: RegionSource, entry: number): Region | undefined {
  const whole = search(source, entry, true)
  if (whole === undefined || !whole.hasCalls) return whole
  const size = whole.blocks.reduce((sum, { instructions }) => sum + instructions.length, 0)
  return size > MAX_WITH_CALLS ? search(source, entry, false) : whole
}

function search(source: RegionSource, entry: number, followsCalls: boolean): Region | undefined {
  const found = new Map<number, RegionInstruction>()
  const leaders = new Set([entry])
  const entries = new Set([entry])
  const open = [entry]
  while (open.length > 0 && found.size < MAX_INSTRUCTIONS) {
    let at = open.pop() ?? 0
    while (!found.has(at) && found.size < MAX_INSTRUCTIONS) {
      const each = decodeAt(source, at)
      if (each === undefined) break
      found.set(at, each)
      const { flow } = each.instruction
      const target = at + each.imm
      const follows = isNear(flow, target) && (followsCalls || !isCall(each))
      if (follows) {
        leaders.add(target)
        open.push(target)
      }
      at = endOf(each)
      if (flow === 'branch') leaders.add(at)
      if (isEnd(flow)) {
        if (!isCall(each)) break
        // A call comes back.
        leaders.add(at)
        entries.add(at)
        if (follows) entries.add(target)
      }
    }
  }
  if (found.size === 0) return undefined
  const instructions = [...found.values()].toSorted((x, y) => x.offset - y.offset)
  return cut(instructions, leaders, [...entries], followsCalls)
}

function cut(
  instructions: readonly RegionInstruction[],
  leaders: ReadonlySet<number>,
  entries: readonly number[],
  followsCalls: boolean,
): Region {
  const runs: RegionInstruction[][] = []
  for (const each of instructions) {
    const last = runs.at(-1)?.at(-1)
    if (last === undefined || leaders.has(each.offset) || endOf(last) !== each.offset) runs.push([])
    runs.at(-1)?.push(each)
  }
  const numbers = new Map(runs.map(([{ offset }], number) => [offset, number]))
  const blocks = runs.map((run): RegionBlock => {
    const last = run[run.length - 1]
    const { flow } = last.instruction
    const offset = last.offset + last.imm
    const jumped = isNear(flow, offset) ? numbers.get(offset) : undefined
    const called = isCall(last) && followsCalls ? jumped : undefined
    const target = isCall(last) ? undefined : jumped
    const follower = isEnd(flow) ? undefined : numbers.get(endOf(last))
    return { instructions: run, target, follower, next: [target, follower].filter(isKnown), called }
  })
  return {
    blocks,
    entries: entries.map((offset) => numbers.get(offset)).filter(isKnown),
    hasCalls: blocks.some(({ called }) => called !== undefined),
  }
}

const isKnown = (number: number | undefined) => number !== undefined

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
