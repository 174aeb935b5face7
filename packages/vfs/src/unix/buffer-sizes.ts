// What messages count for at their sender, as Linux counts: the memory that they would take there, which SIOCOUTQ tells
// and SO_SNDBUF bounds. Linux: net/unix/af_unix.c, net/core/skbuff.c alloc_skb_with_frags. Measured on Linux 6.18,
// x86-64 (send-buffer.test.ts has the table).

import { PAGE_SIZE } from '@jvisor/abi'

/** Bytes of the struct that describes a message, and of what stands behind its first part. */
const DESCRIPTOR = 256
const TRAILER = 320
const SMALLEST_PART = 512

/** Most bytes in the first part of a message of a stream: they fill a page. */
const STREAM_HEAD = PAGE_SIZE - TRAILER
/** Bytes of a message of a stream besides. */
const STREAM_PAGES = 32768
/** Most bytes in the first part of a datagram for which that is tried, and most in pages. */
const DATAGRAM_HEAD = 4 * PAGE_SIZE - TRAILER
const DATAGRAM_PAGES = 17 * PAGE_SIZE

/** Most bytes of a stream that are one message, with this SO_SNDBUF. */
export function streamPiece(sendBuffer: number): number {
  return Math.min(Math.floor(sendBuffer / 2) - 64, STREAM_HEAD + STREAM_PAGES)
}

/** What a message of a stream counts for. */
export function streamCharge(bytes: number): number {
  return charge(bytes, Math.min(bytes, wholePages(Math.max(0, bytes - STREAM_HEAD))))
}

/** What a datagram, or a record of a SOCK_SEQPACKET, counts for. */
export function datagramCharge(bytes: number): number {
  const rest = Math.max(0, bytes - DATAGRAM_HEAD)
  return charge(bytes, wholePages(Math.min(rest, DATAGRAM_PAGES)))
}

/** The most bytes of a datagram. */
export function largestDatagram(sendBuffer: number): number {
  return sendBuffer - 32
}

/** Of a message of which `inPages` bytes are in pages. */
function charge(bytes: number, inPages: number): number {
  const head = Math.max(0, bytes - inPages) + TRAILER
  const part = head <= SMALLEST_PART ? SMALLEST_PART : 2 ** Math.ceil(Math.log2(head))
  return DESCRIPTOR + part + wholePages(inPages)
}

function wholePages(bytes: number): number {
  return Math.ceil(bytes / PAGE_SIZE) * PAGE_SIZE
}
