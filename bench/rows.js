// What is measured: a name, the same work without a sentry to compare with, and the operation.

import { SYSCALL_NUMBERS } from '@jvisor/abi'
import { AddrRangeSeq, addr, BlockSeq, BlockSeqReader, BlockSeqWriter } from '@jvisor/usermem'
import { addressSpaceRows } from './address-space-rows.js'
import { ioRows } from './io-rows.js'
import { Machine } from './machine.js'
import { gvisorCall } from './peers/programs.js'
import { taskRows } from './task-rows.js'

const N = SYSCALL_NUMBERS['x86-64']
const SIZES = { '16 B': 16, '64 B': 64, '4 KiB': 4096, '64 KiB': 65536, '1 MiB': 1 << 20 }
const COUNTS = [1, 8, 64, 1024]

/** The bare move of `size` bytes inside one buffer. */
function bareCopy(size) {
  const bytes = new Uint8Array(4 << 20).fill(0x5a)
  return () => bytes.copyWithin(2 << 20, 0, size)
}

/** A row beside the bare move of so many bytes, and one beside gVisor if it is there. */
function* besideGvisor(name, bare, gvisor, operation) {
  yield [name, 'copyWithin', bareCopy(bare), operation]
  if (gvisor !== undefined) yield [name, 'gVisor in Go', gvisor, operation]
}

function* copies(m) {
  const at = addr(m.map(2 << 20))
  for (const [label, size] of Object.entries(SIZES)) {
    const host = new Uint8Array(size).fill(0x33)
    yield* besideGvisor(`copyOut ${label}`, size, gvisorCall('copyOut', size, 1), () =>
      m.mm.copyOut(at, host),
    )
    yield* besideGvisor(`copyIn ${label}`, size, gvisorCall('copyIn', size, 1), () => m.mm.copyIn(at, host))
    yield* besideGvisor(`zeroOut ${label}`, size, gvisorCall('zeroOut', size, 1), () =>
      m.mm.zeroOut(at, size),
    )
  }
}

function* vectors(m) {
  const base = m.map(9 << 20)
  for (const count of COUNTS) {
    const iov = addr(m.iovecs(base, count, 64, 192))
    yield* besideGvisor(`iovec import ${count}`, count * 16, gvisorCall('import', 64, count), () =>
      m.task.copyInIovecs(iov, count),
    )
    for (const size of [64, 4096]) {
      const ranges = AddrRangeSeq.of(
        Array.from({ length: count }, (_, i) => ({ start: base + i * 8000, end: base + i * 8000 + size })),
      )
      const source = BlockSeq.fromBytes(new Uint8Array(count * size).fill(1))
      const what = `${count} × ${size} B`
      const bytes = count * size
      const reader = new BlockSeqReader(source)
      yield* besideGvisor(`copyOutFrom ${what}`, bytes, gvisorCall('copyOutFrom', size, count), () => {
        reader.blocks = source
        m.mm.copyOutFrom(ranges, reader)
      })
      const writer = new BlockSeqWriter(source)
      yield* besideGvisor(`copyInTo ${what}`, bytes, gvisorCall('copyInTo', size, count), () => {
        writer.blocks = source
        m.mm.copyInTo(ranges, writer)
      })
    }
  }
}

function* calls(m) {
  const base = m.map(8 << 20)
  const file = m.call('open', m.cstring('/file'), 0o102, 0o644)
  m.call('pwrite64', file, base, 4 << 20, 0)
  const nothing = m.call('open', m.cstring('/dev/null'), 2)
  for (const [label, size] of Object.entries(SIZES)) {
    yield [
      `pread tmpfs ${label}`,
      'copyWithin',
      bareCopy(size),
      () => m.callNumber(N.pread64, file, base, size, 0),
    ]
    yield [
      `pwrite tmpfs ${label}`,
      'copyWithin',
      bareCopy(size),
      () => m.callNumber(N.pwrite64, file, base, size, 0),
    ]
  }
  yield ['write /dev/null 64 B', 'copyWithin', bareCopy(64), () => m.callNumber(N.write, nothing, base, 64)]
  for (const count of COUNTS) {
    for (const size of [64, 4096]) {
      const iov = m.iovecs(base, count, size, 8000)
      const bare = bareCopy(Math.min(2 << 20, count * size))
      yield [
        `preadv tmpfs ${count} × ${size} B`,
        'copyWithin',
        bare,
        () => m.callNumber(N.preadv, file, iov, count, 0),
      ]
    }
  }
  yield ['getpid', 'empty call', () => {}, () => m.callNumber(N.getpid)]
  const fds = m.map(4096)
  m.call('pipe', fds)
  const [readFd, writeFd] = [m.call('dup', file) - 2, m.call('dup', file) - 2]
  m.call('socketpair', 1, 1, 0, fds)
  const [receiver, sender] = [m.call('dup', file) - 2, m.call('dup', file) - 2]
  for (const size of [64, 4096, 65536]) {
    for (const [name, from, to] of [
      ['pipe', writeFd, readFd],
      ['socketpair', sender, receiver],
    ]) {
      yield [
        `${name} write + read ${size} B`,
        'copyWithin',
        bareCopy(size),
        () => {
          m.callNumber(N.write, from, base, size)
          m.callNumber(N.read, to, base, size)
        },
      ]
    }
  }
}

/** All rows: [name, what it is compared with, that, the operation]. */
export function* rows() {
  for (const group of [copies, vectors, calls]) yield* group(new Machine())
  yield* ioRows()
  yield* taskRows()
  yield* addressSpaceRows()
}
