// Translated code: that it is used, that it stops where the interpreter would, with the same registers, and that it is
// forgotten with the code that it was made of. (What instructions do in it is in ../instructions.test.ts.)

import { PAGE_SIZE } from '@jvisor/abi'
import { MemoryManager } from '@jvisor/mm'
import { addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { load, type Machine, map, translateAtOnce } from '../hart.testing.ts'
import { CODE, Code, DATA, randomSource } from '../programs.testing.ts'
import { newHartState } from './hart.ts'
import * as stop from './layout.ts'

const [RA, SP, T0, T1, S0] = [1, 2, 5, 6, 8]
const [A0, A1, A2, A3, A4, A5, A6] = [10, 11, 12, 13, 14, 15, 16]

function machineOf(make: (code: Code) => void, maxBytes?: number): Machine {
  const code = new Code()
  make(code)
  const machine = load({ code: code.bytes, data: new Uint8Array(3 * PAGE_SIZE), outLength: 0 }, maxBytes)
  translateAtOnce(machine.hart)
  return machine
}

const register = ({ hart }: Machine, index: number) => hart.address(hart.layout.REGS + 8 * index)

/** Runs from `at` until an ecall. @returns a0 */
function call(machine: Machine, at = CODE): number {
  machine.hart.pc = at
  expect(machine.hart.run()).toBe(stop.STOP_ECALL)
  return register(machine, A0)
}

/** a0 = the sum of 1 to a1, in a loop. */
const summing = (code: Code) => {
  code.li(A1, 1000).li(A0, 0)
  const start = code.length
  code.op('add', { rd: A0, rs1: A0, rs2: A1 }).op('addi', { rd: A1, rs1: A1, imm: -1 })
  return code.back('bne', A1, 0, start).op('ecall')
}

test('a loop is translated, once', () => {
  const machine = machineOf(summing)
  expect(call(machine)).toBe(500500)
  expect(machine.hart.compiler.functions).toBe(1)
  expect(call(machine)).toBe(500500)
  // The way into the loop is a place of its own.
  expect(machine.hart.compiler.functions).toBeLessThanOrEqual(2)
})

test('a fault comes with the registers and PC of its instruction', () => {
  const machine = machineOf((code) => {
    code.li(T0, DATA).li(A0, 0)
    code.op('lw', { rd: T1, rs1: T0 }).op('addi', { rd: A0, rs1: A0, imm: 1 })
    code.op('addi', { rd: T0, rs1: T0, imm: 4 }).op('jal', { imm: -12 })
  })
  const { hart } = machine
  expect(hart.run()).toBe(stop.STOP_FAULT)
  expect(hart.compiler.functions).toBeGreaterThan(0)
  expect([hart.faultAddress, register(machine, A0), register(machine, T0)]).toEqual([
    DATA + 3 * PAGE_SIZE,
    (3 * PAGE_SIZE) / 4,
    DATA + 3 * PAGE_SIZE,
  ])
  expect(hart.pc).toBe(CODE + 12)
})

test('what is no rounding mode is an illegal instruction there too', () => {
  const machine = machineOf((code) => {
    code.li(A0, 100)
    code
      .op('addi', { rd: A0, rs1: A0, imm: -1 })
      .op('bne', { rs1: A0, imm: 8 })
      .op('csrrwi', { rs1: 5, imm: 2 })
    code.op('fadd.d', { rm: 7 }).op('jal', { imm: -16 })
  })
  expect(machine.hart.run()).toBe(stop.STOP_ILLEGAL)
  expect([machine.hart.pc, register(machine, A0)]).toEqual([CODE + 16, 0])
})

test('fuel is counted, and spent where a loop begins', () => {
  const machine = machineOf(summing)
  const { hart } = machine
  const before = hart.executed
  let stops = 0
  for (let why = 0; why !== stop.STOP_ECALL; stops++) {
    hart.fuel = 100
    why = hart.run()
    expect([stop.STOP_FUEL, stop.STOP_ECALL]).toContain(why)
  }
  expect(register(machine, A0)).toBe(500500)
  // A short loop looks in every second round.
  expect(stops).toBeGreaterThanOrEqual(15)
  expect(stops).toBeLessThanOrEqual(30)
  // As the interpreter counts.
  expect(hart.executed - before).toBe(3003)
  expect(hart.compiler.functions).toBeGreaterThan(0)
})

test('a program that makes a system call in every round is translated too', () => {
  const machine = machineOf((code) => {
    code.li(A0, 0)
    code.op('addi', { rd: A0, rs1: A0, imm: 1 }).op('ecall').op('jal', { imm: -8 })
  })
  const { hart } = machine
  for (let i = 1; i <= 50; i++) {
    expect([hart.run(), register(machine, A0)]).toEqual([stop.STOP_ECALL, i])
    hart.pc += 4
    hart.fuel -= 1
  }
  expect(hart.compiler.functions).toBeGreaterThan(0)
})

test('what translated code goes on to is translated too, though the time between samples never ends there', () => {
  const machine = machineOf((code) => {
    const start = code.length
    code.op('addi', { rd: A1, rs1: A1, imm: -1 }).op('andi', { rd: T0, rs1: A1, imm: 7 })
    code.op('beq', { rs1: T0, rs2: A3, imm: 12 })
    const back = code.length
    code.back('bne', A1, 0, start).op('ecall')
    code.op('addi', { rd: A0, rs1: A0, imm: 1 }).op('jal', { imm: back - code.length })
  })
  const { hart } = machine
  const run = (a3: number) => {
    for (const [register, value] of [
      [A0, 0],
      [A1, 1000],
      [A3, a3],
    ])
      hart.setLong(hart.layout.REGS + 8 * register, value)
    return call(machine)
  }
  expect(run(8)).toBe(0)
  hart.compiler.hot = Infinity
  const functions = hart.compiler.functions
  expect(functions).toBeGreaterThan(0)
  expect(run(0)).toBe(125)
  expect(hart.compiler.functions).toBe(functions + 1)
})

test('calls within a page, recursive ones, and tables of jumps', () => {
  const machine = machineOf((code) => {
    // main: a0 = fibonacci(15); then by way of a table.
    code
      .li(SP, DATA + 2 * PAGE_SIZE)
      .li(A0, 15)
      .op('jal', { rd: RA, imm: 8 })
      .op('ecall')
    // fibonacci(n): n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)
    const start = code.length
    code.li(T0, 2).op('bge', { rs1: A0, rs2: T0, imm: 8 }).op('jalr', { rs1: RA })
    code
      .op('addi', { rd: SP, rs1: SP, imm: -24 })
      .op('sd', { rs1: SP, rs2: RA })
      .op('sd', { rs1: SP, rs2: A0, imm: 8 })
    code.op('addi', { rd: A0, rs1: A0, imm: -1 })
    code.op('jal', { rd: RA, imm: start - code.length })
    code.op('sd', { rs1: SP, rs2: A0, imm: 16 }).op('ld', { rd: A0, rs1: SP, imm: 8 })
    code.op('addi', { rd: A0, rs1: A0, imm: -2 })
    code.op('jal', { rd: RA, imm: start - code.length })
    code.op('ld', { rd: T0, rs1: SP, imm: 16 }).op('add', { rd: A0, rs1: A0, rs2: T0 })
    code.op('ld', { rd: RA, rs1: SP }).op('addi', { rd: SP, rs1: SP, imm: 24 }).op('jalr', { rs1: RA })
  })
  const { hart } = machine
  const begin = hart.executed
  expect(call(machine)).toBe(610)
  const instructions = hart.executed - begin
  expect(hart.compiler.functions).toBeGreaterThan(0)
  expect(call(machine)).toBe(610)
  expect(hart.executed - begin).toBe(2 * instructions)
})

/** For each of a1 places from t0 on, 4096 apart: reads, writes a1 + a6 by way of another register, and reads; a0 = the sum. */
const throughTwo = (code: Code) => {
  code.li(A0, 0).li(T1, PAGE_SIZE)
  const start = code.length
  // The TLB has the page, for loads, when what shares a look begins.
  code
    .op('addi', { rd: S0, rs1: T0, imm: 8 })
    .op('lw', { rd: A5, rs1: S0 })
    .op('add', { rd: A5, rs1: A1, rs2: A6 })
  code.op('ld', { rd: A2, rs1: T0 }).op('sd', { rs1: S0, rs2: A5 }).op('ld', { rd: A3, rs1: T0, imm: 8 })
  code.op('lw', { rd: A4, rs1: T0, imm: 4 })
  for (const rs2 of [A2, A3, A4]) code.op('add', { rd: A0, rs1: A0, rs2 })
  code.op('add', { rd: T0, rs1: T0, rs2: T1 }).op('addi', { rd: A1, rs1: A1, imm: -1 })
  return code.back('bne', A1, 0, start).op('ecall')
}

test.each([
  ['in one page', 0],
  ['in two pages', PAGE_SIZE - 8],
  ['that crosses a page', PAGE_SIZE - 4],
])(
  'loads that share a look into the TLB see what was stored %s, also into a page that was copied for it',
  (_, offset) => {
    const PAGES = 40
    const at = 0x1000000
    const machine = machineOf(throughTwo)
    const { mm, hart } = machine
    map(mm, at, (PAGES + 2) * PAGE_SIZE, 3)
    for (let i = 0; i <= PAGES; i++)
      mm.copyOut(addr(at + i * PAGE_SIZE + offset), Uint8Array.of(1, 0, 0, 0, 2))
    let runs = 0
    /** @returns how much the sum differs from what it has to be: every run stores other values */
    const run = () => {
      hart.setLong(hart.layout.REGS + 8 * A6, ++runs * 1000)
      hart.setLong(hart.layout.REGS + 8 * T0, at + offset)
      hart.setLong(hart.layout.REGS + 8 * A1, PAGES)
      return call(machine) - PAGES * (1 + 2 * 2 ** 32 + 2 + runs * 1000) - (PAGES * (PAGES + 1)) / 2
    }
    expect(run()).toBe(0)
    expect(hart.compiler.functions).toBeGreaterThan(0)
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('no memory')
    hart.acquire(newHartState(), child)
    expect([run(), run()]).toEqual([0, 0])
    hart.acquire(newHartState(), mm)
    expect([run(), run()]).toEqual([0, 0])
  },
)

test('a short loop that keeps its pages sees what it stored into one that was copied for it', () => {
  // a1 words, a2 apart: reads one, and the other of its pair, and makes that at t1 1 more; a0 = the sum.
  const machine = machineOf((code) => {
    code.li(A0, 0)
    const start = code.length
    code.op('xor', { rd: S0, rs1: T0, rs2: A2 })
    for (const [rd, rs1] of [
      [A4, S0],
      [A5, T0],
    ])
      code.op('lw', { rd, rs1 }).op('add', { rd: A0, rs1: A0, rs2: rd })
    code.op('addi', { rd: A5, rs1: A5, imm: 1 }).op('sw', { rs1: T1, rs2: A5 })
    code.op('add', { rd: T0, rs1: T0, rs2: A2 }).op('add', { rd: T1, rs1: T1, rs2: A2 })
    code.op('addi', { rd: A1, rs1: A1, imm: -1 })
    return code.back('bne', A1, 0, start).op('ecall')
  })
  const { mm, hart } = machine
  const [at, PAGES, STEP] = [0x1000000, 20, 64]
  // Of other slots of the TLB.
  const other = 2 * at + 100 * PAGE_SIZE
  for (const each of [at, other]) map(mm, each, (PAGES + 1) * PAGE_SIZE, 3)
  const count = (PAGES * PAGE_SIZE) / STEP
  const run = (offset: number, to = at) => {
    for (const [register, value] of [
      [T0, at + offset],
      [T1, to + offset],
      [A1, count],
      [A2, STEP],
    ])
      hart.setLong(hart.layout.REGS + 8 * register, value)
    return call(machine) / count
  }
  // Of the words at the second one, some lie in two pages.
  for (const offset of [8, STEP - 2]) {
    expect([run(offset), run(offset)]).toEqual([0.5, 2.5])
    // From now on it is not left after every round.
    hart.quantum = 1 << 16
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('no memory')
    for (const each of [child, mm]) {
      hart.acquire(newHartState(), each)
      // The TLB has the pages, for loads, when the first store comes to them.
      expect([run(offset, other), run(offset), run(offset)]).toEqual([4, 4.5, 6.5])
    }
  }
  expect(hart.compiler.functions).toBeGreaterThan(0)
})

/**
 * 12 blocks of the same size that jump to each other at random, call, or return; what they do shows in a0 and in the
 * registers that only some of them write.
 */
function tangle(seed: number): (code: Code) => void {
  const random = randomSource(seed * 0x9e3779b1)
  const below = (limit: number) => random() % limit
  const [BLOCKS, SIZE] = [12, 10]
  return (code) => {
    code
      .li(A1, 500)
      .li(A0, seed)
      .li(RA, CODE + 80)
      .li(SP, DATA)
    while (code.length < 80) code.op('addi')
    const start = code.length
    for (let block = 0; block < BLOCKS; block++) {
      const end = start + (block + 1) * SIZE * 4
      const to = () => start + below(BLOCKS) * SIZE * 4 - code.length
      const own = 18 + below(10)
      code.op('slli', { rd: T0, rs1: A0, imm: 5 }).op('sub', { rd: A0, rs1: T0, rs2: A0 })
      code.op('addi', { rd: own, rs1: own, imm: block + 1 }).op('xor', { rd: A0, rs1: A0, rs2: own })
      code.op('addi', { rd: A1, rs1: A1, imm: -1 })
      code.op('bne', { rs1: A1, imm: 8 }).op('ecall')
      code.op('andi', { rd: T1, rs1: A0, imm: 1 << below(6) })
      code.op('beq', { rs1: T1, imm: to() })
      const way = below(8)
      if (way < 2) code.op('jal', { rd: RA, imm: to() })
      else if (way === 2) code.op('jalr', { rs1: RA })
      else if (way === 3) code.op('sd', { rs1: SP, rs2: own, imm: 8 * block })
      else code.op('jal', { imm: to() })
      while (code.length < end) code.op('addi')
    }
    code.op('ecall')
  }
}

test('whatever jumps there are, the registers are those of the interpreter', () => {
  const functions = [0, 0]
  for (let seed = 1; seed <= 40; seed++) {
    const [plain, translated] = [false, true].map((translates) => {
      const machine = machineOf(tangle(seed))
      if (!translates) machine.hart.compiler.hot = Infinity
      machine.hart.pc = CODE
      expect(machine.hart.run()).toBe(stop.STOP_ECALL)
      functions[Number(translates)] += machine.hart.compiler.functions
      return [
        machine.hart.pc,
        machine.hart.executed,
        ...Array.from({ length: 32 }, (_, i) => register(machine, i)),
      ]
    })
    expect(translated, `seed ${seed}`).toEqual(plain)
  }
  expect(functions[0]).toBe(0)
  expect(functions[1]).toBeGreaterThan(80)
})

test('bitwise operations on what is of 32 bits with its sign, and on what was before', () => {
  const names = ['addw', 'sllw', 'xor', 'or', 'and', 'add', 'sll', 'mul']
  for (let seed = 1; seed <= 20; seed++) {
    const make = (code: Code) => {
      const random = randomSource(seed * 0x9e3779b1)
      const below = (limit: number) => random() % limit
      code.li(A1, 40)
      for (let rd = A2; rd <= A6; rd++) code.li(rd, random() >>> 1)
      const start = code.length
      for (let i = 0; i < 60; i++) {
        const operands = { rd: A2 + below(5), rs1: A2 + below(5) }
        if (below(4) === 0)
          code.op(['xori', 'ori', 'andi'][below(3)], { ...operands, imm: below(4096) - 2048 })
        else code.op(names[below(names.length)], { ...operands, rs2: A2 + below(5) })
      }
      // So that they do not all become 0.
      for (let rd = A2; rd <= A6; rd++) code.op('add', { rd, rs1: rd, rs2: A1 })
      code.op('addi', { rd: A1, rs1: A1, imm: -1 })
      return code.back('bne', A1, 0, start).op('ecall')
    }
    const [plain, translated] = [Infinity, 1].map((hot) => {
      const machine = machineOf(make)
      machine.hart.compiler.hot = hot
      call(machine)
      const { bytes } = machine.file
      return Array.from(bytes.subarray(machine.hart.layout.REGS, machine.hart.layout.REGS + 256))
    })
    expect(translated, `seed ${seed}`).toEqual(plain)
  }
})

test('it goes with the code that it was made of', () => {
  const machine = machineOf((code) => code.op('fence.i').op('jalr', { rs1: S0 }))
  const { mm, hart } = machine
  map(mm, DATA, PAGE_SIZE, 7)
  hart.setLong(hart.layout.REGS + 8 * S0, DATA)
  const version = (step: number) => {
    const code = new Code().li(A1, 100).li(A0, 0)
    code.op('addi', { rd: A0, rs1: A0, imm: step }).op('addi', { rd: A1, rs1: A1, imm: -1 })
    return code.back('bne', A1, 0, code.length - 8).op('ecall').bytes
  }
  for (const step of [1, 2, 3, 4, 5, 6, 1, 2]) {
    mm.copyOut(addr(DATA), version(step))
    expect(call(machine)).toBe(100 * step)
    expect(call(machine)).toBe(100 * step)
  }
  // Unmapped, it is not executed any more.
  mm.munmap(addr(DATA), PAGE_SIZE)
  hart.pc = DATA
  expect(hart.run()).toBe(stop.STOP_FAULT)
})

test('more functions than there may be are forgotten, and translated again', () => {
  const machine = machineOf((code) => code.op('ecall'), 8 << 20)
  const { mm, hart } = machine
  const pages = 100
  map(mm, 0x1000000, pages * PAGE_SIZE, 7)
  const code = new Code()
  const loop = summing(code).bytes
  for (let i = 0; i < pages; i++) {
    mm.copyOut(addr(0x1000000 + i * PAGE_SIZE), loop)
    expect(call(machine, 0x1000000 + i * PAGE_SIZE)).toBe(500500)
  }
  expect(hart.compiler.functions).toBeLessThan(pages)
})

test('more programs at one address than have their records there', () => {
  const { file, hart } = machineOf((code) => code.op('ecall'))
  const programs = Array.from({ length: 7 }, (_, i) => {
    const mm = new MemoryManager(file)
    const code = new Code().li(A1, 100).li(A0, 0)
    code.op('addi', { rd: A0, rs1: A0, imm: i + 1 }).op('addi', { rd: A1, rs1: A1, imm: -1 })
    map(mm, CODE, PAGE_SIZE, 7)
    mm.copyOut(addr(CODE), code.back('bne', A1, 0, code.length - 8).op('ecall').bytes)
    return { mm, state: newHartState() }
  })
  for (let round = 0; round < 3; round++) {
    const results = programs.map(({ mm, state }) => {
      hart.acquire(state, mm)
      return call({ file, hart, mm })
    })
    expect(results).toEqual([100, 200, 300, 400, 500, 600, 700])
  }
})
