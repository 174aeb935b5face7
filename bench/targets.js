// What is aimed at beside each peer, as a ratio of time, and why it is missed where it is. The report says so.

const VECTOR = /(?:preadv|pwritev|readv|writev|copyOutFrom|copyInTo|iovec import)\D*(\d+)(?: ×|$)/
const LARGE = /× (?:4096 B|4 KiB)| (?:64 KiB|1 MiB|1048576 B)$/

/** Segments of a row's vector; 1 for a plain transfer. */
function segmentsOf(name) {
  return Number(VECTOR.exec(name)?.[1] ?? 1)
}

/** At most so many times as long as the peer. */
export function targetOf(name, peer) {
  const segments = segmentsOf(name)
  if (peer === 'host kernel') return segments >= 64 ? 0.6 : 1
  return segments >= 8 ? 0.5 : 1
}

/** Why a row is missed, of the first that matches. */
const REASONS = [
  {
    peer: /^gVisor/,
    rows: /^copy(In|Out) (16 B|64 B|4 KiB)$/,
    why: 'The peer is a slice of bytes, without a page table; ours finds the page (10 ns), and a view and a call of the engine’s copy cost 40 more.',
  },
  {
    peer: /./,
    rows: LARGE,
    why: 'Both sides wait for memory: a bare copy takes as long.',
  },
  {
    peer: /^Emscripten/,
    rows: /./,
    why: 'One array, no address space, no checks: its read is the engine’s copy alone.',
  },
  {
    peer: /^host/,
    rows: /another process|fork/,
    why: 'A turn of ours goes by way of a promise of the engine’s; a fork makes the objects of a process, which the collector takes away again.',
  },
  {
    peer: /^host/,
    rows: /64 × 64 B|1024 × 64 B/,
    why: 'Generated code translates and moves each piece; what is left is the loads of its page table and the moves themselves.',
  },
  {
    peer: /./,
    rows: /./,
    why: 'A call costs 60 to 80 ns before and after its transfer, in small functions that the engine compiles one by one.',
  },
]

export function reasonFor(name, peer) {
  return REASONS.find((reason) => reason.peer.test(peer) && reason.rows.test(name)).why
}
