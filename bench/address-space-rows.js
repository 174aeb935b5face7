// Rows of address spaces: what mappings, faults and forks cost, and how little that grows with what there is already.

import { MemoryFile } from '@jvisor/memmap'
import { addr, READ_WRITE } from '@jvisor/usermem'
import { ANON, FAR, Machine, PAGE } from './machine.js'
import { gvisorCall } from './peers/programs.js'

const FEW = 10
const MANY = 65_000

/** A machine with `count` one-page mappings that cannot be merged, side by side, each touched if `touched`. */
function machineWith(count, touched) {
  const m = new Machine()
  const start = FAR
  for (let i = 0; i < count; i++) {
    const at = addr(start + i * PAGE)
    m.mm.mmap({ ...ANON, addr: at, fixed: true, perms: i % 2 === 0 ? READ_WRITE : 7 })
    if (touched) m.mm.zeroOut(at, 1)
  }
  return { m, start }
}

/** Numbers that look random, the same ones in every run. */
function scattered(count) {
  let state = 1
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state % count
  }
}

export function mapAndUnmap(count) {
  const { m } = machineWith(count, false)
  return () => m.mm.munmap(m.mm.mmap(ANON), PAGE)
}

/**
 * In one of `some` mappings, spread evenly. Every other page stays, so that the table does; the one that is touched is
 * given back, so that memory is not cold. Each was touched once before, lest the row be a mixture.
 */
function fault(count, some) {
  const { m, start } = machineWith(count, true)
  for (let i = 1; i < count; i += 2) m.mm.madvise(addr(start + i * PAGE), PAGE, 4)
  const next = scattered(some)
  const apart = Math.floor(count / some / 2) * 2
  return () => {
    const at = addr(start + (apart * next() + 1) * PAGE)
    m.mm.zeroOut(at, 8)
    m.mm.madvise(at, PAGE, 4)
  }
}

/** From pages that were written to, or only read: then all are the zero page. */
export function copyInWithMappings(count, touched) {
  const { m, start } = machineWith(count, touched)
  if (!touched) for (let i = 0; i < count; i++) m.mm.copyIn(addr(start + i * PAGE), new Uint8Array(1))
  const next = scattered(count)
  const host = new Uint8Array(64)
  return () => m.mm.copyIn(addr(start + next() * PAGE + (next() % 64) * 64), host)
}

/** As many resident pages, but in few mappings: what is left is what the mappings themselves cost. */
export function copyInFromFew(pages) {
  const m = new Machine()
  const each = Math.ceil(pages / FEW)
  for (let i = 0; i < FEW; i++) {
    const at = addr(FAR + i * each * PAGE)
    m.mm.mmap({ ...ANON, addr: at, length: each * PAGE, fixed: true, perms: i % 2 === 0 ? READ_WRITE : 7 })
    m.mm.zeroOut(at, each * PAGE)
  }
  const next = scattered(pages)
  const host = new Uint8Array(64)
  return () => m.mm.copyIn(addr(FAR + next() * PAGE + (next() % 64) * 64), host)
}

/** The same with nothing to find: how much of it is the host's own memory, caches and TLB. */
function bareCopyAtRandom(count) {
  const { bytes } = bareMemory(count)
  const next = scattered(count)
  const host = new Uint8Array(64)
  return () => {
    const at = (1 + next()) * PAGE + (next() % 64) * 64
    host.set(bytes.subarray(at, at + 64))
  }
}

function* scale() {
  const against = `with ${FEW} mappings`
  const many = `, ${MANY} mappings`
  yield [`mmap + munmap of a page${many}`, against, mapAndUnmap(FEW), mapAndUnmap(MANY)]
  yield [`fault, and back${many}`, against, fault(FEW, 5), fault(MANY, 5)]
  yield [`fault at random, and back${many}`, against, fault(FEW, 5), fault(MANY, MANY / 2)]
  yield [
    `copyIn 64 B at random, only read${many}`,
    against,
    copyInWithMappings(FEW, false),
    copyInWithMappings(MANY, false),
  ]
  yield [
    `copyIn 64 B at random, resident${many}`,
    against,
    copyInWithMappings(FEW, true),
    copyInWithMappings(MANY, true),
  ]
  yield [
    `copyIn 64 B at random, resident${many}`,
    `as many pages in ${FEW} mappings`,
    copyInFromFew(MANY),
    copyInWithMappings(MANY, true),
  ]
  yield [
    `copyIn 64 B at random, resident${many}`,
    'a bare copy from there',
    bareCopyAtRandom(MANY),
    copyInWithMappings(MANY, true),
  ]
}

