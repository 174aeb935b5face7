// The hart and memory: what it remembers of translations and of code, and when it must not; faults, and where.

import { PAGE_SIZE } from '@jvisor/abi'
import { FAULT_ACCERR, FAULT_MAPERR, MemoryManager } from '@jvisor/mm'
import { type AccessType, addr } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { load, type Machine, map } from '../hart.testing.ts'
import { CODE, Code, DATA } from '../programs.testing.ts'
import { newHartState } from './hart.ts'
import * as stop from './layout.ts'

const A0 = 10
const T0 = 5
const READ = 1 as AccessType
const RW = 3
const RX = 5 as AccessType
const RWX = 7 as AccessType

/** A machine with this code; `at` is where. */
function machineOf(make: (code: Code) => void): Machine {
  const code = new Code()
  make(code)
  return load({ code: code.bytes, data: new Uint8Array(3 * PAGE_SIZE), outLength: 0 })
}

const register = ({ hart }: Machine, index: number) => hart.address(hart.layout.REGS + 8 * index)

/** Sets PC, and runs until an ecall. */
function call(machine: Machine, at = CODE): number {
  machine.hart.pc = at
  expect(machine.hart.run()).toBe(stop.STOP_ECALL)
  return register(machine, A0)
}

/** li a0, value; ecall */
const returning = (value: number) => new Code().op('addi', { rd: A0, imm: value }).op('ecall').bytes

describe('stores and loads', () => {
  test.each([
    ['nothing mapped', 0x100000, FAULT_MAPERR, 0x100000],
    ['read-only memory', DATA, FAULT_ACCERR, DATA],
    ['a page after the last', DATA + 3 * PAGE_SIZE - 4, FAULT_MAPERR, DATA + 3 * PAGE_SIZE],
    ['what no pointer can reach', -8, FAULT_MAPERR, -8],
  ])('of %s fault there, and change nothing', (_name, at, kind, where) => {
    const machine = machineOf((code) => code.op('sd', { rs1: T0, rs2: A0 }).op('ecall'))
    const { hart, mm } = machine
    if (at === DATA) mm.mprotect(addr(DATA), PAGE_SIZE, READ)
    hart.setLong(hart.layout.REGS + 8 * T0, at)
    hart.setLong(hart.layout.REGS + 8 * A0, 0x1234)
    expect(hart.run()).toBe(stop.STOP_FAULT)
    expect([hart.faultKind, hart.faultAddress, hart.pc]).toEqual([kind, where, CODE])
    expect(mm.loadUint32(addr(DATA + 3 * PAGE_SIZE - 4)).value).toBe(0)
  })

  test('see what is unmapped, protected and mapped anew', () => {
    const machine = machineOf((code) => code.li(T0, DATA).op('lw', { rd: A0, rs1: T0 }).op('ecall'))
    const { mm, hart } = machine
    mm.copyOut(addr(DATA), Uint8Array.of(42))
    expect(call(machine)).toBe(42)
    mm.munmap(addr(DATA), PAGE_SIZE)
    hart.pc = CODE
    expect(hart.run()).toBe(stop.STOP_FAULT)
    map(mm, DATA, PAGE_SIZE, RW)
    expect(call(machine)).toBe(0)
    mm.copyOut(addr(DATA), Uint8Array.of(43))
    expect(call(machine)).toBe(43)
    mm.mprotect(addr(DATA), PAGE_SIZE, 0 as AccessType)
    hart.pc = CODE
    expect(hart.run()).toBe(stop.STOP_FAULT)
    expect(hart.faultKind).toBe(FAULT_ACCERR)
  })

  test('after a fork are of a page of their own', () => {
    const machine = machineOf((code) => {
      code.li(T0, DATA).op('lw', { rd: A0, rs1: T0 })
      code.op('addi', { rd: A0, rs1: A0, imm: 1 }).op('sw', { rs1: T0, rs2: A0 }).op('ecall')
    })
    const { mm, hart } = machine
    expect(call(machine)).toBe(1)
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('no memory')
    const state = newHartState()
    hart.acquire(state, child)
    expect([call(machine), call(machine)]).toEqual([2, 3])
    hart.release()
    hart.acquire(newHartState(), mm)
    expect(call(machine)).toBe(2)
    child.decUsers()
    expect(call(machine)).toBe(3)
  })
})

