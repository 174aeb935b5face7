// Address spaces that fork from each other, each beside a naive model of it, which are told the same.

import {
  EINVAL,
  type Errno,
  MADV_DOFORK,
  MADV_DONTFORK,
  MADV_DONTNEED,
  MADV_WIPEONFORK,
  MREMAP_DONTUNMAP,
  MREMAP_FIXED,
  MREMAP_MAYMOVE,
  OK,
} from '@jvisor/abi'
import type { MemoryFile } from '@jvisor/memmap'
import {
  type AccessType,
  AddrRangeSeq,
  ANY_ACCESS,
  addr,
  BlockSeq,
  BlockSeqReader,
  BlockSeqWriter,
  READ,
  READ_WRITE,
  transfer,
  WRITE,
} from '@jvisor/usermem'
import { expect } from 'vitest'
import {
  Model,
  type ModelFile,
  type ModelMapping,
  type ModelPage,
  truncateModelFile,
} from './address-space.model.testing.ts'
import { anon, BASE, expectSound, machine, mapped, maps, PAGE, peek, TestFile } from './fixtures.testing.ts'
import type { MemoryManager } from './memory-manager.ts'
import { LAYOUT, type Operation, PAGES } from './operations.testing.ts'
import { TestTlb } from './tlb.testing.ts'

const HEAP: ModelMapping = { perms: READ_WRITE, maxPerms: ANY_ACCESS, private: true, file: undefined }

const ADVICE: Record<string, [advice: number, change: (page: ModelPage) => ModelPage | Errno]> = {
  dontNeed: [MADV_DONTNEED, (p) => ({ ...p, own: undefined })],
  dontFork: [MADV_DONTFORK, (p) => ({ ...p, dontFork: true })],
  doFork: [MADV_DOFORK, (p) => ({ ...p, dontFork: false })],
  wipe: [MADV_WIPEONFORK, (p) => (p.private && p.file === undefined ? { ...p, wipeOnFork: true } : EINVAL)],
}

/** Bytes as a string, which is a hundred times as fast to compare. */
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

/** An address space, its model, and a TLB, which are told the same. */
class Pair {
  readonly mm: MemoryManager
  readonly model: Model
  readonly tlb = new TestTlb()
  readonly #files: Files

  constructor(files: Files, mm: MemoryManager, model: Model) {
    this.#files = files
    this.mm = mm
    this.model = model
    mm.addTranslationCache(this.tlb)
  }

