// cat(1), the hard way: reads files with readv into scattered buffers, the last of which runs into an unmapped page, so
// that every read comes back short; and writes what did arrive with writev. What arrives is the file, byte for byte.
//
//   jvisor run --strace --summary examples/scatter-cat.ts FILE…

import type { Guest, GuestIovec } from 'jvisor'

const PAGE = 4096
const O_RDONLY = 0
const PROT_READ_WRITE = 3
const MAP_PRIVATE_ANONYMOUS = 0x22
const AT_FDCWD = -100
/** Where struct stat keeps st_size on x86-64, and its own size. */
const ST_SIZE = 48
const STAT_SIZE = 144
const STDOUT = 1
const STDERR = 2

export default async function main(guest: Guest): Promise<number> {
  const files = guest.args.slice(1)
  if (files.length === 0) return complain(guest, 'usage: scatter-cat FILE…')
  let status = 0
  for (const file of files) status = Math.max(status, await copy(guest, file))
  return status
}

/** Copies one file to standard output. */
async function copy(guest: Guest, file: string): Promise<number> {
  const fd = await guest.syscall('openat', AT_FDCWD, guest.cstring(file), O_RDONLY)
  if (fd < 0) return complain(guest, `scatter-cat: ${file}: error ${-fd}`)
  const stat = guest.malloc(STAT_SIZE)
  await guest.syscall('fstat', fd, stat)
  const segments = await scatter(guest, Number(guest.load64(stat + ST_SIZE)))
  const vector = guest.iovecs(segments)
  for (;;) {
    guest.storeIovecs(vector, segments)
    const n = await guest.syscall('readv', fd, vector, segments.length)
    if (n < 0) return complain(guest, `scatter-cat: ${file}: error ${-n}`)
    if (n === 0) break
    const left = await writeAll(guest, vector, segments, n)
    if (left < 0) return complain(guest, `scatter-cat: standard output: error ${-left}`)
  }
  await guest.syscall('close', fd)
  return 0
}

/**
 * Three buffers in three places, of a size that suits the file. The third is said to be a page longer than what is
 * mapped of it.
 */
async function scatter(guest: Guest, size: number): Promise<GuestIovec[]> {
  const head = clamp(Math.floor(size / 4), 16, 256 * 1024)
  const middle = clamp(Math.floor(size / 8), 8, 64 * 1024)
  const tail = clamp(Math.floor(size / 16), 4, PAGE)
  const edge = await guest.syscall('mmap', 0, 2 * PAGE, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0)
  await guest.syscall('munmap', edge + PAGE, PAGE)
  return [
    { base: guest.malloc(head), length: head },
    { base: guest.malloc(middle), length: middle },
    { base: edge + PAGE - tail, length: tail + PAGE },
  ]
}

/** Writes the first `n` bytes of the segments, however many calls that takes. */
async function writeAll(
  guest: Guest,
  vector: number,
  segments: readonly GuestIovec[],
  n: number,
): Promise<number> {
  let done = 0
  while (done < n) {
    const rest = slice(segments, done, n)
    guest.storeIovecs(vector, rest)
    const written = await guest.syscall('writev', STDOUT, vector, rest.length)
    if (written < 0) return written
    done += written
  }
  return 0
}

/** The bytes [from, to) of the segments taken together, as segments. */
function slice(segments: readonly GuestIovec[], from: number, to: number): GuestIovec[] {
  let at = 0
  return segments.flatMap(({ base, length }) => {
    const start = clamp(from - at, 0, length)
    const end = clamp(to - at, 0, length)
    at += length
    return start < end ? [{ base: base + start, length: end - start }] : []
  })
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

async function complain(guest: Guest, message: string): Promise<number> {
  const text = guest.cstring(`${message}\n`)
  await guest.syscall('write', STDERR, text, new TextEncoder().encode(message).length + 1)
  return 1
}
