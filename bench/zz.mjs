import { Machine } from './machine.js'

const m = new Machine()
const size = 64 << 20
const at0 = m.mm.mmap({
  addr: 0,
  length: size,
  fixed: false,
  perms: 3,
  maxPerms: 7,
  private: true,
  offset: 0,
})
function touch() {
  for (let at = at0; at < at0 + size; at += 4096) m.mm.zeroOut(at, 8)
}
function drop() {
  m.mm.madvise(at0, size, 4)
}
for (let i = 0; i < 20; i++) {
  touch()
  drop()
}
let t = 0,
  d = 0
for (let i = 0; i < 100; i++) {
  const a = performance.now()
  touch()
  const b = performance.now()
  drop()
  t += b - a
  d += performance.now() - b
}
console.log('touch', ((t / 100 / 16384) * 1e6) | 0, 'ns/page drop', ((d / 100 / 16384) * 1e6) | 0)
const f = m.kernel.memoryFile
touch()
const p = m.mm.pageTable.get(at0 / 4096) >>> 12
let z = performance.now()
for (let k = 0; k < 50; k++) for (let i = 0; i < 16384; i++) f.zero((p + i) * 4096, 4096)
console.log('zero per page', (((performance.now() - z) / 50 / 16384) * 1e6) | 0)
z = performance.now()
for (let k = 0; k < 50; k++) f.zero(p * 4096, size)
console.log('zero bulk per page', (((performance.now() - z) / 50 / 16384) * 1e6) | 0)
