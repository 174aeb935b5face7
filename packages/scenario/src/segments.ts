// Segments: the buffers of a call that moves bytes, laid over the mappings that there were, with what moved of each.

import type { SyscallName } from '@jvisor/abi'
import type { MapLine, Subject } from './subject.ts'

/** A part of a segment that lies in one mapping, or in none. */
export interface SegmentPart {
  readonly bytes: number
  /** "rw-p"; "hole" where nothing is mapped. */
  readonly mapped: string
}

export interface TransferSegment {
  readonly base: number
  readonly length: number
  /** Bytes of it that were moved. */
  readonly moved: number
  readonly parts: readonly SegmentPart[]
}

/** A buffer as a call was given it. */
export type BufferRange = readonly [base: number, length: number]

const IOVEC = 16
const MOST_SEGMENTS = 1024
const INT_MASK = 0xffff_ffffn
/** Parts of a segment that are told. */
const MOST_PARTS = 16

const PLAIN: ReadonlySet<SyscallName> = new Set<SyscallName>(['read', 'write', 'pread64', 'pwrite64'])
const VECTORED: ReadonlySet<SyscallName> = new Set<SyscallName>([
  'readv',
  'writev',
  'preadv',
  'pwritev',
  'preadv2',
  'pwritev2',
])

/** True for the calls that move bytes between a file and memory. */
export function isTransfer(name: SyscallName): boolean {
  return PLAIN.has(name) || VECTORED.has(name)
}

/** True if it moves them into memory. */
export function isRead(name: SyscallName): boolean {
  return isTransfer(name) && name.includes('read')
}

/** The buffers of a call that moves bytes, as they are before it is made; undefined if they cannot be read. */
export function buffersOf(
  name: SyscallName,
  args: readonly bigint[],
  subject: Subject,
): BufferRange[] | undefined {
  if (PLAIN.has(name)) return [[Number(args[1] ?? 0n), Number(args[2] ?? 0n)]]
  const count = Number((args[2] ?? 0n) & INT_MASK)
  if (count > MOST_SEGMENTS) return undefined
  const bytes = count === 0 ? new Uint8Array(0) : subject.peek(Number(args[1] ?? 0n), count * IOVEC)
  if (bytes === undefined) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Array.from(
    { length: count },
    (_, i): BufferRange => [
      Number(view.getBigUint64(i * IOVEC, true)),
      Number(view.getBigInt64(i * IOVEC + IOVEC / 2, true)),
    ],
  )
}

/** The buffers over the mappings `maps`, of which `count` bytes were moved in all. */
export function segmentsOver(
  buffers: readonly BufferRange[],
  maps: readonly MapLine[],
  count: number,
): TransferSegment[] {
  let left = Math.max(0, count)
  return buffers.map(([base, length]) => {
    const moved = Math.min(left, Math.max(0, length))
    left -= moved
    return { base, length, moved, parts: partsOf(base, length, maps) }
  })
}

function partsOf(base: number, length: number, maps: readonly MapLine[]): SegmentPart[] {
  const parts: SegmentPart[] = []
  const end = base + Math.max(0, length)
  let index = firstBehind(maps, base)
  for (let at = base; at < end && parts.length < MOST_PARTS; ) {
    while (index < maps.length && maps[index].end <= at) index++
    const map = maps.at(index)
    const inside = map !== undefined && map.start <= at
    const next = Math.min(end, inside ? map.end : (map?.start ?? end))
    parts.push({ bytes: next - at, mapped: inside ? map.perms : 'hole' })
    at = next
  }
  return parts
}

/** Index of the first mapping that ends behind `at`; there may be tens of thousands for each of a thousand segments. */
function firstBehind(maps: readonly MapLine[], at: number): number {
  let [low, high] = [0, maps.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (maps[middle].end > at) high = middle
    else low = middle + 1
  }
  return low
}
