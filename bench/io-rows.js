// Rows of the way of bytes through the whole stack: each call by number, from the registers to the file and back, beside
// the host kernel's own. Plain calls of 1 B to 1 MiB, vectors of 1 to 1024 segments.

import { SYSCALL_NUMBERS } from '@jvisor/abi'
import { addr } from '@jvisor/usermem'
import { Machine } from './machine.js'
import { javascriptPeers } from './peers/javascript.js'
import { gvisorCall, hostCall } from './peers/programs.js'

const N = SYSCALL_NUMBERS['x86-64']
const SIZES = { '1 B': 1, '64 B': 64, '4 KiB': 4096, '64 KiB': 65536, '1 MiB': 1 << 20 }
const SEGMENTS = { '64 B': 64, '4 KiB': 4096 }
const COUNTS = [1, 8, 64, 1024]
/** Bytes from segment to segment: they begin at other places in other pages. */
const STRIDE = 8000
const BESIDE = 'the host kernel'
/** Bytes that a pipe is given room for. */
const PIPE = 1 << 20
/** Bytes that a pipe has room for if nothing is said. */
const DEFAULT_PIPE = 1 << 16

/** The machine, and its files by the names that host.c gives them. */
class Files {
  constructor() {
    const m = new Machine()
    this.m = m
    this.base = m.map(9 << 20)
    this.file = m.call('open', m.cstring('/file'), 0o102, 0o644)
    m.call('pwrite64', this.file, this.base, 4 << 20, 0)
    this.null = m.call('open', m.cstring('/dev/null'), 2)
    this.zero = m.call('open', m.cstring('/dev/zero'), 2)
    const ends = m.map(4096)
    m.call('pipe', ends)
    const bytes = new Uint8Array(8)
    m.mm.copyIn(addr(ends), bytes)
    this.pipe = bytes[4]
    this.reader = bytes[0]
    m.call('fcntl', this.pipe, 1031, PIPE)
  }

  /** The call of ours that a row measures. */
  operation(file, call, size, count) {
    const { m, base } = this
    const number = N[call === 'pread' || call === 'pwrite' ? `${call}64` : call]
    const vectored = call.endsWith('v')
    const a = vectored ? m.iovecs(base, count, size, STRIDE) : base
    const b = vectored ? count : size
    const fd = this[file]
    if (file === 'pipe') {
      const back = vectored ? N.readv : N.read
      return () => {
        m.callNumber(number, fd, a, b)
        m.callNumber(back, this.reader, a, b)
      }
    }
    if (file !== 'file' || call.startsWith('p')) return () => m.callNumber(number, fd, a, b, 0)
    return () => {
      m.callNumber(N.lseek, fd, 0, 0)
      m.callNumber(number, fd, a, b)
    }
  }
}

/** What is measured: [file, calls, what they are called]. */
const PLAIN = [
  ['file', ['pread', 'pwrite'], 'tmpfs'],
  ['pipe', ['write'], 'pipe, and read'],
  ['null', ['write'], '/dev/null'],
  ['zero', ['read'], '/dev/zero'],
]
const VECTORED = [
  ['file', ['preadv', 'pwritev'], 'tmpfs'],
  ['pipe', ['writev'], 'pipe, and readv'],
  ['null', ['writev'], '/dev/null'],
  ['zero', ['readv'], '/dev/zero'],
]

/** Beside other file systems in JavaScript: [call of ours, call of theirs, counts and sizes]. */
const BESIDE_OTHERS = [
  [
    'preadv',
    'readv',
    [
      [1, 64],
      [8, 64],
      [64, 64],
      [1024, 64],
      [1, 4096],
      [64, 4096],
      [1, 1 << 20],
    ],
  ],
  [
    'pwritev',
    'writev',
    [
      [1, 64],
      [64, 64],
      [1, 4096],
    ],
  ],
]

/** One segment is a plain call, of theirs as of ours. */
function* besideOthers(files) {
  for (const [ours, theirs, pieces] of BESIDE_OTHERS) {
    for (const [count, size] of pieces) {
      for (const [peer, calls] of javascriptPeers) {
        const one = count === 1
        const name = one ? `${ours.slice(0, -1)} tmpfs ${size} B` : `${ours} tmpfs ${count} × ${size} B`
        const bare = one ? calls[theirs.slice(0, -1)](size) : calls[theirs](count, size)
        yield [name, peer, bare, files.operation('file', one ? ours.slice(0, -1) : ours, size, count)]
      }
    }
  }
}

/** Beside gVisor's handlers: [file, call, what it is called, what gvisor/main.go calls it]. */
const HANDLED = [
  ['file', 'preadv', 'preadv tmpfs', 'preadv'],
  ['file', 'pwritev', 'pwritev tmpfs', 'pwritev'],
  ['file', 'readv', 'lseek, and readv tmpfs', 'readv'],
  ['file', 'writev', 'lseek, and writev tmpfs', 'writev'],
  ['pipe', 'writev', 'writev pipe, and readv', 'pipe'],
]

function* besideHandlers(files) {
  for (const [file, call, name, theirs] of HANDLED) {
    for (const [label, size] of Object.entries(SEGMENTS)) {
      for (const count of COUNTS) {
        if (file === 'pipe' && count * size > DEFAULT_PIPE) continue
        const handler = gvisorCall(theirs, size, count)
        if (handler === undefined) continue
        yield [
          `${name} ${count} × ${label}`,
          'gVisor in Go',
          handler,
          files.operation(file, call, size, count),
        ]
      }
    }
  }
}

/** @see rows.js */
export function* ioRows() {
  const files = new Files()
  yield* besideOthers(files)
  yield* besideHandlers(files)
  const row = (name, file, call, size, count) => {
    const host = hostCall(file, call, size, count)
    return host === undefined ? [] : [[name, BESIDE, host, files.operation(file, call, size, count)]]
  }
  yield* row('getppid', 'file', 'getppid', 1, 1)
  for (const [file, calls, title] of PLAIN) {
    for (const call of calls) {
      for (const [label, size] of Object.entries(SIZES))
        yield* row(`${call} ${title} ${label}`, file, call, size, 1)
    }
  }
  for (const call of ['read', 'write', 'readv', 'writev'])
    yield* row(`lseek, and ${call} tmpfs 64 B`, 'file', call, 64, 1)
  for (const [file, calls, title] of VECTORED) {
    for (const call of calls) {
      for (const [label, size] of Object.entries(SEGMENTS)) {
        for (const count of COUNTS) {
          if (file === 'pipe' && count * size > PIPE) continue
          yield* row(`${call} ${title} ${count} × ${label}`, file, call, size, count)
        }
      }
    }
  }
}