describe('code', () => {
  test('is decoded again after fence.i, and not before', () => {
    const machine = machineOf((code) => code.op('fence.i').op('jalr', { rs1: T0 }))
    const { mm, hart } = machine
    map(mm, DATA, PAGE_SIZE, RWX)
    hart.setLong(hart.layout.REGS + 8 * T0, DATA)
    mm.copyOut(addr(DATA), returning(1))
    expect(call(machine, DATA)).toBe(1)
    mm.copyOut(addr(DATA), returning(2))
    expect(call(machine, DATA)).toBe(1)
    expect(call(machine)).toBe(2)
    mm.copyOut(addr(DATA), returning(1))
    expect(call(machine)).toBe(1)
  })

  test('is that of the address space, and of what is mapped now', () => {
    const machine = machineOf((code) => code.op('ecall'))
    const { mm, hart } = machine
    map(mm, DATA, PAGE_SIZE, RWX)
    mm.copyOut(addr(DATA), returning(1))
    expect(call(machine, DATA)).toBe(1)
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('no memory')
    child.copyOut(addr(DATA), returning(2))
    hart.acquire(newHartState(), child)
    expect(call(machine, DATA)).toBe(2)
    hart.acquire(newHartState(), mm)
    expect(call(machine, DATA)).toBe(1)
    map(mm, DATA, PAGE_SIZE, RWX)
    mm.copyOut(addr(DATA), returning(3))
    expect(call(machine, DATA)).toBe(3)
  })

  test('can end in the next page; if that is not there, it faults there', () => {
    const machine = machineOf((code) => code.op('ecall'))
    const { mm, hart } = machine
    map(mm, DATA, 2 * PAGE_SIZE, RWX)
    const at = DATA + PAGE_SIZE - 2
    mm.copyOut(addr(at), returning(5))
    expect(call(machine, at)).toBe(5)
    mm.copyOut(addr(at), returning(-1))
    map(mm, DATA + PAGE_SIZE, PAGE_SIZE, RX)
    hart.pc = at
    // The upper half of the first instruction is 0 now: addi a0, x0, 0; and then come zeros.
    expect(hart.run()).toBe(stop.STOP_ILLEGAL)
    expect([hart.pc, register(machine, A0)]).toEqual([at + 4, 0])
    mm.munmap(addr(DATA + PAGE_SIZE), PAGE_SIZE)
    hart.pc = at
    expect(hart.run()).toBe(stop.STOP_FAULT)
    expect([hart.pc, hart.faultAddress, hart.faultKind]).toEqual([at, DATA + PAGE_SIZE, FAULT_MAPERR])
  })

  test('of one page, in two address spaces, ends in the next page of each', () => {
    const machine = machineOf((code) => code.op('ecall'))
    const { mm, hart } = machine
    map(mm, DATA, 2 * PAGE_SIZE, RWX)
    const at = DATA + PAGE_SIZE - 2
    mm.copyOut(addr(at), returning(5))
    mm.copyOut(addr(DATA), returning(1))
    const child = mm.fork()
    if (typeof child === 'number') throw new Error('no memory')
    child.copyOut(addr(at), returning(6))
    const spaces = [mm, child].map((space) => ({ space, state: newHartState() }))
    const inEach = (from: number) =>
      spaces.map(({ space, state }) => {
        hart.acquire(state, space)
        return call(machine, from)
      })
    expect(inEach(DATA)).toEqual([1, 1])
    expect(inEach(at)).toEqual([5, 6])
    expect(inEach(at)).toEqual([5, 6])
    // What is not there yet when the page is entered, but when the instruction is.
    const third = new MemoryManager(machine.file)
    map(third, DATA, PAGE_SIZE, RWX)
    third.copyOut(addr(at), returning(5).subarray(0, 2))
    third.copyOut(addr(DATA), returning(1))
    hart.acquire(newHartState(), third)
    expect(call(machine, DATA)).toBe(1)
    hart.pc = at
    expect(hart.run()).toBe(stop.STOP_FAULT)
    expect(hart.faultAddress).toBe(DATA + PAGE_SIZE)
    map(third, DATA + PAGE_SIZE, PAGE_SIZE, RWX)
    third.copyOut(addr(DATA + PAGE_SIZE), returning(7).subarray(2))
    expect(call(machine, at)).toBe(7)
    expect(inEach(at)).toEqual([5, 6])
  })

  test('must be executable', () => {
    const machine = machineOf((code) => code.op('ecall'))
    machine.hart.pc = DATA
    expect(machine.hart.run()).toBe(stop.STOP_FAULT)
    expect([machine.hart.faultKind, machine.hart.faultAddress]).toEqual([FAULT_ACCERR, DATA])
  })

  test('goes from page to page, near and far, with the address of what follows in ra', () => {
    const machine = machineOf((code) => {
      code.op('jal', { rd: 1, imm: 3 * PAGE_SIZE })
      while (code.length < PAGE_SIZE - 4) code.op('addi')
      code.op('ecall')
      while (code.length < 3 * PAGE_SIZE) code.half(1)
      code
        .op('auipc', { rd: T0 })
        .op('addi', { rd: A0, rs1: 1 })
        .op('jal', { rd: T0, imm: PAGE_SIZE - 12 - 3 * PAGE_SIZE })
    })
    expect(call(machine)).toBe(CODE + 4)
    expect(register(machine, T0)).toBe(CODE + 3 * PAGE_SIZE + 12)
  })

  test('of more pages than are kept is forgotten, and goes on', () => {
    const machine = machineOf((code) => code.op('ecall'))
    const { mm } = machine
    const pages = 600
    map(mm, 0x1000000, pages * PAGE_SIZE, RWX)
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < pages; i++) {
        const at = 0x1000000 + i * PAGE_SIZE
        if (round === 0) mm.copyOut(addr(at), returning(i))
        expect(call(machine, at)).toBe(i)
      }
    }
  })
})

