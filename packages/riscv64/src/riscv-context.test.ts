// Programs of a few instructions with a kernel of a few calls: system calls, signals and their frames, faults, forks.
// What handlers see was compared with qemu-riscv64 by guests/riscv64/signals.c.

import {
  BUS_ADRALN,
  EINTR,
  ERESTARTSYS,
  ILL_ILLOPC,
  RLIMIT_CPU,
  SA_ONSTACK,
  SA_RESTART,
  SEGV_ACCERR,
  SEGV_MAPERR,
  SIGBUS,
  SIGILL,
  SIGINT,
  SIGSEGV,
  SIGTRAP,
  SIGUSR1,
  SIGXCPU,
  SS_AUTODISARM,
  TRAP_BRKPT,
} from '@jvisor/abi'
import { Kernel, SignalSet, type Syscall, SyscallTable, type Task, VirtualClock } from '@jvisor/kernel'
import { addr } from '@jvisor/usermem'
import { describe, expect, test } from 'vitest'
import { map } from './hart.testing.ts'
import { CODE, Code, DATA } from './programs.testing.ts'
import { RiscvPlatform } from './riscv-platform.ts'

const [RA, SP, TP, T0, S0, A0, A1, A7] = [1, 2, 4, 5, 8, 10, 11, 17]
const HANDLER = CODE + 0x800
const STACK = DATA + 0x8000
const ALT_STACK = DATA + 0x10000

// The calls of the kernel under test, by number.
const [NOTE, EXIT, SEND, WAIT, INTERRUPTED, FORK, SIGRETURN] = [0, 1, 2, 3, 4, 5, 139]

/** A process with this code, and what it does. */
class Run {
  /** Arguments of NOTE, in order. */
  readonly notes: number[] = []
  readonly task: Task
  readonly kernel: Kernel
  readonly platform: RiscvPlatform
  interrupted = 0

  constructor(code: Code, handler: Code = new Code().op('jalr', { rs1: RA })) {
    const calls = new Map<Syscall, number>()
    const call = (number: number, name: string, fn: Syscall['fn']) => calls.set({ name, fn }, number)
    call(NOTE, 'note', (_t, a) => this.notes.push(a.long(0)))
    call(EXIT, 'exit', (t, a) => {
      t.threadGroup.exit({ code: a.int(0), signal: 0 })
      return 0
    })
    call(SEND, 'send', (t, a) => {
      t.sendSignal(a.int(0))
      return 77
    })
    call(WAIT, 'wait', async (t) => -(await t.block()))
    call(INTERRUPTED, 'interrupted', (t, a) => {
      if (this.interrupted++ > 0) return a.long(0) + 1
      t.sendSignal(SIGUSR1)
      return -ERESTARTSYS
    })
    call(FORK, 'fork', (t, a) => this.#fork(t, a.long(0), a.long(1)))
    call(SIGRETURN, 'rt_sigreturn', (t) => {
      if (t.context.signalReturn?.() !== true) t.signals.force({ signal: SIGSEGV, code: 0x80 })
      return 0
    })
    const clock = new VirtualClock(0)
    this.kernel = new Kernel({ memoryBytes: 16 << 20, clock, random: { fill: () => {} } })
    this.platform = new RiscvPlatform(this.kernel)
    const table = new SyscallTable('riscv64', calls.keys(), (each) => calls.get(each))
    const task = this.kernel.createProcess(this.platform, table)
    if (typeof task === 'number') throw new Error('no task')
    this.task = task
    map(task.mm, CODE, 4096, 5)
    map(task.mm, DATA, 0x20000, 3)
    task.mm.copyOut(addr(CODE), code.bytes, { ignorePermissions: true })
    task.mm.copyOut(addr(HANDLER), handler.bytes, { ignorePermissions: true })
    task.context = this.platform.createContext(task, { entry: addr(CODE), stackPointer: addr(STACK) })
  }

  handle(signal: number, flags = 0): this {
    this.task.threadGroup.signalHandlers.set(signal, { handler: HANDLER, flags })
    return this
  }

  #fork(t: Task, stack: number, tls: number): number {
    const child = this.kernel.createProcess(this.platform, t.syscallTable)
    if (typeof child === 'number') return child
    const mm = t.mm.fork()
    if (typeof mm === 'number') return -mm
    child.replaceMemory(mm)
    child.context = t.context.fork(child, { stack, tls: tls === 0 ? undefined : tls })
    this.kernel.start(child)
    return child.tid
  }

  /** How it ends; what it has noted is in {@link notes}. */
  end() {
    return this.kernel.run(this.task)
  }
}

const call = (code: Code, number: number, a0?: number) => {
  if (a0 !== undefined) code.li(A0, a0)
  return code.li(A7, number).op('ecall')
}
const note = (code: Code, register: number) => call(code.op('addi', { rd: A0, rs1: register }), NOTE)
const exit = (code: Code, status = 0) => call(code, EXIT, status)

