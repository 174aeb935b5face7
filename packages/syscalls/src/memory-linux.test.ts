// Memory against a real kernel: the calls of memory-recorded.testing.ts, made again.

import { EFAULT, errnoName, OK, PAGE_SIZE, type SyscallName } from '@jvisor/abi'
import { type MemoryLimits, type MemoryManager, NO_LIMITS } from '@jvisor/mm'
import { addr } from '@jvisor/usermem'
import { expect, test } from 'vitest'
import { type Argument, TestMachine } from './machine.testing.ts'
import { RECORDED } from './memory-recorded.testing.ts'

const ARENA = 0x2_0000_0000
const ARENA_END = ARENA + 8192 * PAGE_SIZE

const PROT = { r: 1, w: 2, x: 4, D: 0x0100_0000, U: 0x0200_0000 }
const MAP = {
  s: 1,
  p: 2,
  v: 3,
  f: 0x10,
  a: 0x20,
  n: 0x10_0000,
  g: 0x100,
  r: 0x4000,
  u: 0x8000,
  l: 0x2000,
  k: 0x2_0000,
  b: 0x1_0000,
}
const REMAP = { m: 1, f: 2, d: 4 }
const SYNC = { a: 1, i: 2, s: 4 }
const ADVICE: Readonly<Record<string, number>> = {
  normal: 0,
  random: 1,
  sequential: 2,
  willneed: 3,
  dontneed: 4,
  free: 8,
  remove: 9,
  dontfork: 10,
  dofork: 11,
  mergeable: 12,
  unmergeable: 13,
  hugepage: 14,
  nohugepage: 15,
  dontdump: 16,
  dodump: 17,
  wipeonfork: 18,
  keeponfork: 19,
  cold: 20,
  pageout: 21,
  populateread: 22,
  populatewrite: 23,
  dontneedlocked: 24,
  collapse: 25,
}
/** What of VmFlags was not recorded: what is permitted, and what only some kernels tell. */
const LEFT_OUT = new Set(['rd', 'wr', 'ex', 'mr', 'me', 'ms', 'sd', ''])

/** "4+1" as bytes, counted from `base`; "#n" is n. */
function parse(text: string, base: number): number | bigint {
  if (text.startsWith('#-')) return BigInt.asUintN(64, -BigInt(text.slice(2)))
  if (text.startsWith('#')) return BigInt(text.slice(1))
  const [, pages, bytes] = /^(-?\d+)([+-]\d+)?$/.exec(text) ?? []
  return base + Number(pages) * PAGE_SIZE + Number(bytes ?? 0)
}
const at = (text: string): number | bigint => parse(text, ARENA)
const length = (text: string): number | bigint => parse(text, 0)
const byte = (text: string): number => Number.parseInt(text, 16)

function letters(text: string, table: Readonly<Record<string, number>>): number {
  if (text.startsWith('#')) return Number(text.slice(1))
  return [...text].reduce((sum, letter) => sum | (table[letter] ?? 0), 0)
}

const shown = (result: number): string => (result < 0 ? errnoName(-result) : String(result))

/** A page or what there is of it: the byte that it is full of, or a hash. */
function digest(bytes: Uint8Array): string {
  if (bytes.every((b) => b === bytes[0])) return bytes[0].toString(16).padStart(2, '0')
  let hash = 2166136261
  for (const b of bytes) hash = Math.imul(hash ^ b, 16777619)
  return ((hash >>> 16) ^ (hash & 0xffff)).toString(16).padStart(4, '0')
}

/** A file's content: the first page is full of the byte `first`, the next of the next. */
function content(size: number, first: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => first + Math.floor(i / PAGE_SIZE))
}

class Replay {
  readonly #machine = new TestMachine()
  readonly #files: Readonly<Record<string, number>>
  readonly #pipe: { readFd: number; writeFd: number }
  /** Memory that the test keeps for itself, of some pages. */
  readonly #scratch: number
  readonly #scratchLength = 16 * PAGE_SIZE
  /** Shared anonymous memory by its inode number, in the order in which it was seen. */
  readonly #seen: string[] = []
  readonly #brkStart: number
  #limits: MemoryLimits = { ...NO_LIMITS, stack: 8 << 20 }
  #places = ''

