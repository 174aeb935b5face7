// Every instruction, and random sequences, against qemu-riscv64: register by register. The digests of qemu's results
// are recorded for the tests that have no qemu (vitest -u writes them anew).

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { execute } from '../../packages/riscv64/src/hart.testing.ts'
import { programOf, TESTED } from '../../packages/riscv64/src/instruction-programs.testing.ts'
import { elfOf, type Program } from '../../packages/riscv64/src/programs.testing.ts'
import { RANDOM_PROGRAMS, randomProgram } from '../../packages/riscv64/src/random-programs.testing.ts'

const MORE_RANDOM_PROGRAMS = 150
const work = mkdtempSync(join(tmpdir(), 'riscv64-'))
const lines: string[] = []

afterAll(() => rmSync(work, { recursive: true }))

/** What a program leaves under qemu. */
function reference(program: Program): Uint8Array {
  const file = join(work, 'program')
  writeFileSync(file, elfOf(program), { mode: 0o755 })
  return execFileSync('qemu-riscv64-static', [file], { maxBuffer: 1 << 26 })
}

const longs = (bytes: Uint8Array) =>
  Array.from(new BigUint64Array(bytes.slice().buffer), (v, i) => `${i}: ${v.toString(16)}`)

function compare(name: string, program: Program): void {
  const want = reference(program)
  lines.push(`${name} ${createHash('sha256').update(want).digest('hex').slice(0, 16)}`)
  for (const translated of [false, true]) {
    const got = execute(program, translated)
    if (Buffer.compare(want, got) !== 0)
      expect(longs(got), `${name}, translated: ${translated}`).toEqual(longs(want))
  }
}

test.each(TESTED.map((instruction) => [instruction.name, instruction] as const))(
  '%s',
  (name, instruction) => {
    compare(name, programOf(instruction))
  },
)

test('random programs', () => {
  for (let seed = 1; seed <= RANDOM_PROGRAMS; seed++) compare(`random-${seed}`, randomProgram(seed))
})

test('the record is that of qemu', async () => {
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(
    '../../packages/riscv64/src/instructions.recorded.txt',
  )
})

test('more random programs', () => {
  for (let i = 1; i <= MORE_RANDOM_PROGRAMS; i++) {
    const seed = 1000 + i
    const program = randomProgram(seed)
    const want = longs(reference(program))
    expect(longs(execute(program)), `seed ${seed}`).toEqual(want)
    expect(longs(execute(program, true)), `seed ${seed}, translated`).toEqual(want)
  }
}, 120_000)
