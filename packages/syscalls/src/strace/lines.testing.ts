// Tests of lines of strace: calls, and what strace(1) printed of them. Not shipped.

import { READ_WRITE } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { type Argument, TestMachine } from '../machine.testing.ts'
import { Strace } from './strace.ts'

type Name = Parameters<TestMachine['start']>[0]
/** A call, what is in memory at P before it, and its line. */
export type Row = readonly [
  name: Name,
  args: readonly Argument[],
  words: readonly (number | bigint)[],
  line: string,
]

export const P = 0x10000000

/** A machine with a page at P that begins with these 64-bit words, and a pipe of 3 and 4. */
export function traced(words: readonly (number | bigint)[]) {
  const m = new TestMachine()
  m.map(1, READ_WRITE, P)
  for (let fd = 0; fd < 3; fd++) m.call('open', '/dev/null', 2)
  m.pipe()
  m.poke(P, new Uint8Array(BigInt64Array.from(words, (w) => BigInt.asIntN(64, BigInt(w))).buffer))
  const lines: string[] = []
  m.kernel.tracer = new Strace(({ line }) => lines.push(line))
  return { m, lines }
}

/** One test for each row. */
export const table = (rows: readonly Row[]) =>
  test.each(rows)('%s %o with %o', async (name, args, words, line) => {
    const { m, lines } = traced(words)
    await m.start(name, ...args)
    expect(lines).toEqual([line])
    expect(m.kernel.counters.sentryBugs).toBe(0)
  })
