// What passes through the doors, in words: addresses, ranges, counts, reasons.

import { type Errno, errnoName, OK } from '@jvisor/abi'
import type { MmapOpts } from '@jvisor/memmap'
import {
  type AccessType,
  type AddrRange,
  type AddrRangeSeq,
  accessString,
  type BlockSeq,
  IOSequence,
  type Transfer,
  type Word,
} from '@jvisor/usermem'

/** How addresses are told; everything else is told alike everywhere. */
export interface Words {
  address(at: number): string
}

/** Addresses as strace(1) shows them. */
export const PLAIN_WORDS: Words = { address: (at) => (at === 0 ? 'NULL' : hex(at)) }

/** Puts a value that goes in or comes out into words. */
// biome-ignore lint/suspicious/noExplicitAny: each door knows what passes through it; the table is what checks it
export type Say = (value: any, words: Words) => string

export const hex = (value: number): string => `0x${value.toString(16)}`
const plural = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** The name of an object's class. A bundler that renames classes must be told not to (keepNames). */
export const className = (object: object): string => object.constructor.name

export const plain: Say = (value: unknown) => String(value)
export const hexadecimal: Say = hex
export const named: Say = (name: string) => `"${name}"`
export const address: Say = (at: number, words) => words.address(at)
export const bytes: Say = (array: Uint8Array) => plural(array.length, 'byte')
export const length: Say = (n: number) => (Number.isFinite(n) ? plural(n, 'byte') : 'to the end')
export const offset: Say = (n: number) => `offset ${n}`
export const index: Say = (n: number) => `index ${n}`
export const access: Say = (a: AccessType) => accessString(a)
export const object: Say = className
export const range: Say = (r: AddrRange, words) => `[${words.address(r.start)}, ${words.address(r.end)})`

/** "300 bytes at buf", or "2 segments, 300 bytes". */
export const ranges: Say = (r: AddrRangeSeq, words) =>
  r.count === 1
    ? `${plural(r.numBytes, 'byte')} at ${words.address(r.startAt(0))}`
    : `${plural(r.count, 'segment')}, ${plural(r.numBytes, 'byte')}`

export const sequence: Say = (s: IOSequence, words) => ranges(s.addrs, words)

export const blocks: Say = (b: BlockSeq) => `${plural(b.numBlocks, 'block')}, ${plural(b.numBytes, 'byte')}`

/** A place in the memory file: the page, and how far into it. */
export const pagePlace: Say = (at: number) =>
  at % 4096 === 0 ? `page ${at / 4096}` : `page ${Math.floor(at / 4096)}+${at % 4096}`

export const mapping: Say = (opts: MmapOpts, words) =>
  [
    plural(opts.length, 'byte'),
    ...(opts.addr === 0 ? [] : [`at ${words.address(opts.addr)}`]),
    accessString(opts.perms),
    opts.private ? 'private' : 'shared',
    ...(opts.mappable === undefined ? [] : [`${className(opts.mappable)}+${opts.offset}`]),
  ].join(' ')

/** A request to resize and move: how long it was, and is to be. */
export const remap: Say = (opts: { oldLength: number; newLength: number }) =>
  `${opts.oldLength} to ${plural(opts.newLength, 'byte')}`

// Results.

export const nothing: Say = () => ''
export const done: Say = (ok: boolean) => (ok ? 'done' : 'no memory')
export const errno: Say = (err: Errno) => (err === OK ? 'OK' : errnoName(err))
export const valueOrErrno: Say = (value: number) => (value < 0 ? errnoName(-value) : String(value))
export const addressOrErrno: Say = (value: number, words) =>
  value < 0 ? errnoName(-value) : words.address(value)
export const sequenceOrErrno: Say = (value: IOSequence | Errno, words) =>
  value instanceof IOSequence ? sequence(value, words) : errno(value, words)
export const page: Say = (value: number) => (value < 0 ? 'no page' : `page ${value}`)
export const pageOrErrno: Say = (value: number) => (value < 0 ? errnoName(-value) : `page ${value}`)
export const fault: Say = (kind: number) => (kind === OK ? 'OK' : `fault ${kind}`)
export const string: Say = ({ bytes: b, err }: { bytes: Uint8Array; err: Errno }) =>
  err === OK ? plural(b.length, 'byte') : errnoName(err)

/** "196 bytes", and if it was stopped, by what. */
export const transferred: Say = ({ n, err }: Transfer) =>
  err === OK ? plural(n, 'byte') : `${plural(n, 'byte')}, ${errnoName(err)}`

export const word: Say = ({ value, err }: Word) => (err === OK ? hex(value) : errnoName(err))

/** An object by its class, an errno by its name, undefined as "none". */
export const found: Say = (value: object | Errno | undefined) => {
  if (value === undefined) return 'none'
  return typeof value === 'number' ? errnoName(value) : className(value)
}
