// What each instruction does, and random sequences of them: compared with what qemu-riscv64 does, whose results are
// recorded as digests. guests/riscv64/instructions.test.ts makes the record, and says where a difference lies.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { execute } from './hart.testing.ts'
import { programOf, TESTED } from './instruction-programs.testing.ts'
import { RANDOM_PROGRAMS, randomProgram } from './random-programs.testing.ts'

const recorded = new Map(
  readFileSync(new URL('./instructions.recorded.txt', import.meta.url), 'utf8')
    .split('\n')
    .map((line) => line.split(' ') as [string, string]),
)
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

test.each(TESTED.map((instruction) => [instruction.name, instruction] as const))(
  '%s',
  (name, instruction) => {
    const program = programOf(instruction)
    expect(digest(execute(program))).toBe(recorded.get(name))
    expect(digest(execute(program, true)), 'translated').toBe(recorded.get(name))
  },
)

test(`${RANDOM_PROGRAMS} random programs`, () => {
  for (let seed = 1; seed <= RANDOM_PROGRAMS; seed++) {
    const program = randomProgram(seed)
    expect(digest(execute(program)), `seed ${seed}`).toBe(recorded.get(`random-${seed}`))
    expect(digest(execute(program, true)), `seed ${seed}, translated`).toBe(recorded.get(`random-${seed}`))
  }
})
