// Addresses of sockets as strace(1) shows them.

import { AF_UNIX, AF_UNSPEC, i32, SUN_PATH_OFFSET } from '@jvisor/abi'
import type { ParamDecoder } from '../spec.ts'
import { byValue } from './flag-tables.ts'
import { type Decoding, failed } from './params.ts'
import { pointer, quote, valueText } from './text.ts'
import { readExact } from './vectors.ts'

const LONGEST = 128
const SUN_PATH_SIZE = 108

export const FAMILIES = byValue({
  AF_UNSPEC,
  AF_UNIX,
  AF_INET: 2,
  AF_AX25: 3,
  AF_IPX: 4,
  AF_INET6: 10,
  AF_NETLINK: 16,
  AF_PACKET: 17,
  AF_ALG: 38,
  AF_VSOCK: 40,
  AF_XDP: 44,
})

/** The `length` bytes of an address; where they are, if they cannot be read or are none. */
export function addressText(d: Decoding, at: bigint, length: number): string {
  if (at === 0n || length < SUN_PATH_OFFSET || length > 2 * LONGEST) return pointer(at)
  const bytes = new Uint8Array(Math.min(length, LONGEST))
  if (!readExact(d.task, at, bytes)) return pointer(at)
  const family = bytes[0] | (bytes[1] << 8)
  const name = `sa_family=${valueText(family, FAMILIES, 'AF_???')}`
  const rest = bytes.subarray(SUN_PATH_OFFSET)
  if (rest.length === 0) return `{${name}}`
  if (family !== AF_UNIX) return `{${name}, sa_data=${quote(rest, rest.length)}}`
  const path = rest.subarray(0, SUN_PATH_SIZE)
  if (path[0] === 0) return `{${name}, sun_path=@${quote(path.subarray(1), path.length)}}`
  const nul = path.indexOf(0)
  return `{${name}, sun_path=${quote(nul < 0 ? path : path.subarray(0, nul), path.length)}}`
}

/** An int in memory. */
export function intAt(d: Decoding, at: bigint): number | undefined {
  const bytes = new Uint8Array(4)
  if (at === 0n || !readExact(d.task, at, bytes)) return undefined
  return i32.read(new DataView(bytes.buffer), 0)
}

// What a call finds at an address before it stores something there, by where it is; it is gone with the next call.
const before = new WeakMap<Decoding['task'], Map<bigint, number>>()

/** Remembers the int at an address, as it is before a call. */
export function remember(d: Decoding, at: bigint): void {
  const value = intAt(d, at)
  if (value !== undefined) before.set(d.task, new Map([[at, value]]))
}

/** The int at an address as it was before the call, and as it is. */
export function changedInt(
  d: Decoding,
  at: bigint,
): { readonly was: number; readonly is: number } | undefined {
  const is = intAt(d, at)
  return is === undefined ? undefined : { was: before.get(d.task)?.get(at) ?? is, is }
}

/** "7", or "110 => 7" if the call has changed it. */
export function changeText(was: number, is: number): string {
  return was === is ? String(is) : `${was} => ${is}`
}

/** The descriptor of a socket, of a call that has the length of something in argument `i`, and stores another. */
export function socketAndLength(i: number, offset = 0n): ParamDecoder {
  return {
    declaration: 'int sockfd',
    output: false,
    decode(d, k) {
      remember(d, d.args.bigint(i) + offset)
      return String(d.args.int(k))
    },
  }
}

export const SOCKET: ParamDecoder = {
  declaration: 'int sockfd',
  output: false,
  decode: (d, i) => String(d.args.int(i)),
}

export const ADDRESS_IN: ParamDecoder = {
  declaration: 'const struct sockaddr *addr',
  output: false,
  decode: (d, i) => addressText(d, d.args.bigint(i), d.args.int(i + 1)),
}

export const ADDRESS_LENGTH: ParamDecoder = {
  declaration: 'socklen_t addrlen',
  output: false,
  decode: (d, i) => String(d.args.int(i)),
}

/** The address that a call stores, as much as there was room for. */
export const ADDRESS_OUT: ParamDecoder = {
  declaration: 'struct sockaddr *addr',
  output: true,
  decode(d, i) {
    const at = d.args.bigint(i)
    const length = changedInt(d, d.args.bigint(i + 1))
    if (failed(d) || length === undefined) return pointer(at)
    return addressText(d, at, Math.min(length.was, length.is))
  },
}

export const ADDRESS_LENGTH_OUT: ParamDecoder = {
  declaration: 'socklen_t *addrlen',
  output: true,
  decode: (d, i) => lengthText(d, d.args.bigint(i)),
}

/** A length that a call has changed, or its address. */
export function lengthText(d: Decoding, at: bigint): string {
  const length = changedInt(d, at)
  if (length === undefined) return pointer(at)
  return `[${failed(d) ? length.is : changeText(length.was, length.is)}]`
}
