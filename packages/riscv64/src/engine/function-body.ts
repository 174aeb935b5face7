// FunctionBody: the instructions that are reached from one without calling anything, as far as they were executed before:
// those of a function, or of the rest of one.

import { PAGE_SIZE } from '@jvisor/abi'
import { decode, INSTRUCTIONS } from '../isa/decode.ts'
import type { Flow } from '../isa/instruction.ts'
import { endOf, type RegionInstruction } from './region-instruction.ts'

/** Instructions at most: what is larger takes too long to compile, and is seldom hot as a whole. */
const MAX_INSTRUCTIONS = 1000

/** What is known of the code around a page. */
export interface RegionSource {
  /** The bits of the instruction at an offset from the page; undefined if it was not executed. */
  bits(offset: number): number | undefined
}

export interface FunctionBody {
  /** Its first instruction's offset. */
  readonly entry: number
  /** Its blocks, by address, and their numbers by offset. */
  readonly runs: readonly (readonly RegionInstruction[])[]
  readonly numbers: ReadonlyMap<number, number>
  /** Offsets in the page at which control may come from elsewhere: the entry, and where calls come back. */
  readonly entries: readonly number[]
  /** Calls of a known function. */
  readonly calls: readonly RegionInstruction[]
  /** It returns to its caller. */
  readonly returns: boolean
  /** Instructions. */
  readonly size: number
}

/** The address of the next instruction, or that which millicode is called with, is where a function comes back. */
const [RA, T0] = [1, 5]

/** Control does not go straight on from it. */
const isEnd = (flow: Flow) => flow === 'jump' || flow === 'jump-register'

export const isCall = ({ instruction: { flow }, rd }: RegionInstruction) => isEnd(flow) && rd !== 0

export const isReturn = ({ instruction: { flow }, rd, rs1 }: RegionInstruction) =>
  flow === 'jump-register' && rd === 0 && (rs1 === RA || rs1 === T0)

const isInPage = (offset: number) => offset >= 0 && offset < PAGE_SIZE

/**
 * The body at `entry`; undefined if there is nothing to translate, or more than `most`. `followsCalls`: functions of the
 * same page that it calls are part of it.
 */
export function exploreBody(
  source: RegionSource,
  entry: number,
  followsCalls = false,
  most = Number.POSITIVE_INFINITY,
): FunctionBody | undefined {
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
      if (found.size > most) return undefined
      const { flow } = each.instruction
      const target = at + each.imm
      const follows = isCall(each) ? followsCalls && flow === 'jump' && isInPage(target) : isDirect(flow)
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
        if (isInPage(at)) entries.add(at)
        if (follows) entries.add(target)
      }
    }
  }
  if (found.size === 0) return undefined
  const runs = cut(
    [...found.values()].toSorted((x, y) => x.offset - y.offset),
    leaders,
  )
  const ends = runs.map((run) => run[run.length - 1])
  return {
    entry,
    runs,
    numbers: new Map(runs.map(([{ offset }], number) => [offset, number])),
    entries: [...entries],
    calls: ends.filter((each) => each.instruction.flow === 'jump' && isCall(each)),
    returns: ends.some(isReturn),
    size: found.size,
  }
}

const isDirect = (flow: Flow) => flow === 'jump' || flow === 'branch'

function cut(
  instructions: readonly RegionInstruction[],
  leaders: ReadonlySet<number>,
): RegionInstruction[][] {
  const runs: RegionInstruction[][] = []
  let last: RegionInstruction | undefined
  for (const each of instructions) {
    const goesOn = last !== undefined && endOf(last) === each.offset && isInSamePage(last, each)
    if (!goesOn || leaders.has(each.offset)) runs.push([])
    runs.at(-1)?.push(each)
    last = each
  }
  return runs
}

const isInSamePage = (a: RegionInstruction, b: RegionInstruction) =>
  Math.floor(a.offset / PAGE_SIZE) === Math.floor(b.offset / PAGE_SIZE)

/** An instruction that can be translated: it was executed, and does not stop the program. */
function decodeAt(source: RegionSource, offset: number): RegionInstruction | undefined {
  const bits = source.bits(offset)
  if (bits === undefined) return undefined
  const decoded = decode(bits)
  const instruction = INSTRUCTIONS[decoded.index]
  if (instruction === undefined || !TRANSLATED.has(instruction.flow)) return undefined
  return { ...decoded, offset, instruction }
}

const TRANSLATED: ReadonlySet<string> = new Set(['plain', 'branch', 'jump', 'jump-register'])
