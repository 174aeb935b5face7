// Which registers a region needs when it is entered, and which it has to store when it is left.

import type { Expr, Statement } from '@jvisor/wasm'
import { conditionOf, semanticsOf } from './record-names.ts'
import type { Region } from './region.ts'
import type { RegionInstruction } from './region-instruction.ts'
import { FIELDS, type Field, registerOf } from './region-names.ts'

/** A set of registers: integers in the first 32 bits, floating point in the others. */
export type Registers = readonly [integers: number, floats: number]

export interface Liveness {
  /** Of each block: what must be in the locals where it begins. */
  readonly needed: readonly Registers[]
  /** Of each block: what may have been written since the region was entered, up to the block's end. */
  readonly written: readonly Registers[]
}

/** The members of a set. */
export function registersIn([integers, floats]: Registers): number[] {
  const list: number[] = []
  for (let i = 0; i < 32; i++) if ((integers >>> i) & 1) list.push(i)
  for (let i = 0; i < 32; i++) if ((floats >>> i) & 1) list.push(32 + i)
  return list
}

export function union(a: Registers, b: Registers): Registers {
  return [a[0] | b[0], a[1] | b[1]]
}

/** A block as far as one half of the registers goes. */
interface Summary {
  /** What is read before it is written. */
  reads: number
  writes: number
  /** What was written surely before each place at which the region can be left. */
  readonly exits: number[]
}

/** `jumps`: blocks that a jump to an address may come to. */
export function liveness({ blocks }: Region, jumps: readonly number[]): Liveness {
  const next = blocks.map(({ instructions, next: known, called }) => {
    if (called !== undefined) return [called]
    return instructions[instructions.length - 1].instruction.flow === 'jump-register'
      ? [...jumps, ...known]
      : known
  })
  const halves = [0, 1].map((half) => {
    const summaries = blocks.map(({ instructions }) => summarize(instructions, half))
    return solve(summaries, next)
  })
  const both = (what: 'needed' | 'written') =>
    blocks.map((_, b): Registers => [halves[0][what][b], halves[1][what][b]])
  return { needed: both('needed'), written: both('written') }
}

function solve(summaries: readonly Summary[], next: readonly (readonly number[])[]) {
  const written = summaries.map(({ writes }) => writes)
  for (let changed = true; changed; ) {
    changed = false
    next.forEach((list, from) => {
      for (const to of list) {
        const more = written[to] | written[from]
        changed ||= more !== written[to]
        written[to] = more
      }
    })
  }
  // Whatever is stored where the region is left has to be right there.
  const own = summaries.map(({ reads, exits }, b) =>
    exits.reduce((all, before) => all | (written[b] & ~before), reads),
  )
  const needed = own.slice()
  for (let changed = true; changed; ) {
    changed = false
    for (let b = next.length - 1; b >= 0; b--) {
      const after = next[b].reduce((all, to) => all | needed[to], 0)
      const more = own[b] | (after & ~summaries[b].writes)
      changed ||= more !== needed[b]
      needed[b] = more
    }
  }
  return { needed, written }
}

function summarize(instructions: readonly RegionInstruction[], half: number): Summary {
  const summary: Summary = { reads: 0, writes: 0, exits: [] }
  for (const each of instructions) {
    const { reads, writes } = operandsOf(each)
    const mask = (fields: readonly Field[]) =>
      fields.reduce((all, field) => {
        const register = registerOf(each, field)
        return register === 0 || register >> 5 !== half ? all : all | (1 << (register & 31))
      }, 0)
    summary.reads |= mask(reads) & ~summary.writes
    if (each.instruction.sideEffects && each.instruction.flow === 'plain') summary.exits.push(summary.writes)
    summary.writes |= mask(writes)
  }
  summary.exits.push(summary.writes)
  return summary
}

interface Operands {
  readonly reads: readonly Field[]
  readonly writes: readonly Field[]
}

const operands = new Map<number, Operands>()

/** The operands that are registers. */
function operandsOf({ index, instruction }: RegionInstruction): Operands {
  let known = operands.get(index)
  if (known === undefined) {
    known = findOperands(instruction.flow, instruction.semantics)
    operands.set(index, known)
  }
  return known
}

function findOperands(flow: string, semantics: string): Operands {
  if (flow === 'jump') return { reads: [], writes: ['rd'] }
  if (flow === 'jump-register') return { reads: ['rs1'], writes: ['rd'] }
  const reads = new Set<Field>()
  const writes = new Set<Field>()
  const expression = (e: Expr): void => {
    if (e.kind === 'name' && e.name in FIELDS) reads.add(e.name as Field)
    else if (e.kind === 'call') e.args.forEach(expression)
    else if (e.kind === 'unary') expression(e.a)
    else if (e.kind === 'binary') [e.a, e.b].forEach(expression)
    else if (e.kind === 'choice') [e.c, e.a, e.b].forEach(expression)
  }
  const statement = (s: Statement): void => {
    if (s.kind === 'set' && s.name in FIELDS) writes.add(s.name as Field)
    if (s.kind === 'if' || s.kind === 'while') expression(s.c)
    else if (s.value !== undefined) expression(s.value)
    if (s.kind === 'if') [...s.then, ...s.otherwise].forEach(statement)
    else if (s.kind === 'while') s.body.forEach(statement)
  }
  if (flow === 'branch') expression(conditionOf(semantics))
  else semanticsOf(semantics).forEach(statement)
  return { reads: [...reads], writes: [...writes] }
}
