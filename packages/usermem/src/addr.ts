// User virtual addresses and their arithmetic. gVisor: pkg/hostarch/addr.go.

import { PAGE_SIZE } from '@jvisor/abi'
import type { AddrRange } from './addr-range.ts'

declare const addrBrand: unique symbol

/**
 * A user virtual address, in bytes. Programs have at most 47 bits of them, so a number is exact; whatever a
 * register holds beyond {@link ADDR_LIMIT} is turned into {@link INVALID_ADDR} where it enters.
 */
export type Addr = number & { readonly [addrBrand]: true }

/** One past the last representable address: where address arithmetic wraps around on hardware, it fails here. */
export const ADDR_LIMIT = 2 ** 53

/** Stands for any pointer above {@link ADDR_LIMIT}: not in any address space, so every access to it faults. */
export const INVALID_ADDR = (2 ** 53 - 1) as Addr

/** Takes a number for an address. Precondition: an integer in [0, ADDR_LIMIT). */
export function addr(value: number): Addr {
  return value as Addr
}

/** `start + length`, or undefined if that passes the top of the representable range. Ending exactly there is fine. */
export function addLength(start: Addr, length: number): Addr | undefined {
  // Not `start + length <= ADDR_LIMIT`: above the limit that sum is rounded, and may be rounded down to it.
  return length <= ADDR_LIMIT - start ? ((start + length) as Addr) : undefined
}

/** The address rounded down to a page boundary. */
export function roundDown(a: Addr): Addr {
  return (a - (a % PAGE_SIZE)) as Addr
}

/** The address rounded up to a page boundary, which may be {@link ADDR_LIMIT}; undefined if that passes it. */
export function roundUp(a: Addr): Addr | undefined {
  const offset = a % PAGE_SIZE
  return offset === 0 ? addLength(a, 0) : addLength(a, PAGE_SIZE - offset)
}

/** A length in bytes rounded up to whole pages; may exceed what is exact only if `length` did. */
export function roundUpLength(length: number): number {
  return Math.ceil(length / PAGE_SIZE) * PAGE_SIZE
}

/** Offset of the address in its page, in bytes. */
export function pageOffset(a: Addr): number {
  return a % PAGE_SIZE
}

/** True if the address is the first of a page. */
export function isPageAligned(a: number): boolean {
  return a % PAGE_SIZE === 0
}

/** The range [a, a + length), or undefined if its end passes the top of the representable range. */
export function toRange(a: Addr, length: number): AddrRange | undefined {
  const end = addLength(a, length)
  return end === undefined ? undefined : { start: a, end }
}
