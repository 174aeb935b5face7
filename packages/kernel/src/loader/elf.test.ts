// Loading ELF files: which are executed, what is wrong with others, and where everything comes to lie. Results and
// addresses were recorded on Linux 6.18 on x86-64 without address space randomization (setarch -R), by running the same
// files, and by looking at /proc/pid/maps, auxv and stat of a stopped child.

import { errnoName, O_CREAT, O_TRUNC, O_WRONLY, OK, PF_R, PF_W, PF_X, RLIMIT_STACK } from '@jvisor/abi'
import { DEFAULT_LAYOUT } from '@jvisor/mm'
import { addr, bytesIOSequence, EXECUTE } from '@jvisor/usermem'
import { HostFilesystem, NORMAL_WRITE } from '@jvisor/vfs'
import { describe, expect, test } from 'vitest'
import { HOST, platformOf } from '../kernel.testing.ts'
import { Kernel } from '../kernel.ts'
import { NO_PROGRAM, type Platform, type ProgramStart } from '../platform.ts'
import { SyscallTable } from '../syscall-table.ts'
import type { Task } from '../task.ts'
import { execPath } from '../task-exec.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { ELF_CASES, makeElf, type TestElf, type TestSegment } from './elf.testing.ts'
import { ElfFormat, type ElfMachine } from './elf.ts'
import { MemoryDirectory } from './host-files.testing.ts'

const TABLE = new SyscallTable('x86-64', [], () => undefined)

/** A CPU that knows one instruction: exit with status 42. Anything else, or nothing, is a SIGSEGV. */
const CPU: Platform = {
  name: 'test',
  layout: DEFAULT_LAYOUT,
  createContext: (task: Task, { entry }: ProgramStart) => ({
    ...NO_PROGRAM,
    run() {
      const code = new Uint8Array(12)
      const fault = task.mm.handleUserFault(entry, EXECUTE)
      const { err } = task.mm.copyIn(entry, code)
      const exits = fault === OK && err === OK && String(code) === '191,42,0,0,0,184,60,0,0,0,15,5'
      task.threadGroup.exit(exits ? { code: 42, signal: 0 } : { code: 0, signal: 11 })
      return Promise.resolve()
    },
  }),
}

class Machine {
  readonly kernel = new Kernel({ ...HOST, clock: new VirtualClock(0) })
  readonly files: Record<string, Uint8Array> = {}

  constructor(machine: Partial<ElfMachine> = {}) {
    const elf = { machine: 62, elfClass: 2, platform: CPU, syscallTable: TABLE, ...machine }
    this.kernel.binaryFormats.push(new ElfFormat(elf))
    this.kernel.vfs.makeDirectories('/host')
    const directory = new MemoryDirectory(this.files)
    this.kernel.vfs.mount('/host', new HostFilesystem(this.kernel.vfs, directory), { readOnly: false })
    this.write('/usr/bin/ldd', new Uint8Array(100).fill(0x20))
    this.write('/short', new Uint8Array(10))
    this.write('/etc/passwd', new Uint8Array(100), 0o644)
  }

  write(path: string, content: Uint8Array, mode = 0o755): void {
    const { vfs } = this.kernel
    if (path.startsWith('/host/')) {
      this.files[path.slice('/host/'.length)] = content
      return
    }
    vfs.makeDirectories(path.slice(0, path.lastIndexOf('/')))
    const file = vfs.openAt({ root: vfs.root, start: vfs.root }, path, O_WRONLY | O_CREAT | O_TRUNC, mode)
    if (typeof file === 'number') throw new Error(errnoName(file))
    if (content.length > 0) file.write(bytesIOSequence(content), NORMAL_WRITE)
    file.decRef()
  }

  process(): Task {
    const task = this.kernel.createProcess(platformOf(), TABLE)
    if (typeof task === 'number') throw new Error(errnoName(task))
    return task
  }

  /** What execve of a file does: the name of an errno, or how the process ends. */
  async execute(path: string): Promise<string> {
    const task = this.process()
    const err = execPath(task, path, [Uint8Array.of(0x78)], [])
    if (err !== OK && !task.exiting) {
      this.kernel.discard(task)
      return errnoName(err)
    }
    const { code, signal } = await this.kernel.run(task)
    return signal === 0 ? `exit ${code}` : signal === 11 ? 'SIGSEGV' : `signal ${signal}`
  }
}