/** A memory of pages that nobody uses, to move bytes in: `pages` of them. */
function bareMemory(pages) {
  const file = new MemoryFile({ maxBytes: (pages + 16) * PAGE, initialBytes: (pages + 16) * PAGE })
  file.zero(PAGE, pages * PAGE)
  return file
}

function zeroPages(pages) {
  const file = bareMemory(pages)
  return () => {
    for (let page = 1; page <= pages; page++) file.zero(page * PAGE, PAGE)
  }
}

function copyPages(pages) {
  const file = bareMemory(2 * pages)
  return () => {
    for (let page = 1; page <= pages; page++) file.copyWithin((page + pages) * PAGE, page * PAGE, PAGE)
  }
}

function forkAndExit(m) {
  return () => m.mm.fork().decUsers()
}

function* forks() {
  const table = new Uint8Array(1 << 20)
  const copyTable = () => table.copyWithin(1 << 19, 0, 16384 * 4)
  const one = new Machine()
  one.map(16384 * PAGE)
  yield ['fork + exit, 16384 pages in one mapping', 'copying their entries', copyTable, forkAndExit(one)]
  const { m } = machineWith(16384, true)
  yield ['fork + exit, 16384 one-page mappings', 'copying their entries', copyTable, forkAndExit(m)]
}

function* pages() {
  const size = 64 << 20
  const touch = touchAndGiveBack(size)
  yield ['first touch of 64 MiB, and back', 'zeroing its pages', zeroPages(size / PAGE), touch]
  const file = bareMemory(size / PAGE)
  yield ['first touch of 64 MiB, and back', 'one fill of it', () => file.zero(PAGE, size), touch]
  const bytes = 16 << 20
  yield [
    'copy-on-write of 16 MiB, with fork and exit',
    'copying its pages',
    copyPages(bytes / PAGE),
    copyOnWrite(bytes),
  ]
}

function mapTouchAndUnmap() {
  const { mm } = new Machine()
  return () => {
    const at = mm.mmap(ANON)
    mm.zeroOut(at, 8)
    mm.munmap(at, PAGE)
  }
}

/** A store to each page of so many bytes, which are then given back. */
function touchAndGiveBack(bytes) {
  const { mm } = new Machine()
  const start = mm.mmap({ ...ANON, length: bytes })
  return () => {
    for (let at = start; at < start + bytes; at += PAGE) mm.zeroOut(addr(at), 8)
    mm.madvise(start, bytes, 4)
  }
}

/** A fork, a store to each page of so many bytes, and the end of the child. */
function copyOnWrite(bytes) {
  const m = new Machine()
  const start = m.map(bytes)
  return () => {
    const child = m.mm.fork()
    for (let at = start; at < start + bytes; at += PAGE) m.mm.zeroOut(addr(at), 8)
    child.decUsers()
  }
}

/** @see peers/gvisor/main.go */
function* besideGvisor() {
  const [pages, half] = [16384, 1024]
  const one = new Machine()
  one.map(pages * PAGE)
  const { m: many } = machineWith(half, true)
  for (const [name, [operation, size, count], own] of [
    ['mmap + munmap of a page', ['map', PAGE, 1], mapAndUnmap(0)],
    ['mmap, a store, and munmap', ['fault', PAGE, 1], mapTouchAndUnmap()],
    ['first touch of 16 MiB, and back', ['touch', 16 << 20, 1], touchAndGiveBack(16 << 20)],
    [`fork + exit, ${pages} pages in one mapping`, ['fork', pages * PAGE, 1], forkAndExit(one)],
    [`fork + exit, ${half} one-page mappings`, ['fork', half * PAGE, half], forkAndExit(many)],
    ['copy-on-write of 16 MiB, with fork and exit', ['copyOnWrite', 16 << 20, 1], copyOnWrite(16 << 20)],
  ]) {
    const gvisor = gvisorCall(operation, size, count)
    if (gvisor !== undefined) yield [name, 'gVisor in Go', gvisor, own]
  }
}

/** @see rows.js */
export function* addressSpaceRows() {
  for (const group of [besideGvisor, scale, forks, pages]) yield* group()
}
