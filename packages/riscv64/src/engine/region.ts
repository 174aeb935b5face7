// Region: the part of a program that becomes one function: what is reached from an instruction, in its page of code and
// in others, cut into blocks where something jumps to, or from; and short functions that it calls, each time anew.

import { PAGE_SIZE } from '@jvisor/abi'
import { exploreBody, type FunctionBody, isCall, isReturn, type RegionSource } from './function-body.ts'
import type { RegionInstruction } from './region-instruction.ts'
import { endOf } from './region-instruction.ts'

/**
 * Instructions of a region at most that has functions besides its own that call each other. Calls within a region are
 * cheap, but each way in and out of it has to load and store the registers of all its functions.
 */
const MAX_WITH_CALLS = 150

/** Instructions at most of a function that is made part of its callers, of a region with such, and how deep they call. */
const MAX_INLINED = 100
const MAX_WITH_INLINED = 500
const MAX_DEPTH = 2

/** What is executed as a whole, unless an instruction faults; only the last one can jump. */
export interface RegionBlock {
  readonly instructions: readonly RegionInstruction[]
  /**
   * The number of the block of the region to which its last instruction jumps or branches, or which it calls if that
   * function is part of this one; undefined: that leaves the region.
   */
  readonly target: number | undefined
  /** The number of the block to which it goes straight on. */
  readonly follower: number | undefined
  /** The number of the block after the call of the function that it returns from, if that is part of its caller. */
  readonly back: number | undefined
  /** All three, as far as there are. */
  readonly next: readonly number[]
  /** The number of the block that it calls, of a function that has its own calls come back by address. */
  readonly called: number | undefined
}

export interface Region {
  readonly blocks: readonly RegionBlock[]
  /** Numbers of the blocks at which it can be entered: where it was found, what it calls, where calls come back. */
  readonly entries: readonly number[]
  /** It calls functions that call each other: what jumps to an address may come to one of the entries. */
  readonly hasCalls: boolean
}

/** Offset of a block. */
export const startOf = ({ instructions }: RegionBlock) => instructions[0].offset

/** The page that an offset lies in; the region's own is 0. */
export const pageOf = (offset: number) => Math.floor(offset / PAGE_SIZE)

/** A function while it is called, as part of the region. */
interface Activation {
  readonly body: FunctionBody
  /** The number of its first block. */
  readonly first: number
  /** The call, and where; undefined for the region's own. */
  readonly caller: Activation | undefined
  readonly call: RegionInstruction | undefined
  readonly depth: number
  readonly callees: Map<RegionInstruction, Activation>
}

/** The region that is entered at `entry`; undefined if there is nothing to translate. */
export function findRegion(source: RegionSource, entry: number): Region | undefined {
  const own = exploreBody(source, entry)
  if (own === undefined) return undefined
  const { activations, isRecursive } = activate(source, own)
  if (isRecursive) {
    const whole = exploreBody(source, entry, true)
    if (whole !== undefined && whole.size <= MAX_WITH_CALLS) return regionOf([activation(whole, 0)], true)
  }
  return regionOf(activations, false)
}

function activation(body: FunctionBody, first: number, caller?: Activation, call?: RegionInstruction) {
  const depth = caller === undefined ? 0 : caller.depth + 1
  return { body, first, caller, call, depth, callees: new Map<RegionInstruction, Activation>() }
}

/** The functions that become part of the region, each before those that it calls. */
function activate(source: RegionSource, own: FunctionBody) {
  const bodies = new Map<number, FunctionBody | undefined>()
  const bodyOf = (offset: number) => {
    if (!bodies.has(offset)) bodies.set(offset, exploreBody(source, offset, false, MAX_INLINED))
    return bodies.get(offset)
  }
  const root = activation(own, 0)
  const activations: Activation[] = [root]
  let { size } = own
  let blocks = own.runs.length
  let isRecursive = false
  for (const caller of activations) {
    for (const call of caller.body.calls) {
      const body = bodyOf(call.offset + call.imm)
      if (body === undefined || !body.returns) continue
      if (body.numbers.has(own.entry)) isRecursive = true
      if (caller.depth === MAX_DEPTH || size + body.size > MAX_WITH_INLINED || isActive(body, caller))
        continue
      const callee = activation(body, blocks, caller, call)
      caller.callees.set(call, callee)
      activations.push(callee)
      size += body.size
      blocks += body.runs.length
    }
  }
  return { activations, isRecursive }
}

function isActive(body: FunctionBody, caller: Activation): boolean {
  for (let at: Activation | undefined = caller; at !== undefined; at = at.caller)
    if (at.body === body || body.numbers.has(at.body.entry)) return true
  return false
}

/** `hasCalls`: calls go to blocks of the same body, and come back by address. */
function regionOf(activations: readonly Activation[], hasCalls: boolean): Region {
  const blocks = activations.flatMap((each) => each.body.runs.map((run) => blockOf(each, run, hasCalls)))
  const [{ body }] = activations
  const entries = body.entries
    .map((offset) => body.numbers.get(offset))
    .filter((number) => number !== undefined)
  // What comes after calls that leave the region is another region's, unless this one's own function makes them.
  const reached = [...new Set(entries)]
  for (const number of reached)
    for (const to of blocks[number].next) if (!reached.includes(to)) reached.push(to)
  reached.sort((a, b) => a - b)
  const renamed = new Map(reached.map((number, i) => [number, i]))
  const rename = (number: number | undefined) => (number === undefined ? undefined : renamed.get(number))
  const renameAll = (numbers: readonly number[]) => numbers.map((number) => renamed.get(number) ?? 0)
  return {
    blocks: reached.map((number) => {
      const { instructions, target, follower, back, next, called } = blocks[number]
      return {
        instructions,
        target: rename(target),
        follower: rename(follower),
        back: rename(back),
        next: renameAll(next),
        called: rename(called),
      }
    }),
    entries: renameAll(entries),
    hasCalls: blocks.some(({ called }) => called !== undefined),
  }
}

const entryOf = ({ body, first }: Activation) => first + (body.numbers.get(body.entry) ?? 0)

function blockOf(
  { body, first, caller, call, callees }: Activation,
  instructions: readonly RegionInstruction[],
  hasCalls: boolean,
): RegionBlock {
  const numberOf = (offset: number, at = first, of = body) => {
    const number = of.numbers.get(offset)
    return number === undefined ? undefined : at + number
  }
  const last = instructions[instructions.length - 1]
  const { flow } = last.instruction
  const isDirect = flow === 'jump' || flow === 'branch'
  const jumped = isDirect ? numberOf(last.offset + last.imm) : undefined
  const called = isCall(last) && hasCalls ? jumped : undefined
  const callee = callees.get(last)
  const target = callee === undefined ? (isCall(last) ? undefined : jumped) : entryOf(callee)
  const follower = flow === 'plain' || flow === 'branch' ? numberOf(endOf(last)) : undefined
  const returns = isReturn(last) && caller !== undefined && call !== undefined
  const back = returns ? numberOf(endOf(call), caller.first, caller.body) : undefined
  const next = [target, follower, back].filter((number) => number !== undefined)
  return { instructions, target, follower, back, next, called }
}