const RECORDED: readonly (readonly [name: string, result: string])[] = [
  ['a program', 'exit 42'],
  ['one that can lie anywhere', 'exit 42'],
  ['an object file', 'ENOEXEC'],
  ['a core file', 'ENOEXEC'],
  ['another machine', 'ENOEXEC'],
  ['program headers of another size', 'ENOEXEC'],
  ['no program headers', 'ENOEXEC'],
  ['as many program headers as there may be', 'exit 42'],
  ['more program headers than there may be', 'ENOEXEC'],
  ['program headers behind the end', 'ENOEXEC'],
  ['program headers at 2^64-1', 'ENOEXEC'],
  ['program headers cut by the end', 'ENOEXEC'],
  ['nothing to load', 'SIGSEGV'],
  ['nothing to load, anywhere', 'SIGSEGV'],
  ['more in the file than in memory', 'SIGSEGV'],
  ['a file offset that does not fit the address', 'SIGSEGV'],
  ['a file offset below 0', 'SIGSEGV'],
  ['a size of 2^64-1 in the file', 'SIGSEGV'],
  ['a size of 2^64-1 in memory', 'SIGSEGV'],
  ['an address at the top', 'SIGSEGV'],
  ['an address beyond the top', 'SIGSEGV'],
  ['an address of the stack', 'SIGSEGV'],
  ['a first address of the stack', 'SIGSEGV'],
  ['an entry at the top', 'SIGSEGV'],
  ['an entry beyond the top', 'SIGSEGV'],
  ['an entry where nothing is', 'SIGSEGV'],
  ['an entry that is not executable', 'SIGSEGV'],
  ['two segments that overlap', 'exit 42'],
  ['segments in descending order', 'exit 42'],
  ['segments in descending order, anywhere', 'exit 42'],
  ['zeros behind a segment that cannot be written', 'exit 42'],
  ['zeros that are all of a segment', 'exit 42'],
  ['an empty segment', 'exit 42'],
  ['a segment behind the end of the file', 'exit 42'],
  ['zeros behind the end of the file', 'SIGSEGV'],
  ['a large alignment', 'exit 42'],
  ['an alignment of 2^63', 'exit 42'],
  ['an alignment that is none', 'exit 42'],
  ['an interpreter that is not there', 'ENOENT'],
  ['an interpreter that is a directory', 'EACCES'],
  ['an interpreter that may not be executed', 'EACCES'],
  ['an interpreter that is no ELF file', 'ELIBBAD'],
  ['an interpreter of less than 64 bytes', 'EIO'],
  ['an interpreter without a name', 'ENOEXEC'],
  ['an interpreter with an empty name', 'EACCES'],
  ['a path of an interpreter without an end', 'ENOEXEC'],
  ['a path of an interpreter that is too long', 'ENOEXEC'],
  ['a path of an interpreter behind the end', 'EIO'],
  ['a path of an interpreter with a NUL in it', 'ENOENT'],
  ['a file of 64 bytes', 'ENOEXEC'],
  ['a file of 63 bytes', 'ENOEXEC'],
  ['a file of 4 bytes', 'ENOEXEC'],
  ['an empty file', 'ENOEXEC'],
]

test('every case was recorded', () => {
  expect(RECORDED.map(([name]) => name)).toEqual(Object.keys(ELF_CASES))
})

describe.each(['/x', '/host/x'])('execve of %s', (path) => {
  test.each(RECORDED)('%s: %s', async (name, result) => {
    const machine = new Machine()
    machine.write(path, makeElf(ELF_CASES[name]))
    const before = machine.kernel.memoryFile.pagesInUse
    expect(await machine.execute(path)).toBe(result)
    expect([machine.kernel.tasks.size, machine.kernel.processes.size]).toEqual([0, 0])
    expect(machine.kernel.memoryFile.pagesInUse - before).toBe(0)
  })
})

test('random changes of the headers never throw, and leave nothing behind', async () => {
  let state = 1
  const random = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) | 0
    return (state >>> 16) % n
  }
  const machine = new Machine()
  machine.write('/ld.so', makeElf({ type: 3 }))
  const seeds: TestElf[] = [
    { segments: [{}, { vaddr: 0x405010, flags: 6, filesz: 0x10, memsz: 0x2000, offset: 0x10 }] },
    {
      type: 3,
      segments: [{ type: 3, offset: 0x900, filesz: 7 }, {}, { type: 0x6474e551, flags: 7 }],
      interpreter: '/ld.so',
    },
  ]
  const results = new Map<string, number>()
  for (let i = 0; i < 1500; i++) {
    const bytes = makeElf(seeds[i % 2])
    for (let k = random(4); k >= 0; k--) {
      const at = random(4) === 0 ? 16 + random(48) : 64 + random(56 * 3)
      bytes[at] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)]
    }
    machine.write('/x', bytes)
    const before = machine.kernel.memoryFile.pagesInUse
    const result = await machine.execute('/x')
    results.set(result, (results.get(result) ?? 0) + 1)
    expect(machine.kernel.memoryFile.pagesInUse, String(i)).toBe(before)
  }
  expect([...results.keys()].sort()).toEqual(['EACCES', 'EIO', 'ENOEXEC', 'SIGSEGV', 'exit 42'])
  expect(machine.kernel.counters.sentryBugs).toBe(0)
})