  get #object() {
    return this.#files.object
  }

  get #modelFile() {
    return this.#files.model
  }

  /** Does it on both sides. @returns what each says. */
  step(o: Exclude<Operation, { op: 'fork' | 'exit' | 'truncate' }>): [real: unknown, model: unknown] {
    const { mm, model } = this
    switch (o.op) {
      case 'mmap':
        return this.#mmap(o)
      case 'munmap': {
        const start = addr(BASE + o.page * PAGE)
        return [mm.munmap(start, o.size * PAGE), model.munmap(start, o.size * PAGE)]
      }
      case 'mprotect': {
        const start = addr(BASE + o.page * PAGE)
        return [mm.mprotect(start, o.size * PAGE, o.perms), model.mprotect(start, o.size * PAGE, o.perms)]
      }
      case 'move': {
        const [start, to] = [addr(BASE + o.page * PAGE), addr(BASE + o.to * PAGE)]
        const flags = MREMAP_MAYMOVE | MREMAP_FIXED | (o.dontUnmap ? MREMAP_DONTUNMAP : 0)
        const length = o.size * PAGE
        return [
          mm.mremap(start, { oldLength: length, newLength: length, flags, newAddr: to }),
          model.moveTo(start, o.size, to, o.dontUnmap),
        ]
      }
      case 'grow': {
        const start = addr(BASE + o.page * PAGE)
        const flags = o.mayMove ? MREMAP_MAYMOVE : 0
        const opts = { oldLength: o.old * PAGE, newLength: o.size * PAGE, flags, newAddr: addr(0) }
        return [mm.mremap(start, opts), model.grow(start, o.old, o.size, o.mayMove)]
      }
      case 'advise': {
        const start = addr(BASE + o.page * PAGE)
        const [advice, change] = ADVICE[o.advice]
        return [mm.madvise(start, o.size * PAGE, advice), model.advise(start, o.size, change)]
      }
      case 'brk':
        return [mm.brk(addr(BASE + o.place)), model.brk(BASE + o.place, HEAP)]
      case 'write': {
        const bytes = this.#bytes(Math.min(o.length, Math.max(0, this.#object.size - o.place)))
        this.#object.write(o.place, bytes)
        if (bytes.length > 0) this.#modelFile.bytes.set(bytes, o.place)
        return [0, 0]
      }
      case 'execute':
        return [
          this.tlb.access(mm, addr(BASE + o.place), o.access) === OK,
          model.touch(BASE + o.place, (o.access & WRITE) !== 0),
        ]
      case 'copyOutFrom':
      case 'copyInTo':
        return this.#moveRanges(o.op === 'copyOutFrom', o.ranges, o.room, o.force)
      default:
        return this.#move(o.op, o.place, o.length, o.force)
    }
  }

  #mmap(o: Operation & { op: 'mmap' }): [unknown, unknown] {
    const where = BASE + o.page * PAGE
    const isFile = o.kind !== 'anon'
    const attributes = {
      perms: o.kind === 'readonly' ? ((o.perms & 5) as AccessType) : o.perms,
      maxPerms: o.kind === 'readonly' ? ((READ | 4) as AccessType) : ANY_ACCESS,
      private: o.kind === 'anon' || o.kind === 'private',
    }
    const opts = {
      ...attributes,
      addr: addr(where),
      length: o.size * PAGE,
      fixed: o.how !== 'hint',
      noReplace: o.how === 'noReplace',
      offset: isFile ? o.offset * PAGE : 0,
    }
    return [
      this.mm.mmap(isFile ? mapped(this.#object, opts) : anon(opts)),
      this.model.mmap(
        where,
        o.size * PAGE,
        o.how,
        { ...attributes, file: isFile ? this.#modelFile : undefined },
        isFile ? o.offset : 0,
      ),
    ]
  }

  #move(
    op: 'copyOut' | 'copyIn' | 'zeroOut',
    place: number,
    length: number,
    force: boolean,
  ): [unknown, unknown] {
    const where = addr(BASE + place)
    const opts = { ignorePermissions: force }
    if (op === 'copyIn') {
      const [real, model] = [new Uint8Array(length).fill(0xcc), new Uint8Array(length).fill(0xcc)]
      return [
        { ...this.mm.copyIn(where, real, opts), bytes: text(real) },
        { ...this.model.move(where, model, false, force), bytes: text(model) },
      ]
    }
    const bytes = op === 'copyOut' ? this.#bytes(length) : new Uint8Array(length)
    const real = op === 'copyOut' ? this.mm.copyOut(where, bytes, opts) : this.mm.zeroOut(where, length, opts)
    return [real, this.model.move(where, bytes, true, force)]
  }

  /** Through a reader or writer that has `room` bytes and then stops without an error. */
  #moveRanges(write: boolean, places: [number, number][], room: number, force: boolean): [unknown, unknown] {
    const ranges = places.map(([p, n]) => ({ start: addr(BASE + p), end: addr(BASE + p + n) }))
    const total = places.reduce((sum, [, n]) => sum + n, 0)
    const [real, model] = write
      ? ((bytes) => [bytes, bytes])(this.#bytes(Math.min(room, total)))
      : [new Uint8Array(Math.min(room, total)), new Uint8Array(Math.min(room, total))]
    const opts = { ignorePermissions: force }
    const seq = AddrRangeSeq.of(ranges)
    const result = write
      ? this.mm.copyOutFrom(seq, new BlockSeqReader(BlockSeq.fromBytes(real)), opts)
      : this.mm.copyInTo(seq, new BlockSeqWriter(BlockSeq.fromBytes(real)), opts)
    // A fault that lies right behind the last byte of room is met only if what came before was offered by itself:
    // both sides agree on the count and the bytes; on the reason wherever there was room left.
    const naive = this.#naiveRanges(write, ranges, model, force)
    return [
      { n: result.n, bytes: text(real), err: result.n < room ? result.err : OK },
      { n: naive.n, bytes: text(model), err: naive.n < room ? naive.err : OK },
    ]
  }

  #naiveRanges(write: boolean, ranges: { start: number; end: number }[], bytes: Uint8Array, force: boolean) {
    if (ranges.some((r) => r.end > LAYOUT.maxAddr))
      return this.model.move(LAYOUT.maxAddr, new Uint8Array(1), write, force)
    let done = 0
    for (const { start, end } of ranges) {
      const piece = bytes.subarray(done, done + (end - start))
      const { n, err } = this.model.move(start, piece, write, force)
      done += n
      if (err !== OK) return transfer(done, err)
    }
    return transfer(done, OK)
  }

  #bytes(length: number): Uint8Array {
    const seed = ++this.#files.seed
    return Uint8Array.from({ length }, (_, i) => (i * 13 + (i >> 12) + seed * 29) | 1)
  }

  expectSame(): void {
    const offset = (line: string) =>
      line.replace(/^(\d+)-(\d+)/, (_, a, b) => `${a - BASE / PAGE}-${b - BASE / PAGE}`)
    expect(joined(maps(this.mm))).toEqual(joined(this.model.maps().map(offset)))
    for (let i = 0; i < PAGES; i++) {
      const real = peek(this.mm, BASE + i * PAGE, PAGE)
      const bytes = new Uint8Array(PAGE)
      const model = this.model.move(BASE + i * PAGE, bytes, false, true).err === OK ? bytes : undefined
      expect(real === undefined ? undefined : Buffer.compare(real, bytes), `page ${i}`).toBe(
        model === undefined ? undefined : 0,
      )
    }
  }
}