describe('it stops', () => {
  test('at what is no instruction, which it does not pass', () => {
    for (const word of [0, 0xffffffff, 0x0000_2003 | (3 << 12) | (7 << 12), 0x02c58553 | (5 << 12)]) {
      const machine = machineOf((code) => code.op('addi').word(word).op('ecall'))
      expect(machine.hart.run()).toBe(stop.STOP_ILLEGAL)
      expect(machine.hart.pc).toBe(CODE + 4)
    }
  })

  test('at a rounding mode that there is not', () => {
    const machine = machineOf((code) => {
      code.op('csrrwi', { rs1: 5, imm: 2 }).op('fadd.d', { rm: 7 }).op('ecall')
    })
    expect(machine.hart.run()).toBe(stop.STOP_ILLEGAL)
    expect(machine.hart.pc).toBe(CODE + 4)
  })

  test('at an atomic access that is not aligned', () => {
    const machine = machineOf((code) => code.li(T0, DATA + 2).op('amoadd.w', { rs1: T0 }))
    expect(machine.hart.run()).toBe(stop.STOP_MISALIGNED)
    expect(machine.hart.faultAddress).toBe(DATA + 2)
  })

  test('when its fuel is spent, in any loop, and goes on where it was', () => {
    const machine = machineOf((code) => {
      code.li(T0, 1000)
      const start = code.length
      code.op('addi', { rd: T0, rs1: T0, imm: -1 }).op('addi', { rd: A0, rs1: A0, imm: 1 })
      code.back('bne', T0, 0, start).op('ecall')
    })
    const { hart } = machine
    const before = hart.executed
    let stops = 0
    for (let why = 0; why !== stop.STOP_ECALL; stops++) {
      hart.fuel = 100
      why = hart.run()
      expect([stop.STOP_FUEL, stop.STOP_ECALL]).toContain(why)
    }
    // A jump ends it: after 34 rounds of 3 instructions; the first has one before.
    expect([stops, register(machine, A0), hart.executed - before]).toEqual([30, 1000, 3002])
  })

  test('a reservation does not outlive a change of tasks', () => {
    const machine = machineOf((code) => {
      code.li(T0, DATA).op('lr.w', { rd: A0, rs1: T0 }).op('ecall')
      code.op('sc.w', { rd: A0, rs1: T0, rs2: T0 }).op('ecall')
    })
    const { hart, mm } = machine
    const state = newHartState()
    hart.acquire(state, mm)
    call(machine)
    hart.acquire(newHartState(), mm)
    hart.acquire(state, mm)
    expect(call(machine, hart.pc + 4)).toBe(1)
    call(machine)
    expect(call(machine, hart.pc + 4)).toBe(0)
  })
})

test('what one address space changed without fence.i is not what another executes there', () => {
  const { file, hart } = machineOf((code) => code.op('ecall'))
  const spaces = [0, 1].map(() => {
    const mm = new MemoryManager(file)
    map(mm, CODE, PAGE_SIZE, RWX)
    mm.copyOut(addr(CODE), returning(1))
    mm.copyOut(addr(CODE + 64), returning(2))
    return { file, hart, mm }
  })
  const callAll = (at: number) =>
    spaces.map((machine) => {
      hart.acquire(newHartState(), machine.mm)
      return call(machine, at)
    })
  expect(callAll(CODE)).toEqual([1, 1])
  spaces[0].mm.copyOut(addr(CODE + 64), returning(3))
  expect(callAll(CODE + 64)).toEqual([3, 2])
  expect(callAll(CODE)).toEqual([1, 1])
})