const RX = PF_R | PF_X
const RW = PF_R | PF_W
/** Segments of programs that gcc and glibc have made: offset, address, size in the file and in memory, flags. */
const segments = (...rows: readonly (readonly [number, number, number, number, number])[]): TestSegment[] =>
  rows.map(([offset, vaddr, filesz, memsz, flags]) => ({ offset, vaddr, filesz, memsz, flags }))
const STATIC = segments(
  [0x0, 0x400000, 0x518, 0x518, PF_R],
  [0x1000, 0x401000, 0x78171, 0x78171, RX],
  [0x7a000, 0x47a000, 0x270f9, 0x270f9, PF_R],
  [0xa16d8, 0x4a26d8, 0x5b98, 0x23a68, RW],
)
const STATIC_PIE = segments(
  [0x0, 0x0, 0x8020, 0x8020, PF_R],
  [0x9000, 0x9000, 0x791b1, 0x791b1, RX],
  [0x83000, 0x83000, 0x293b9, 0x293b9, PF_R],
  [0xac518, 0xad518, 0x5d58, 0x23be8, RW],
)
const DYNAMIC: TestSegment[] = [
  { type: 3, offset: 0x900, vaddr: 0x900, filesz: 0x7 },
  ...segments(
    [0x0, 0x0, 0x7f0, 0x7f0, PF_R],
    [0x1000, 0x1000, 0x349, 0x349, RX],
    [0x2000, 0x2000, 0x140, 0x140, PF_R],
    [0x2dd0, 0x3dd0, 0x284, 0x18950, RW],
  ),
]
const INTERPRETER = segments(
  [0x0, 0x0, 0xd58, 0xd58, PF_R],
  [0x1000, 0x1000, 0x25111, 0x25111, RX],
  [0x27000, 0x27000, 0x9c7c, 0x9c7c, PF_R],
  [0x31900, 0x31900, 0x2810, 0x29d8, RW],
)
const STACK = '7ffffffde000-7ffffffff000 rw-p 00000000'