describe('system calls', () => {
  test('get 64 bits and give 64 bits; the program ends with its status', async () => {
    const code = new Code().li(T0, -2).op('slli', { rd: T0, rs1: T0, imm: 40 })
    note(code, T0)
    note(code, A0)
    call(code, 1000)
    const run = new Run(exit(note(code, A0), 3))
    expect(await run.end()).toEqual({ code: 3, signal: 0 })
    expect(run.notes).toEqual([-2 * 2 ** 40, 1, -38])
    expect(run.kernel.counters.sentryBugs).toBe(0)
  })

  test('wait, while others run', async () => {
    const run = new Run(exit(note(call(new Code(), WAIT), A0)))
    const end = run.end()
    expect(run.notes).toEqual([])
    run.task.wake()
    await end
    expect(run.notes).toEqual([0])
  })
})

describe('a handler', () => {
  /** Notes its arguments' siginfo, spoils registers, and returns. */
  const spoiling = () => {
    const code = new Code().op('addi', { rd: T0, rs1: A1 }).op('lw', { rd: S0, rs1: T0, imm: 8 })
    note(code.op('addi', { rd: 18, rs1: A0 }), 18)
    note(code, S0)
    for (let i = 20; i < 32; i++) code.li(i, 99).op('fmv.d.x', { rd: i, rs1: i })
    return code.op('csrrwi', { rs1: 31, imm: 3 }).op('jalr', { rs1: RA })
  }

  test('runs at the end of the call, whose value and whose registers the program finds as they were', async () => {
    const code = new Code().li(S0, 7).li(20, 8).op('fcvt.d.l', { rd: 20, rs1: 20, rm: 0 })
    code.op('csrrwi', { rs1: 2, imm: 2 })
    call(code, SEND, SIGUSR1)
    note(code, A0)
    note(code, S0)
    note(code, 20)
    note(code.op('fcvt.l.d', { rd: T0, rs1: 20, rm: 0 }), T0)
    const run = new Run(exit(note(code.op('csrrs', { rd: T0, imm: 3 }), T0)), spoiling()).handle(SIGUSR1)
    await run.end()
    expect(run.notes).toEqual([SIGUSR1, 0, 77, 7, 8, 8, 2 << 5])
    expect(run.task.signals.mask.isEmpty).toBe(true)
  })

  test.each([
    ['begins again with SA_RESTART', SA_RESTART, 42, 2],
    ['fails without', 0, -EINTR, 1],
  ])('ends a call that was interrupted, which %s', async (_name, flags, want, times) => {
    const run = new Run(exit(note(call(new Code(), INTERRUPTED, 41), A0)), spoiling()).handle(SIGUSR1, flags)
    await run.end()
    expect(run.notes.slice(2)).toEqual([want])
    expect(run.interrupted).toBe(times)
  })

  test('runs with its mask, and has that of before in its frame', async () => {
    const handler = new Code().op('addi', { rd: S0, rs1: A0 + 2 }).op('ld', { rd: T0, rs1: S0, imm: 40 })
    // The program shall go on with SIGINT blocked.
    note(handler, T0)
      .li(T0, 1 << (SIGINT - 1))
      .op('sd', { rs1: S0, rs2: T0, imm: 40 })
      .op('jalr', { rs1: RA })
    const run = new Run(exit(call(new Code(), SEND, SIGUSR1)), handler).handle(SIGUSR1)
    run.task.signals.setMask(SignalSet.of(SIGTRAP))
    await run.end()
    expect(run.notes).toEqual([1 << (SIGTRAP - 1)])
    expect(run.task.signals.mask.equals(SignalSet.of(SIGINT))).toBe(true)
  })

  test.each([
    ['on the program stack', 0, 0, STACK],
    ['on the alternate stack', SA_ONSTACK, 0, ALT_STACK + 0x4000],
    ['on one that is disarmed meanwhile', SA_ONSTACK, SS_AUTODISARM | 0, ALT_STACK + 0x4000],
  ])('runs %s', async (_name, flags, stackFlags, top) => {
    const run = new Run(
      exit(call(new Code(), SEND, SIGUSR1)),
      note(new Code().op('addi', { rd: 18, rs1: RA }), SP).op('jalr', { rs1: 18 }),
    )
    run.handle(SIGUSR1, flags)
    run.task.signals.stack = { sp: ALT_STACK, flags: stackFlags, size: 0x4000 }
    await run.end()
    expect(run.notes).toEqual([top - 1088])
    expect(run.task.signals.stack).toEqual({ sp: ALT_STACK, flags: stackFlags, size: 0x4000 })
  })

  test.each([
    ['the stack is not mapped', 64],
    ['the alternate stack is full', ALT_STACK + 512],
  ])('cannot run if %s: SIGSEGV', async (_name, sp) => {
    const run = new Run(exit(call(new Code().li(SP, sp), SEND, SIGUSR1))).handle(SIGUSR1, SA_ONSTACK)
    if (sp > ALT_STACK) run.task.signals.stack = { sp: ALT_STACK, flags: 0, size: 0x4000 }
    expect(await run.end()).toEqual({ code: 0, signal: SIGSEGV })
  })

  test('that never was cannot return: SIGSEGV', async () => {
    expect(await new Run(call(new Code(), SIGRETURN)).end()).toEqual({ code: 0, signal: SIGSEGV })
    expect(await new Run(call(new Code().li(SP, 8), SIGRETURN)).end()).toEqual({ code: 0, signal: SIGSEGV })
  })
})

