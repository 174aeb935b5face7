// Functions that become part of what calls them, and regions of several pages: that they do what the interpreter does,
// wherever functions return to, and that they end with any of the pages that they were made of.

import { PAGE_SIZE } from '@jvisor/abi'
import { MemoryManager } from '@jvisor/mm'
import { type AccessType, addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { load, type Machine, map, translateAtOnce } from '../hart.testing.ts'
import { CODE, Code, DATA, randomSource } from '../programs.testing.ts'
import { newHartState } from './hart.ts'
import * as stop from './layout.ts'

const [RA, SP, T0, A0, A1] = [1, 2, 5, 10, 11]
const READ_EXECUTE = 5 as AccessType
/** Where the function is that {@link caller} calls. */
const CALLEE = CODE + PAGE_SIZE

/** a0 = 0; 100 times: calls CALLEE. */
function caller(): Code {
  const code = new Code().li(A1, 100).li(A0, 0)
  const start = code.length
  code.op('jal', { rd: RA, imm: PAGE_SIZE - code.length }).op('addi', { rd: A1, rs1: A1, imm: -1 })
  return code.back('bne', A1, 0, start).op('ecall')
}

/** a0 += step */
const adding = (step: number) => new Code().op('addi', { rd: A0, rs1: A0, imm: step }).op('jalr', { rs1: RA })

function addressSpace(machine: Machine, step: number): Machine {
  const mm = new MemoryManager(machine.file)
  map(mm, CODE, 2 * PAGE_SIZE, 7)
  mm.copyOut(addr(CODE), caller().bytes)
  mm.copyOut(addr(CALLEE), adding(step).bytes)
  return { ...machine, mm }
}

function machineOf(code: Code): Machine {
  const machine = load({ code: code.bytes, data: new Uint8Array(3 * PAGE_SIZE), outLength: 0 })
  translateAtOnce(machine.hart)
  return machine
}

const register = ({ hart }: Machine, index: number) => hart.address(hart.layout.REGS + 8 * index)

/** Runs from CODE until an ecall. @returns a0 */
function run({ hart, mm, file }: Machine): number {
  hart.acquire(newHartState(), mm)
  hart.pc = CODE
  expect(hart.run()).toBe(stop.STOP_ECALL)
  return register({ hart, mm, file }, A0)
}

test('a function of another page is called as it is there, in each address space', () => {
  const machine = machineOf(caller())
  const spaces = [1, 2, 3].map((step) => addressSpace(machine, step))
  expect(run(spaces[0])).toBe(100)
  for (let round = 0; round < 3; round++) expect(spaces.map((each) => run(each))).toEqual([100, 200, 300])
})

test('and as it is after fence.i', () => {
  const machine = addressSpace(machineOf(caller()), 1)
  for (const step of [1, 2, 3, 1, 2, 3]) {
    machine.mm.copyOut(addr(CALLEE), adding(step).bytes)
    machine.hart.acquire(newHartState(), machine.mm)
    machine.hart.flushInstructions()
    expect([run(machine), run(machine)]).toEqual([100 * step, 100 * step])
  }
})

test('what is not there any more, or cannot be executed, faults where it is called', () => {
  const machine = addressSpace(machineOf(caller()), 1)
  const { mm, hart } = machine
  const refuse = [
    () => mm.mprotect(addr(CALLEE), PAGE_SIZE, 3 as AccessType),
    () => mm.munmap(addr(CALLEE), PAGE_SIZE),
  ]
  for (const each of refuse) {
    mm.mprotect(addr(CALLEE), PAGE_SIZE, READ_EXECUTE)
    expect([run(machine), run(machine)]).toEqual([100, 100])
    each()
    hart.pc = CODE
    expect(hart.run()).toBe(stop.STOP_FAULT)
    expect([hart.pc, hart.faultAddress, register(machine, RA), register(machine, A0)]).toEqual([
      CALLEE,
      CALLEE,
      CODE + 12,
      0,
    ])
  }
})

/**
 * Functions that call later ones, over several pages, with instructions that lie in two; some return now and
 * then to after the place to which they should.
 */
function functions(seed: number): Code {
  const random = randomSource(seed * 0x9e3779b1)
  const below = (limit: number) => random() % limit
  const code = new Code()
  const [COUNT, SIZE] = [16, 40]
  const placeOf = (index: number) => 256 + index * SIZE * 4 * 3 + (index % 3) * 2
  const pad = (until: number) => {
    if ((until - code.length) % 4 !== 0) code.half(1)
    while (code.length < until) code.op('addi')
  }
  const call = (index: number) => {
    code.op('jal', { rd: RA, imm: placeOf(index) - code.length })
    code.op('addi', { rd: A0, rs1: A0, imm: index + 1 })
  }
  code
    .li(SP, DATA + 2 * PAGE_SIZE)
    .li(A1, 20)
    .li(A0, seed)
  const start = code.length
  for (let i = 0; i < 4; i++) call(below(COUNT))
  code.op('addi', { rd: A1, rs1: A1, imm: -1 }).back('bne', A1, 0, start).op('ecall')
  for (let index = 0; index < COUNT; index++) {
    pad(placeOf(index))
    const own = 18 + below(10)
    code
      .op('addi', { rd: SP, rs1: SP, imm: -32 })
      .op('sd', { rs1: SP, rs2: RA })
      .op('sd', { rs1: SP, rs2: own, imm: 8 })
    for (let part = 0; part < 3; part++) {
      code.op('slli', { rd: T0, rs1: A0, imm: 5 }).op('sub', { rd: A0, rs1: T0, rs2: A0 })
      code.op('addi', { rd: own, rs1: own, imm: index + 1 }).op('xor', { rd: A0, rs1: A0, rs2: own })
      code.op('andi', { rd: T0, rs1: A0, imm: 1 << below(6) })
      const later = index + 1 + below(6)
      if (later < COUNT) {
        code.op('bne', { rs1: T0, imm: 12 })
        call(later)
      } else code.op('bne', { rs1: T0, imm: 8 }).op('addi', { rd: A0, rs1: A0, imm: 3 })
    }
    code.op('ld', { rd: RA, rs1: SP })
    if (below(4) > 0) code.op('ld', { rd: own, rs1: SP, imm: 8 })
    code.op('addi', { rd: SP, rs1: SP, imm: 32 })
    if (below(3) === 0) code.op('andi', { rd: T0, rs1: A0, imm: 4 }).op('add', { rd: RA, rs1: RA, rs2: T0 })
    code.op('jalr', { rs1: RA })
  }
  return code
}

test('whatever functions call each other, the registers are those of the interpreter', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const [plain, translated] = [false, true].map((translates) => {
      const machine = machineOf(functions(seed))
      const { hart } = machine
      if (!translates) hart.compiler.hot = Infinity
      run(machine)
      return [hart.pc, hart.executed, ...Array.from({ length: 32 }, (_, i) => register(machine, i))]
    })
    expect(translated, `seed ${seed}`).toEqual(plain)
  }
})