  constructor() {
    const m = this.#machine
    const open = (path: string, flags: number) => m.call('open', path, flags)
    this.#files = {
      f: m.file(content(8 * PAGE_SIZE, 0x41), 2, '/tmp/f'),
      g: m.file(content(3 * PAGE_SIZE + 100, 0x61), 2, '/tmp/g'),
      r: open('/tmp/f', 0),
      w: open('/tmp/f', 1),
      z: open('/dev/zero', 2),
      d: open('/tmp', 0),
      b: 99,
    }
    this.#pipe = m.pipe()
    this.#scratch = m.map(this.#scratchLength / PAGE_SIZE)
    this.#brkStart = Math.ceil(m.call('brk', 0) / PAGE_SIZE) * PAGE_SIZE
    this.#setLimits({})
  }

  /** Makes a call. @returns the clause as it would have been recorded. */
  step(request: string): string {
    const [op, ...args] = request.split(' ')
    const answer = this.#answer(op, args)
    const places = this.#smaps(this.#machine.task.mm)
      .map(({ place }) => place)
      .join(' ')
    const change = places === this.#places ? '' : ` | ${places === '' ? 'nothing' : places}`
    this.#places = places
    return `${request} = ${answer}${change}`
  }

  #answer(op: string, args: readonly string[]): string {
    const { mm } = this.#machine.task
    const call = (...rest: Argument[]) => shown(this.#call(op as SyscallName, ...rest))
    switch (op) {
      case 'mmap': {
        const fd = this.#files[args[4]] ?? -1
        const flags = letters(args[3], MAP)
        return this.#place(length(args[1]), [
          'mmap',
          at(args[0]),
          length(args[1]),
          letters(args[2], PROT),
          flags,
          fd,
          length(args[5]),
        ])
      }
      case 'mremap':
        return this.#place(length(args[2]), [
          'mremap',
          at(args[0]),
          length(args[1]),
          length(args[2]),
          letters(args[3], REMAP),
          args.length > 4 ? at(args[4]) : 0,
        ])
      case 'munmap':
      case 'mlock':
      case 'munlock':
        return call(at(args[0]), length(args[1]))
      case 'mprotect':
        return call(at(args[0]), length(args[1]), letters(args[2], PROT))
      case 'madvise':
        return call(at(args[0]), length(args[1]), ADVICE[args[2]] ?? Number(args[2].slice(1)))
      case 'msync':
        return call(at(args[0]), length(args[1]), letters(args[2], SYNC))
      case 'mlock2':
        return call(at(args[0]), length(args[1]), Number(args[2]))
      case 'mlockall':
        return call(Number(args[0]))
      case 'munlockall':
        return call()
      case 'mincore':
        return this.#mincore(args)
      case 'truncate':
        return shown(this.#call('ftruncate', this.#files[args[0]], length(args[1])))
      case 'pwrite': {
        const count = Number(length(args[2]))
        this.#machine.poke(this.#scratch, new Uint8Array(count).fill(byte(args[3])))
        return shown(this.#call('pwrite64', this.#files[args[0]], this.#scratch, count, length(args[1])))
      }
      case 'poke':
        return shown(this.#poke(at(args[0]), Number(length(args[1])), byte(args[2])))
      case 'fill':
        return String(this.#fill(Number(at(args[0])), Number(args[1]), byte(args[2])))
      case 'peek': {
        const result = this.#call('write', this.#pipe.writeFd, at(args[0]), length(args[1]))
        if (result > 0) this.#call('read', this.#pipe.readFd, this.#scratch, this.#scratchLength)
        return shown(result)
      }
      case 'file':
        return this.#file(this.#files[args[0]])
      case 'bytes':
        return this.#bytes(mm) || 'nothing'
      case 'smaps':
        return this.#mappings(mm) || 'nothing'
      case 'fork':
        return this.#fork(Number(at(args[0])), Number(length(args[1])), byte(args[2]))
      case 'rlimit':
        this.#limit(args[0], Number(length(args[1])))
        return '0'
      case 'nobody':
        this.#setLimits({ mayLockAll: false })
        return '0'
      case 'brk':
        return String(this.#call('brk', this.#brkStart + Number(length(args[0]))) - this.#brkStart)
      default:
        throw new Error(`unknown step ${op}`)
    }
  }

  #call(name: SyscallName, ...args: Argument[]): number {
    return this.#machine.call(name, ...args)
  }

  /** A call that returns an address: "@4" if it is in the arena; else it is unmapped again. */
  #place(size: number | bigint, [name, ...args]: [SyscallName, ...Argument[]]): string {
    const result = this.#call(name, ...args)
    if (result < 0) return shown(result)
    if (result >= ARENA && result < ARENA_END) return `@${(result - ARENA) / PAGE_SIZE}`
    this.#call('munmap', result, size)
    return 'elsewhere'
  }

  #mincore(args: readonly string[]): string {
    const range = [at(args[0]), length(args[1])]
    if (args.length > 2) return shown(this.#call('mincore', ...range, at(args[2])))
    this.#machine.poke(this.#scratch, new Uint8Array(256).fill(0xee))
    const result = this.#call('mincore', ...range, this.#scratch)
    const vector = this.#machine.peek(this.#scratch, 256)
    const digits = [...vector.subarray(0, vector.indexOf(0xee))].map((b) => b.toString(16))
    return `${shown(result)} ${digits.join('')}`.trimEnd()
  }

  #poke(address: number | bigint, count: number, value: number): number {
    this.#machine.poke(this.#scratch, new Uint8Array(count).fill(value))
    this.#call('write', this.#pipe.writeFd, this.#scratch, count)
    const result = this.#call('read', this.#pipe.readFd, address, count)
    if (result !== count) this.#drain(count)
    return result
  }

  /** Takes what a failed poke may have left in the pipe. */
  #drain(most: number): void {
    // A byte of our own, so that it does not wait.
    this.#call('write', this.#pipe.writeFd, this.#scratch, 1)
    this.#call('read', this.#pipe.readFd, this.#scratch, most + 2)
  }

  #fill(address: number, pages: number, value: number): number {
    let done = 0
    for (let i = 0; i < pages; i++) {
      if (this.#poke(address + i * PAGE_SIZE, PAGE_SIZE, value + i) === PAGE_SIZE) done++
    }
    return done
  }

  #file(fd: number): string {
    const size = this.#call('lseek', fd, 0, 2)
    const pages: string[] = []
    for (let offset = 0; offset < size; offset += PAGE_SIZE) {
      const n = this.#call('pread64', fd, this.#scratch, PAGE_SIZE, offset)
      pages.push(digest(this.#machine.peek(this.#scratch, n)))
    }
    return `${size}:${pages.join(',')}`
  }

  #fork(address: number, count: number, value: number): string {
    const child = this.#machine.task.mm.fork()
    if (typeof child === 'number') return shown(-child)
    const before = `${this.#mappings(child) || 'nothing'} / ${this.#bytes(child) || 'nothing'}`
    const { n, err } = child.copyOut(addr(address), new Uint8Array(count).fill(value))
    child.decUsers()
    return `${before} / ${err === OK ? n : shown(-EFAULT)}`
  }

  /** Mappings with the count of anonymous pages and the flags, as the recorder shows them. */
  #mappings(mm: MemoryManager): string {
    return this.#smaps(mm)
      .map(({ place, details }) => `${place} ${details}`)
      .join(', ')
  }

  /** The arena's part of /proc/pid/smaps. */
  #smaps(mm: MemoryManager): { start: number; end: number; place: string; details: string }[] {
    const result = []
    for (const block of mm.smaps().split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/)) {
      const head = /^([0-9a-f]+)-([0-9a-f]+) (\S+) ([0-9a-f]+) \S+ (\d+) *(.*)/.exec(block)
      if (head === null) continue
      const [start, end, offset] = [head[1], head[2], head[4]].map((digits) => Number.parseInt(digits, 16))
      if (start >= ARENA_END || end <= ARENA) continue
      const first = (start - ARENA) / PAGE_SIZE
      const last = (end - ARENA) / PAGE_SIZE
      const place = `${first}-${last}${head[3]}${this.#object(head[5], head[6], offset / PAGE_SIZE)}`
      const anonymous = Number(/^Anonymous: *(\d+)/m.exec(block)?.[1]) / 4
      const flags = (/^VmFlags: (.*)/m.exec(block)?.[1] ?? '')
        .split(' ')
        .filter((flag) => !LEFT_OUT.has(flag))
      result.push({ start, end, place, details: [`a${anonymous}`, ...flags].join(' ') })
    }
    return result
  }

  #object(inode: string, name: string, page: number): string {
    if (name === '/tmp/f' || name === '/tmp/g') return `@${name[5]}${page}`
    if (name === '/dev/zero') return `@z${page}`
    if (inode === '0') return ''
    if (!this.#seen.includes(inode)) this.#seen.push(inode)
    return `@s${this.#seen.indexOf(inode)}.${page}`
  }

  /** Every page that is mapped, one after the other: reading one may bring others into being. */
  #bytes(mm: MemoryManager): string {
    let text = ''
    let next = -1
    let last = ''
    let repeat = 0
    const buffer = new Uint8Array(PAGE_SIZE)
    const finish = () => (repeat > 1 ? `*${repeat}` : '')
    for (const { start, end } of this.#smaps(mm)) {
      for (let page = start; page < end; page += PAGE_SIZE) {
        const found = mm.copyIn(addr(page), buffer).err === OK ? digest(buffer) : '--'
        if (page === next && found === last) repeat++
        else {
          const group = page === next ? ',' : `${text === '' ? '' : ' '}${(page - ARENA) / PAGE_SIZE}:`
          text += `${finish()}${group}${found}`
          last = found
          repeat = 1
        }
        next = page + PAGE_SIZE
      }
    }
    return text + finish()
  }

  #limit(name: string, bytes: number): void {
    const { vmSize, vmData, vmLck } = this.#machine.task.mm.usage
    if (name === 'as') this.#setLimits({ addressSpace: vmSize + bytes })
    else if (name === 'data') this.#setLimits({ data: vmData + bytes })
    else if (name === 'stack') this.#setLimits({ stack: bytes })
    else this.#setLimits({ lockedMemory: vmLck + bytes })
  }

  #setLimits(some: Partial<MemoryLimits>): void {
    this.#limits = { ...this.#limits, ...some }
    this.#machine.task.mm.limits = this.#limits
  }
}

test.each(RECORDED.map((text, i) => [i, text.replace(/\s+/g, ' ').split('; ')] as const))(
  'recording %i',
  (_i, clauses) => {
    const replay = new Replay()
    clauses.forEach((clause, i) => {
      const ours = replay.step(clause.split(' =')[0])
      const context = `after\n${clauses.slice(0, i).join('\n')}\n\nLinux ${clause}\nours  ${ours}\n`
      expect(ours, context).toBe(clause)
    })
  },
)
