// What the sentry itself takes for a program's memory: `npx -y pnpm@12 run bench:memory`. Bytes of the JavaScript heap and of
// page-table nodes, for each resident page, each mapping, and each page of a fork.

import { addr, READ_WRITE } from '@jvisor/usermem'
import { ANON, FAR, Machine, PAGE } from './machine.js'

/** The memory file keeps a reference count and an owner's word for each page, 32 bits each. */
const PER_PAGE_OF_FILE = 8

if (globalThis.gc === undefined) throw new Error('run with node --expose-gc')

function heap() {
  for (let i = 0; i < 3; i++) globalThis.gc()
  return process.memoryUsage().heapUsed
}

/** Bytes that `make` leaves on the heap, with what it makes kept alive. */
function grows(make) {
  const before = heap()
  const kept = make()
  const after = heap()
  return kept === undefined ? 0 : after - before
}

function show(what, bytes, per) {
  console.log(`${what.padEnd(52)} ${(bytes / per).toFixed(1).padStart(8)} bytes`)
}

{
  const count = 65536
  const { mm, kernel } = new Machine()
  const at = mm.mmap({ ...ANON, length: count * PAGE })
  const before = kernel.memoryFile.pagesInUse
  const bytes = grows(() => mm.zeroOut(at, count * PAGE))
  const nodes = kernel.memoryFile.pagesInUse - before - count
  show('a resident page, of 65536 in one mapping', bytes + nodes * PAGE + count * PER_PAGE_OF_FILE, count)
  const childNodes = kernel.memoryFile.pagesInUse
  let child
  const forked = grows(() => {
    child = mm.fork()
    return child
  })
  show('the same page in a child', forked + (kernel.memoryFile.pagesInUse - childNodes) * PAGE, count)
}
{
  const count = 65000
  const m = new Machine()
  const bytes = grows(() => {
    for (let i = 0; i < count; i++) {
      m.mm.mmap({ ...ANON, addr: addr(FAR + i * PAGE), fixed: true, perms: i % 2 === 0 ? READ_WRITE : 7 })
    }
    return m
  })
  show('a mapping, of 65000', bytes, count)
}
{
  const count = 65000
  const m = new Machine()
  const bytes = grows(() => {
    for (let i = 0; i < count; i++) m.mm.mmap({ ...ANON, perms: i % 2 === 0 ? READ_WRITE : 7 })
    return m
  })
  show('a mapping, of 65000 from the top down', bytes, count)
}
{
  const count = 65000
  const m = new Machine()
  const fd = m.call('open', m.cstring('/file'), 0o102, 0o644)
  m.call('ftruncate', fd, 1 << 30)
  const file = m.task.fdTable.get(fd)
  const bytes = grows(() => {
    for (let i = 0; i < count; i++) {
      const opts = { ...ANON, addr: addr(FAR + i * PAGE), fixed: true, offset: (i % 2) * 8 * PAGE }
      file.configureMmap(opts)
      m.mm.mmap(opts)
    }
    return m
  })
  show('a mapping of a file, of 65000', bytes, count)
}
