// Running a program that notes what it sees, and looking at what it leaves behind. Not shipped.

import type { Holdings } from '@jvisor/kernel'
import type { Guest } from './guest.ts'
import { Machine } from './machine.ts'

/** A program that notes values, for a test to compare. */
export type NotingMain = (guest: Guest, note: (...values: unknown[]) => void) => unknown

export interface Noted {
  readonly notes: readonly unknown[]
  readonly code: number
  readonly signal: number
  readonly machine: Machine
}

/** Runs a program until every task is gone; `prepare` makes the machine ready for it. @throws Error if it leaves anything behind, or the sentry threw */
export async function noted(main: NotingMain, prepare?: (machine: Machine) => void): Promise<Noted> {
  const machine = new Machine({ memoryBytes: 64 << 20 })
  prepare?.(machine)
  const { kernel } = machine
  const before = kernel.holdings()
  const notes: unknown[] = []
  const process = machine.spawn(async (g) => {
    const status = await main(g, (...values) => notes.push(...values))
    return typeof status === 'number' ? status : 0
  })
  const { code, signal } = await process.exited
  for (let i = 0; i < 1000 && kernel.tasks.size > 0; i++) await kernel.yieldToHost()
  const left = kernel.holdings()
  const wrong = Object.entries(left).filter(([what, n]) => n !== before[what as keyof Holdings])
  if (wrong.length > 0) throw new Error(`left behind: ${wrong.map(([what, n]) => `${what} ${n}`).join(', ')}`)
  return { notes, code, signal, machine }
}

/** An int at an address, as the call that fills it in leaves it. */
export function intAt(guest: Guest, fill: (at: number) => unknown): number {
  const at = guest.malloc(4)
  fill(at)
  return guest.load32(at)
}