describe('where everything lies', () => {
  const cases: readonly (readonly [name: string, elf: TestElf, maps: readonly string[], brk: number])[] = [
    [
      'of a static program',
      { segments: STATIC, size: 0xa8000, entry: 0x401560 },
      [
        '00400000-00401000 r--p 00000000',
        '00401000-0047a000 r-xp 00001000',
        '0047a000-004a2000 r--p 0007a000',
        '004a2000-004a9000 rw-p 000a1000',
        '004a9000-004c7000 rw-p 00000000',
        STACK,
      ],
      0x4c7000,
    ],
    [
      'of a static program that can lie anywhere',
      { type: 3, segments: STATIC_PIE, size: 0xb3000, entry: 0x9620 },
      [
        '7ffff7f2d000-7ffff7f36000 r--p 00000000',
        '7ffff7f36000-7ffff7fb0000 r-xp 00009000',
        '7ffff7fb0000-7ffff7fda000 r--p 00083000',
        '7ffff7fda000-7ffff7fe1000 rw-p 000ac000',
        '7ffff7fe1000-7ffff7fff000 rw-p 00000000',
        STACK,
      ],
      0x555555555000,
    ],
    [
      'of a program with an interpreter',
      { type: 3, segments: DYNAMIC, size: 0x4000, entry: 0x10c0, interpreter: '/ld.so' },
      [
        '555555554000-555555555000 r--p 00000000',
        '555555555000-555555556000 r-xp 00001000',
        '555555556000-555555557000 r--p 00002000',
        '555555557000-555555559000 rw-p 00002000',
        '555555559000-555555571000 rw-p 00000000',
        '7ffff7fca000-7ffff7fcb000 r--p 00000000',
        '7ffff7fcb000-7ffff7ff1000 r-xp 00001000',
        '7ffff7ff1000-7ffff7ffb000 r--p 00027000',
        '7ffff7ffb000-7ffff7fff000 rw-p 00031000',
        STACK,
      ],
      0x555555571000,
    ],
  ]
  test.each(cases)('%s', (_name, elf, maps, brk) => {
    for (const path of ['/x', '/host/x']) {
      const machine = new Machine()
      machine.write('/ld.so', makeElf({ type: 3, segments: INTERPRETER, size: 0x35000, entry: 0x1000 }))
      machine.write(path, makeElf(elf))
      const task = machine.process()
      expect(execPath(task, path, [Uint8Array.of(0x78)], [])).toBe(OK)
      const lines = task.mm.maps().trim().split('\n')
      expect(lines.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual(maps)
      expect(lines[0].split(' ').at(-1)).toBe(path)
      expect(task.mm.brk(addr(0))).toBe(brk)
      machine.kernel.discard(task)
    }
  })
})

describe('the stack', () => {
  const bytes = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

  function started(machine = new Machine(), prepare?: (task: Task) => void): Task {
    machine.kernel.vfs.makeDirectories('/bin')
    machine.write('/st', makeElf({ segments: STATIC, size: 0xa8000, entry: 0x401560 }))
    const task = machine.process()
    prepare?.(task)
    expect(execPath(task, './st', [bytes('./st'), bytes('x')], [bytes('A=1')])).toBe(OK)
    return task
  }

  function words(task: Task, at: number, count: number): number[] {
    const words = new BigUint64Array(count)
    expect(task.copyIn(addr(at), new Uint8Array(words.buffer)).err).toBe(OK)
    return Array.from(words, Number)
  }

  test('holds arguments, environment and the auxiliary vector, as on Linux', () => {
    const machine = new Machine({ hwcap: 0x1f8bfbff, hwcap2: 2, platformName: 'x86_64' })
    const task = started(machine)
    const { program } = task.mm
    expect(program).toMatchObject({
      ...{ argStart: 140737488351208, argEnd: 140737488351215 },
      ...{ envStart: 140737488351215, envEnd: 140737488351219 },
    })
    expect(program?.executable?.mappedName()).toBe('/st')
    const auxv = Array.from(new BigUint64Array(program?.auxv.slice().buffer ?? new ArrayBuffer(0)), Number)
    const pairs = [
      ...[0x10, 0x1f8bfbff, 0x6, 0x1000, 0x11, 0x64, 0x3, 0x400040, 0x4, 0x38, 0x5, 4, 0x7, 0, 0x8, 0],
      ...[0x9, 0x401560, 0xb, 0, 0xc, 0, 0xd, 0, 0xe, 0, 0x17, 0, 0x19, 0x7fffffffefc9, 0x1a, 2],
      ...[0x1f, 0x7fffffffeff3, 0xf, 0x7fffffffefd9, 0, 0],
    ]
    expect(auxv).toEqual(pairs)
    // 45 words, at a multiple of 16: argc, two arguments, one variable, the NULLs, the vector.
    const pointers = [2, 140737488351208, 140737488351213, 0, 140737488351215, 0]
    const sp = Math.floor((0x7fffffffefc9 - (pointers.length + pairs.length) * 8) / 16) * 16
    expect(words(task, sp, pointers.length + pairs.length)).toEqual([...pointers, ...pairs])
    const strings = new Uint8Array(0x7fffffffefff - 0x7fffffffefd9)
    task.copyIn(addr(0x7fffffffefd9), strings)
    expect(String.fromCharCode(...strings)).toBe(
      `x86_64\0${'\0'.repeat(8)}./st\0x\0A=1\0./st\0${'\0'.repeat(7)}`,
    )
  })

  test('is mapped no further than RLIMIT_STACK says', () => {
    const task = started(new Machine(), ({ threadGroup: { limits } }) =>
      limits.set(RLIMIT_STACK, { cur: 100 << 10, max: Infinity }),
    )
    expect(task.mm.maps()).toContain('7ffffffe6000-7ffffffff000 rw-p 00000000 00:00 0')
    expect(task.mm.maps()).toContain('[stack]')
  })

  test.each([
    ['is not executable if nothing is said', [], 'rw-p'],
    ['is not if PT_GNU_STACK says so', [{ type: 0x6474e551, flags: RW }], 'rw-p'],
    ['is if PT_GNU_STACK says so', [{ type: 0x6474e551, flags: 7 }], 'rwxp'],
    [
      'is as the last one says',
      [
        { type: 0x6474e551, flags: 7 },
        { type: 0x6474e551, flags: 6 },
      ],
      'rw-p',
    ],
  ])('%s', (_name, more, perms) => {
    const machine = new Machine()
    machine.write('/x', makeElf({ segments: [{}, ...more] }))
    const task = machine.process()
    expect(execPath(task, '/x', [], [])).toBe(OK)
    expect(task.mm.maps()).toContain(`7ffffffde000-7ffffffff000 ${perms}`)
  })
})

test('pages of a file that can be mapped cost nothing until they are touched', () => {
  for (const path of ['/x', '/host/x']) {
    const machine = new Machine()
    const size = 10 << 20
    machine.write(path, makeElf({ size, segments: [{ filesz: size, memsz: size }] }))
    const task = machine.process()
    const before = machine.kernel.memoryFile.pagesInUse
    expect(execPath(task, path, [], [])).toBe(OK)
    expect(machine.kernel.memoryFile.pagesInUse - before).toBeLessThan(8)
  }
})
