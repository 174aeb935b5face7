// Runs a program of programs.testing.ts on a Hart without a kernel.

import { MemoryFile } from '@jvisor/memmap'
import { MemoryManager } from '@jvisor/mm'
import { type AccessType, ANY_ACCESS, addr } from '@jvisor/usermem'
import { Hart, newHartState } from './engine/hart.ts'
import { STOP_ECALL } from './engine/layout.ts'
import { CODE, DATA, OUT, type Program } from './programs.testing.ts'

export function map(mm: MemoryManager, at: number, length: number, perms: number): void {
  const mapped = mm.mmap({
    addr: addr(at),
    length,
    fixed: true,
    perms: perms as AccessType,
    maxPerms: ANY_ACCESS,
    private: true,
    offset: 0,
  })
  if (mapped < 0) throw new Error(`mmap: ${mapped}`)
}

export interface Machine {
  readonly file: MemoryFile
  readonly mm: MemoryManager
  readonly hart: Hart
}

/** A hart with an address space in which a program lies, before its first instruction. */
export function load({ code, data, outLength }: Program, maxBytes = 64 << 20): Machine {
  const file = new MemoryFile({ maxBytes })
  const hart = Hart.of(file)
  if (hart === undefined) throw new Error('no memory')
  const mm = new MemoryManager(file)
  map(mm, CODE, Math.max(1, code.length), 7)
  map(mm, DATA, Math.max(4096, data.length), 3)
  map(mm, OUT, Math.max(4096, outLength), 3)
  mm.copyOut(addr(CODE), code)
  mm.copyOut(addr(DATA), data)
  hart.acquire(newHartState(), mm)
  hart.pc = CODE
  hart.fuel = 1 << 30
  return { file, mm, hart }
}

/** From now on every place that is jumped to is translated when it was executed a few times. */
export function translateAtOnce(hart: Hart): void {
  hart.quantum = 7
  hart.compiler.hot = 1
  hart.compiler.patience = 1
  hart.fuel = 0
  hart.fuel = 1 << 30
}

/** What a program leaves at OUT when it has come to its first system call. */
export function execute(program: Program, translated = false): Uint8Array {
  const { mm, hart } = load(program)
  if (translated) translateAtOnce(hart)
  const why = hart.run()
  if (why !== STOP_ECALL)
    throw new Error(`stopped: ${why} at ${hart.pc.toString(16)}, fault at ${hart.faultAddress.toString(16)}`)
  const out = new Uint8Array(program.outLength)
  mm.copyIn(addr(OUT), out)
  return out
}
