// Arithmetic by wasm's own floating point where that is exact in result and flags, and otherwise by soft-float.ts.
//
// It rounds to nearest, as programs almost always do. If the result is normal and neither the smallest nor the largest,
// nothing can be raised but NX; and that is raised already in almost every program that computes, or can be seen: by the
// error of a sum, which is a double (Knuth), or by operands that are short. A NaN never comes out of it.

const sign = { s: '0x80000000L', d: '0x8000000000000000L' }

const RANGE = `
// The exponent is such that nothing can be raised but NX.
inline fn plain_d(bits: i64): i32 { return (i32(bits >>> 52) & 2047) - 2 <u 2043 }
inline fn plain_s(bits: i32): i32 { return ((bits >>> 23) & 255) - 2 <u 251 }
// The same of a sum: what is small, or 0, is exact.
inline fn plain_sum_d(bits: i64): i32 { return (i32(bits >>> 52) & 2047) <u 2045 }
inline fn plain_sum_s(bits: i32): i32 { return ((bits >>> 23) & 255) <u 253 }
inline fn inexact_before(): i32 { return load32(FFLAGS) & NX }
// Both have 26 bits at most: their product is a double.
inline fn both_short(a: i64, b: i64): i32 { return ((a | b) & 0x7ffffff) == 0 }
`

const DOUBLES = `
inline fn fadd_d(a: i64, b: i64, rm: i32): i64 {
  if likely (rm == RNE) {
    let x = f64_of_bits(a)
    let y = f64_of_bits(b)
    let sum = x + y
    let bits = bits_of_f64(sum)
    if likely (plain_sum_d(bits)) {
      if likely (inexact_before()) { return bits }
      let t = sum - x
      if rarely ((x - (sum - t)) + (y - t) != 0.0) { raise(NX) }
      return bits
    }
  }
  return soft_add(a, b, rm, 1)
}
inline fn fsub_d(a: i64, b: i64, rm: i32): i64 { return fadd_d(a, b ^ ${sign.d}, rm) }
inline fn fmul_d(a: i64, b: i64, rm: i32): i64 {
  if likely (rm == RNE) {
    let bits = bits_of_f64(f64_of_bits(a) * f64_of_bits(b))
    if likely (plain_d(bits)) {
      if likely (inexact_before()) { return bits }
      if (both_short(a, b)) { return bits }
    }
  }
  return soft_mul(a, b, rm, 1)
}
fn fdiv_d(a: i64, b: i64, rm: i32): i64 {
  if (rm == RNE) {
    let x = f64_of_bits(a)
    let y = f64_of_bits(b)
    let quotient = x / y
    let bits = bits_of_f64(quotient)
    if (plain_d(bits) && (inexact_before() || (both_short(bits, b) && quotient * y == x))) { return bits }
  }
  return soft_div(a, b, rm, 1)
}
fn fsqrt_d(a: i64, rm: i32): i64 {
  if (rm == RNE && a > 0 && plain_d(a) && inexact_before()) { return bits_of_f64(sqrt(f64_of_bits(a))) }
  return soft_sqrt(a, rm, 1)
}
inline fn fma_d(a: i64, b: i64, c: i64, rm: i32): i64 {
  if (both_short(a, b)) {
    let product = bits_of_f64(f64_of_bits(a) * f64_of_bits(b))
    if likely (plain_d(product)) { return fadd_d(product, c, rm) }
  }
  return fma_long_d(a, b, c, rm)
}
// The nearest to a product and a sum, by Boldo and Melquiond: exact product and sums, of which the small ones are added
// with rounding to odd. Far enough from the ends of the range nothing of it is lost.
inline fn moderate(bits: i64): i32 { return (i32(bits >>> 52) & 2047) - 300 <u 1447 }
fn fma_long_d(a: i64, b: i64, c: i64, rm: i32): i64 {
  let x = f64_of_bits(a)
  let y = f64_of_bits(b)
  let product = x * y
  let p = bits_of_f64(product)
  if (rm == RNE && inexact_before() && moderate(p) && moderate(a) && moderate(b) && moderate(c)) {
    let bits = fma_parts_d(x, y, product, f64_of_bits(c))
    if (moderate(bits)) { return bits }
  }
  return soft_fma(a, b, c, rm, 1)
}
fn fma_parts_d(x: f64, y: f64, product: f64, z: f64): i64 {
  let xs = x * 134217729.0
  let xh = xs - (xs - x)
  let xl = x - xh
  let ys = y * 134217729.0
  let yh = ys - (ys - y)
  let yl = y - yh
  let low = xl * yl - (((product - xh * yh) - xl * yh) - xh * yl)
  let t = z + low
  let tz = t - z
  let tl = (z - (t - tz)) + (low - tz)
  let v = product + t
  let vp = v - product
  let vl = (product - (v - vp)) + (t - vp)
  let s = tl + vl
  let st = s - tl
  let error = (tl - (s - st)) + (vl - st)
  if (error != 0.0) {
    let bits = bits_of_f64(s)
    if ((bits & 1) == 0) { s = f64_of_bits((error > 0.0) == (s > 0.0) ? bits + 1 : bits - 1) }
  }
  return bits_of_f64(v + s)
}
`

const SINGLES = `
inline fn fadd_s(a: i64, b: i64, rm: i32): i64 {
  if likely (rm == RNE) {
    if likely (inexact_before()) {
      let bits = bits_of_f32(f32_of_bits(i32(a)) + f32_of_bits(i32(b)))
      if likely (plain_sum_s(bits)) { return u64(bits) }
    }
  }
  return soft_add(a, b, rm, 0)
}
inline fn fsub_s(a: i64, b: i64, rm: i32): i64 { return fadd_s(a, b ^ ${sign.s}, rm) }
inline fn fmul_s(a: i64, b: i64, rm: i32): i64 {
  if likely (rm == RNE) {
    // Exact, since it is a double.
    let product = f64_of_f32(f32_of_bits(i32(a))) * f64_of_f32(f32_of_bits(i32(b)))
    let nearest = f32_of_f64(product)
    let bits = bits_of_f32(nearest)
    if likely (plain_s(bits)) {
      if (f64_of_f32(nearest) != product) { raise(NX) }
      return u64(bits)
    }
  }
  return soft_mul(a, b, rm, 0)
}
fn fdiv_s(a: i64, b: i64, rm: i32): i64 {
  if (rm == RNE && inexact_before()) {
    let bits = bits_of_f32(f32_of_bits(i32(a)) / f32_of_bits(i32(b)))
    if (plain_s(bits)) { return u64(bits) }
  }
  return soft_div(a, b, rm, 0)
}
fn fsqrt_s(a: i64, rm: i32): i64 { return soft_sqrt(a, rm, 0) }
fn fma_s(a: i64, b: i64, c: i64, rm: i32): i64 { return soft_fma(a, b, c, rm, 0) }
`

/** The functions that instructions call, in the notation of @jvisor/wasm. */
export const FAST = [RANGE, DOUBLES, SINGLES].join('\n')
