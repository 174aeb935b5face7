// IEEE 754 in integers, with RISC-V's choices: the canonical NaN is the only one that is made, tininess is detected
// after rounding, and flags accumulate in FFLAGS. What wasm's own floating point gives exactly, with flags that are
// known, is taken from there (FAST).
//
// A number that was taken apart is u_kind, u_sign, u_exp and u_sig: sig has its leading one at bit 62, and the value is
// sig / 2^62 * 2^exp. `f` is 0 for single and 1 for double. Values are bits in an i64, a single's in its lower half.

import { FAST } from './fast-float.ts'
import { ARITHMETIC } from './soft-float-arithmetic.ts'
import { COMPARING, CONVERTING } from './soft-float-conversions.ts'

/** Flags of FFLAGS. */
export const NX = 1
export const UF = 2
export const OF = 4
export const DZ = 8
export const NV = 16

const KINDS = { ZERO: 0, FINITE: 1, INFINITE: 2, QUIET: 3, SIGNALING: 4 } as const
const MODES = { RNE: 0, RTZ: 1, RDN: 2, RUP: 3, RMM: 4 } as const

/** Names that the functions use. */
export const SOFT_FLOAT_CONSTANTS = { NX, UF, OF, DZ, NV, ...KINDS, ...MODES }

const PACKING = `
var u_kind: i32
var u_sign: i32
var u_exp: i32
var u_sig: i64

inline fn raise(flags: i32) { store32(FFLAGS, load32(FFLAGS) | flags) }
inline fn box(x: i64): i64 { return x | 0xffffffff00000000L }
inline fn unbox(x: i64): i64 { return x >>> 32 == 0xffffffffL ? x & 0xffffffffL : 0x7fc00000L }
inline fn nan(f: i32): i64 { return f ? 0x7ff8000000000000L : 0x7fc00000L }
inline fn infinity(f: i32): i64 { return f ? 0x7ff0000000000000L : 0x7f800000L }
inline fn signed(sign: i32, bits: i64, f: i32): i64 { return bits | (u64(sign) << (f ? 63 : 31)) }
fn invalid(f: i32): i64 { raise(NV) return nan(f) }

fn unpack(x: i64, f: i32) {
  let p = f ? 52 : 23
  let ones = f ? 2047 : 255
  let fraction = x & ((1L << p) - 1)
  let e = i32(x >>> p) & ones
  u_sign = i32(x >>> (f ? 63 : 31)) & 1
  u_sig = (fraction | (1L << p)) << (62 - p)
  u_exp = e - (ones >> 1)
  u_kind = FINITE
  if (e == ones) {
    u_kind = fraction == 0 ? INFINITE : ((fraction >>> (p - 1)) != 0 ? QUIET : SIGNALING)
  }
  if (e == 0) {
    u_kind = fraction == 0 ? ZERO : FINITE
    if (fraction != 0) {
      let shift = i32(clz(fraction)) - 1
      u_sig = fraction << shift
      u_exp = 63 - shift - p - (ones >> 1)
    }
  }
}

fn shift_jam(x: i64, n: i32): i64 {
  if (n == 0) { return x }
  if (n >= 64) { return u64(x != 0) }
  return (x >>> n) | u64((x << (64 - n)) != 0)
}

// What rounding adds below a result that keeps the bits above mask; a tie of RNE is the caller's.
fn increment(sign: i32, mask: i64, rm: i32): i64 {
  if (rm == RNE || rm == RMM) { return (mask >>> 1) + 1 }
  if (rm == RTZ || rm == (sign ? RUP : RDN)) { return 0L }
  return mask
}

fn round_pack(sign: i32, exp: i32, sig: i64, rm: i32, f: i32): i64 {
  let p = f ? 52 : 23
  let ones = f ? 2047 : 255
  let e = exp + (ones >> 1)
  let mask = (1L << (62 - p)) - 1
  let inc = increment(sign, mask, rm)
  let tiny = 0
  if (e <= 0) {
    tiny = e < 0 || sig + inc >= 0
    sig = shift_jam(sig, 1 - e)
    e = 1
  }
  let lost = sig & mask
  if (lost != 0) { raise(tiny ? NX | UF : NX) }
  let rounded = (sig + inc) >>> (62 - p)
  if (rm == RNE && lost == inc) { rounded = rounded & ~1L }
  // The leading one adds 1 to the exponent.
  let bits = (i64(e - 1) << p) + rounded
  if (e >= ones || bits >= i64(ones) << p) {
    raise(OF | NX)
    bits = infinity(f)
    if (inc == 0) { bits = bits - 1 }
  }
  return signed(sign, bits, f)
}

// The result of an operation that a NaN goes into.
fn propagate(a: i32, b: i32, f: i32): i64 {
  if (a == SIGNALING || b == SIGNALING) { raise(NV) }
  return nan(f)
}
`

/** The functions, in the notation of @jvisor/wasm. */
export const SOFT_FLOAT = [PACKING, ARITHMETIC, COMPARING, CONVERTING, FAST].join('\n')
