// What is aimed at beside each peer, as a ratio of time, and why it is missed where it is. The report says so.

const VECTOR = /(?:preadv|pwritev|readv|writev|copyOutFrom|copyInTo|iovec import)\D*(\d+)(?: ×|$)/
/** What tasks cost is aimed at as such: see report.js. */
const TASKS = /^(a byte to another process|fork, exit and wait4)/

/** Segments of a row's vector; 1 for a plain transfer. */
function segmentsOf(name) {
  return Number(VECTOR.exec(name)?.[1] ?? 1)
}

/** At most so many times as long as the peer; undefined if nothing is aimed at. */
export function targetOf(name, peer) {
  if (TASKS.test(name)) return undefined
  if (peer === 'a bare copy') return 1.25 // 80 % of its bandwidth
  const segments = segmentsOf(name)
  if (peer === 'host kernel') return segments >= 64 ? 0.6 : 1
  return segments >= 8 ? 0.5 : 1
}

/** Why a row is missed, of the first that matches. */
const REASONS = [
  {
    peer: /^qemu/,
    rows: /./,
    why: 'qemu’s program has the memory of its process; here each load and store looks into a TLB. A round of the sieve’s inner loop, four instructions of the program, is 21 of the processor (V8’s code, two rounds at a time): 8 look into the TLB, 2 make the address, 1 stores, 4 are the two additions and the branch, 1 counts fuel, 2 are whether to stop, by V8 and by fuel, and 3 move registers, of which more are live than there are, since what the program does not read any more is kept for whoever looks after a fault. qsort’s comparisons are calls through a pointer: each leaves its function, by way of chain, and comes back so.',
  },
  {
    peer: /^gVisor/,
    rows: /^copy(In|Out) (16 B|64 B|4 KiB)$/,
    why: 'Ours finds the page (10 ns), makes a view of it (30 ns) and calls the engine’s copy (20 ns). In Go a view is three numbers.',
  },
  {
    peer: /^gVisor/,
    rows: /× 4096 B$/,
    why: 'Between an array of the host’s and memory each page is moved by itself, which takes a view and a call, 70 ns; Go’s copy of a page alone takes 35.',
  },
  {
    peer: /^gVisor/,
    rows: /^fork/,
    why: 'gVisor keeps runs of pages, and copies one for such a mapping. Ours shares the leaves of the page table and copies the nodes above them, which are mostly empty but looked through, here as when the child ends.',
  },
  {
    peer: /^Emscripten/,
    rows: /./,
    why: 'One array, no address space, no checks: its read is the engine’s copy alone.',
  },
  {
    peer: /bare/,
    rows: /./,
    why: 'Of 64 KiB a call takes its time before and after the copy. Of 1 MiB nearly all of it is the copy, which goes by runs of pages, and by pages of a file: the bare one is one run.',
  },
  {
    peer: /./,
    rows: /(?:64|1024) × (?:4096 B|4 KiB)$|64 KiB$|1 MiB$|1048576 B$/,
    why: 'Both sides wait for memory: a bare copy of as much takes nearly as long.',
  },
  {
    peer: /./,
    rows: /(?:64|1024) × 64 B$/,
    why: 'Generated code translates and moves each piece (12 ns); what is left are the loads of its page table and the moves themselves.',
  },
  {
    peer: /./,
    rows: /pipe|zero|null/,
    why: 'The kernel’s own call is at its cheapest here, 120 to 250 ns; ours takes 60 to 80 before and after the transfer, and a vector 60 to be read and checked.',
  },
  {
    peer: /./,
    rows: /./,
    why: 'A call takes 60 to 80 ns before and after its transfer, and a vector 60 to be read and checked: small functions, of which the engine has to be shown each that is hot.',
  },
]

export function reasonFor(name, peer) {
  return REASONS.find((reason) => reason.peer.test(peer) && reason.rows.test(name)).why
}
