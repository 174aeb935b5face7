// Other file systems in JavaScript as peers: each has a file of FILE_BYTES, and offers the same four calls at position 0:
// read and write of `size` bytes, and vectors of `count` segments, STRIDE bytes apart. What is not installed is left out.

import {
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  readvSync,
  rmSync,
  writeFileSync,
  writeSync,
  writevSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const FILE_BYTES = 4 << 20
const STRIDE = 8000
const MEMORY_BYTES = 16 << 20

/** Peers that are not there. */
export const missing = []

const content = () => new Uint8Array(FILE_BYTES).fill(0x33)
/** A file of the host's, in memory if it has a place for that. */
function hostFile() {
  const directory = mkdtempSync(join(process.platform === 'linux' ? '/dev/shm' : tmpdir(), 'jvisor-bench-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  writeFileSync(join(directory, 'file'), content())
  return directory
}

/** Views of `count` segments. */
function segmentsOf(bytes, count, size) {
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * STRIDE, i * STRIDE + size))
}

/** The calls of node:fs, or of what has its face. */
function callsOfFs(fs, fd) {
  const bytes = Buffer.alloc(MEMORY_BYTES)
  return {
    read: (size) => () => fs.readSync(fd, bytes, 0, size, 0),
    write: (size) => () => fs.writeSync(fd, bytes, 0, size, 0),
    readv: (count, size) => {
      const segments = segmentsOf(bytes, count, size)
      return () => fs.readvSync(fd, segments, 0)
    },
    writev: (count, size) => {
      const segments = segmentsOf(bytes, count, size)
      return () => fs.writevSync(fd, segments, 0)
    },
  }
}

/** The calls of WASI, on a memory of 32-bit iovecs. */
function callsOfWasi(wasi, fd, memory) {
  const IOVECS = 8 << 10
  const BASE = 1 << 16
  const vectored = (call) => (count, size) => {
    const words = new Uint32Array(memory.buffer, IOVECS, count * 2)
    for (let i = 0; i < count; i++) words.set([BASE + i * STRIDE, size], i * 2)
    return () => call(fd, IOVECS, count, 0n, 0)
  }
  const readv = vectored((...args) => wasi.fd_pread(...args))
  const writev = vectored((...args) => wasi.fd_pwrite(...args))
  return { read: (size) => readv(1, size), write: (size) => writev(1, size), readv, writev }
}

// (module (memory (export "memory") 256))
const WITH_MEMORY = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  5,
  4,
  1,
  0,
  128,
  2,
  7,
  10,
  1,
  6,
  109,
  101,
  109,
  111,
  114,
  121,
  2,
  0,
)

function instanceWithMemory() {
  return new WebAssembly.Instance(new WebAssembly.Module(WITH_MEMORY))
}

const MAKERS = {
  'node:fs': async () => {
    const fd = openSync(join(hostFile(), 'file'), 'r+')
    process.on('exit', () => closeSync(fd))
    return callsOfFs({ readSync, writeSync, readvSync, writevSync }, fd)
  },
  'node:wasi': async () => {
    const { WASI } = await import('node:wasi')
    const wasi = new WASI({ version: 'preview1', preopens: { '/': hostFile() } })
    const instance = instanceWithMemory()
    wasi.initialize(instance)
    const { memory } = instance.exports
    new Uint8Array(memory.buffer).set(new TextEncoder().encode('file'), 64)
    const RIGHTS = 0x7fn // to read, to write and to seek
    const err = wasi.wasiImport.path_open(3, 0, 64, 4, 0, RIGHTS, RIGHTS, 0, 128)
    if (err !== 0) throw new Error(`path_open: ${err}`)
    return callsOfWasi(wasi.wasiImport, new Uint32Array(memory.buffer)[32], memory)
  },
  browser_wasi_shim: async () => {
    const { File, OpenFile, WASI } = await import('@bjorn3/browser_wasi_shim')
    const wasi = new WASI([], [], [new OpenFile(new File(content()))], { debug: false })
    const instance = instanceWithMemory()
    wasi.inst = instance
    return callsOfWasi(wasi.wasiImport, 0, instance.exports.memory)
  },
  memfs: async () => {
    const { vol } = await import('memfs')
    vol.writeFileSync('/file', content())
    return callsOfFs(vol, vol.openSync('/file', 'r+'))
  },
  'Emscripten MEMFS': async () => {
    const { default: SevenZip } = await import('7z-wasm')
    const { FS } = await SevenZip({ print() {}, printErr() {} })
    FS.writeFile('/file', content())
    const stream = FS.open('/file', 'r+')
    const bytes = new Uint8Array(MEMORY_BYTES)
    // As its fd_pread and fd_pwrite (doReadv, doWritev) do it: segment by segment.
    const vectored = (move) => (count, size) => () => {
      for (let i = 0; i < count; i++) move(stream, bytes, i * STRIDE, size, i * size)
    }
    const readv = vectored((...args) => FS.read(...args))
    const writev = vectored((...args) => FS.write(...args))
    return { read: (size) => readv(1, size), write: (size) => writev(1, size), readv, writev }
  },
}

/** By name, the calls of those that are there. */
export const javascriptPeers = new Map()
for (const [name, make] of Object.entries(MAKERS)) {
  try {
    javascriptPeers.set(name, await make())
  } catch (error) {
    missing.push(`no rows beside ${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`)
  }
}