describe('an instruction that cannot go on', () => {
  const cases: [name: string, make: (code: Code) => Code, signal: number, code: number, at: number][] = [
    ['load from nowhere', (c) => c.op('lw', { rs1: 0, imm: 16 }), SIGSEGV, SEGV_MAPERR, 16],
    ['store from -8', (c) => c.op('sd', { rs1: 0, imm: -8 }), SIGSEGV, SEGV_MAPERR, -8],
    ['store into code', (c) => c.op('auipc', { rd: T0 }).op('sw', { rs1: T0 }), SIGSEGV, SEGV_ACCERR, CODE],
    ['jump to data', (c) => c.li(T0, DATA + 4).op('jalr', { rs1: T0 }), SIGSEGV, SEGV_ACCERR, DATA + 4],
    ['amo', (c) => c.li(T0, DATA + 1).op('amoor.d', { rs1: T0 }), SIGBUS, BUS_ADRALN, DATA + 1],
    ['no instruction', (c) => c.op('addi').word(0), SIGILL, ILL_ILLOPC, CODE + 4],
    ['ebreak', (c) => c.op('ebreak'), SIGTRAP, TRAP_BRKPT, CODE],
  ]
  test.each(cases)('%s', async (_name, make, signal, siCode, at) => {
    const handler = new Code().op('addi', { rd: S0, rs1: A1 })
    note(handler, A0)
    note(handler.op('lw', { rd: T0, rs1: S0, imm: 8 }), T0)
    exit(note(handler.op('ld', { rd: T0, rs1: S0, imm: 16 }), T0))
    const run = new Run(make(new Code()), handler).handle(signal)
    await run.end()
    expect(run.notes).toEqual([signal, siCode, at])
    // Without a handler, or when it is blocked, it kills.
    expect(await new Run(make(new Code())).end()).toEqual({ code: 0, signal })
    const blocked = new Run(make(new Code()), handler).handle(signal)
    blocked.task.signals.setMask(SignalSet.of(signal))
    expect(await blocked.end()).toEqual({ code: 0, signal })
  })

  test('is executed again when the handler has returned', async () => {
    // The handler moves the pointer of the load, in the frame.
    const handler = new Code()
      .li(T0, DATA)
      .op('sd', { rs1: A0 + 2, rs2: T0, imm: 176 + 8 * 9 })
      .op('jalr', { rs1: RA })
    const run = new Run(exit(note(new Code().op('lw', { rd: T0, rs1: 9 }), 9)), handler).handle(SIGSEGV)
    expect(await run.end()).toEqual({ code: 0, signal: 0 })
    expect(run.notes).toEqual([DATA])
  })
})

describe('tasks', () => {
  test('fork: the child has what the parent has, but 0, its stack and its thread pointer', async () => {
    const code = new Code()
      .li(S0, 5)
      .op('fcvt.d.l', { rd: 9, rs1: S0, rm: 0 })
      .li(A0 + 1, 0x7000)
    call(code, FORK, STACK - 64)
    note(code, SP)
    note(code, TP)
    exit(note(code.op('fcvt.l.d', { rd: T0, rs1: 9, rm: 0 }), T0))
    const run = new Run(code)
    await run.end()
    await run.kernel.tasks.get(2)?.threadGroup.exited
    expect(run.notes).toEqual([STACK, 0, 5, STACK - 64, 0x7000, 5])
  })

  test('that loop for ever give way, and die of signals', async () => {
    const run = new Run(new Code().op('jal', { imm: 0 }))
    const end = run.end()
    run.task.threadGroup.sendSignal(SIGINT)
    expect(await end).toEqual({ code: 0, signal: SIGINT })
  })

  test('that loop for ever come to the limit of their CPU time', async () => {
    const run = new Run(new Code().op('jal', { imm: 0 }))
    const { limits, cpuLimit } = run.task.threadGroup
    limits.set(RLIMIT_CPU, { cur: 1, max: 2 })
    cpuLimit.changed()
    expect(await run.end()).toEqual({ code: 0, signal: SIGXCPU })
    const told = run.kernel.clock.monotonicNs()
    expect([told >= 1e9, told < 1.1e9, limits.get(RLIMIT_CPU)]).toEqual([true, true, { cur: 2, max: 2 }])
  })

  test('read the time in 100 ns', async () => {
    const run = new Run(exit(note(new Code().op('rdtime', { rd: T0 }), T0)))
    await run.end()
    expect(run.notes).toEqual([0])
  })

  test('that get another program run no more of the old one', async () => {
    const run = new Run(exit(call(new Code(), WAIT), 1))
    const end = run.end()
    run.task.mm.copyOut(addr(HANDLER), exit(new Code(), 2).bytes, { ignorePermissions: true })
    run.task.context = run.platform.createContext(run.task, {
      entry: addr(HANDLER),
      stackPointer: addr(STACK),
    })
    run.task.wake()
    expect(await end).toEqual({ code: 2, signal: 0 })
  })
})