/**
 * Lines of maps, joined where nothing that they show tells them apart: Linux, and we, keep mappings apart for reasons
 * that this model does not know. (Those are tested against the host: memory-linux.test.ts of the system calls.)
 */
function joined(lines: readonly string[]): string[] {
  const all: string[] = []
  for (const line of lines) {
    const before = /^(-?\d+)-(\d+) (\S+)(?: (\S+)\+(\d+))?$/.exec(all.at(-1) ?? '')
    const here = /^(-?\d+)-(\d+) (\S+)(?: (\S+)\+(\d+))?$/.exec(line)
    const continues =
      before !== null &&
      here !== null &&
      before[2] === here[1] &&
      before[3] === here[3] &&
      before[4] === here[4] &&
      (here[4] === undefined || Number(before[5]) + Number(before[2]) - Number(before[1]) === Number(here[5]))
    if (continues)
      all[all.length - 1] = line.replace(
        /^-?\d+-(\d+) (\S+).*$/,
        `${before[1]}-$1 $2${before[4] ? ` ${before[4]}+${before[5]}` : ''}`,
      )
    else all.push(line)
  }
  return all
}

/** The file that all of them map, and its model. */
class Files {
  readonly object: TestFile
  readonly model: ModelFile = { name: 'f', bytes: new Uint8Array(3 * PAGE), size: 3 * PAGE }
  seed = 0

  constructor(file: MemoryFile) {
    this.object = new TestFile(file, 3 * PAGE, 'f')
  }
}

/** A family of address spaces, of which there is always one. */
export class Family {
  readonly file: MemoryFile
  readonly files: Files
  pairs: Pair[]

  constructor() {
    const { file, mm } = machine(160, LAYOUT)
    this.file = file
    this.files = new Files(file)
    this.pairs = [new Pair(this.files, mm, new Model(LAYOUT))]
  }

  /** Does it in one of them. @returns what both sides say; undefined for what has no result. */
  step(o: Operation, who: number): [real: unknown, model: unknown] {
    const pair = this.pairs[who % this.pairs.length]
    if (o.op === 'fork') {
      if (this.pairs.length >= 4) return [OK, OK]
      const child = pair.mm.fork()
      if (typeof child === 'number') return [child, OK]
      this.pairs.push(new Pair(this.files, child, pair.model.fork()))
      return [OK, OK]
    }
    if (o.op === 'exit') {
      if (this.pairs.length === 1) return [OK, OK]
      pair.mm.decUsers()
      this.pairs = this.pairs.filter((p) => p !== pair)
      return [OK, OK]
    }
    if (o.op === 'truncate') {
      this.files.object.truncate(o.size)
      truncateModelFile(this.files.model, o.size)
      for (const { model } of this.pairs) model.truncated(this.files.model, Math.ceil(o.size / PAGE))
      return [OK, OK]
    }
    return pair.step(o)
  }

  expectSound(idle = 0): void {
    const mms = this.pairs.map(({ mm }) => mm)
    expectSound(this.file, mms, [this.files.object], idle)
    for (const { mm, tlb } of this.pairs) tlb.expectFresh(mm)
  }

  expectSame(): void {
    for (const pair of this.pairs) pair.expectSame()
    const { object, model } = this.files
    expect(Buffer.compare(object.read(0, model.bytes.length), model.bytes)).toBe(0)
  }

  end(): void {
    for (const { mm } of this.pairs) mm.decUsers()
    this.files.object.truncate(0)
  }
}
