// Comparisons and conversions of soft-float.ts.

export const COMPARING = `
inline fn is_nan(x: i64, f: i32): i32 {
  return f ? (x & 0x7fffffffffffffffL) > 0x7ff0000000000000L : (x & 0x7fffffffL) > 0x7f800000L
}
inline fn is_signaling(x: i64, f: i32): i32 { return is_nan(x, f) && (x >>> (f ? 51 : 22) & 1) == 0 }
inline fn both_zero(a: i64, b: i64, f: i32): i32 { return ((a | b) << (f ? 1 : 33)) == 0 }
// Bits in the order of what they mean, but for zeros and NaN.
fn ordered(x: i64, f: i32): i64 {
  let y = f ? x : x << 32
  return y < 0 ? y ^ 0x7fffffffffffffffL : y
}
fn less(a: i64, b: i64, f: i32, or_equal: i32): i32 {
  if (is_nan(a, f) || is_nan(b, f)) {
    raise(NV)
    return 0
  }
  if (both_zero(a, b, f)) { return or_equal }
  return ordered(a, f) < ordered(b, f) || (or_equal && a == b)
}
fn equal(a: i64, b: i64, f: i32): i32 {
  if (is_signaling(a, f) || is_signaling(b, f)) { raise(NV) }
  if (is_nan(a, f) || is_nan(b, f)) { return 0 }
  return a == b || both_zero(a, b, f)
}
fn minimum(a: i64, b: i64, f: i32, least: i32): i64 {
  if (is_signaling(a, f) || is_signaling(b, f)) { raise(NV) }
  if (is_nan(a, f)) { return is_nan(b, f) ? nan(f) : b }
  if (is_nan(b, f)) { return a }
  return (ordered(a, f) < ordered(b, f)) == least ? a : b
}
fn class(x: i64, f: i32): i64 {
  unpack(x, f)
  let subnormal = (i32(x >>> (f ? 52 : 23)) & (f ? 2047 : 255)) == 0
  if (u_kind == SIGNALING) { return 256L }
  if (u_kind == QUIET) { return 512L }
  let from = u_kind == INFINITE ? 0 : (u_kind == ZERO ? 3 : (subnormal ? 2 : 1))
  return 1L << (u_sign ? from : 7 - from)
}
`

export const CONVERTING = `
fn convert(x: i64, rm: i32, from: i32, to: i32): i64 {
  unpack(x, from)
  if (u_kind >= QUIET) { return propagate(u_kind, 0, to) }
  if (u_kind == INFINITE) { return signed(u_sign, infinity(to), to) }
  if (u_kind == ZERO) { return signed(u_sign, 0L, to) }
  return round_pack(u_sign, u_exp, u_sig, rm, to)
}

// What a number that does not fit becomes; type is 0 for int, 1 unsigned, 2 long, 3 unsigned long.
fn saturated(negative: i32, type: i32): i64 {
  raise(NV)
  if (type & 1) { return negative ? 0L : -1L }
  let most = type ? 0x7fffffffffffffffL : 0x7fffffffL
  return negative ? ~most : most
}

fn to_integer(x: i64, rm: i32, f: i32, type: i32): i64 {
  unpack(x, f)
  if (u_kind >= QUIET) { return saturated(0, type) }
  if (u_kind == ZERO) { return 0L }
  if (u_kind == INFINITE || u_exp > 63) { return saturated(u_sign, type) }
  let n = 62 - u_exp
  let whole = u_sig << 1
  let part = 0L
  if (n >= 0) {
    whole = n < 64 ? u_sig >>> n : 0L
    part = n == 0 ? 0L : (n < 64 ? u_sig << (64 - n) : 1L)
  }
  let half = 0x8000000000000000L
  let up = 0
  if (rm == RNE) { up = part >u half || (part == half && (whole & 1) != 0) }
  if (rm == RMM) { up = part >=u half }
  if (rm == (u_sign ? RDN : RUP)) { up = part != 0 }
  whole = whole + u64(up)
  let fits = u_sign ? whole == 0 : 1
  if (type == 0) { fits = whole <=u 0x7fffffffL + u64(u_sign) }
  if (type == 1 && !u_sign) { fits = whole <=u 0xffffffffL }
  if (type == 2) { fits = whole <=u 0x7fffffffffffffffL + u64(u_sign) }
  if (!fits) { return saturated(u_sign, type) }
  if (part != 0) { raise(NX) }
  let value = u_sign ? -whole : whole
  return type < 2 ? sext32(value) : value
}

fn from_integer(x: i64, rm: i32, f: i32, type: i32): i64 {
  let v = type == 0 ? sext32(x) : (type == 1 ? x & 0xffffffffL : x)
  let sign = (type & 1) == 0 && v < 0
  if (sign) { v = -v }
  if (v == 0) { return 0L }
  let n = i32(clz(v))
  return round_pack(sign, 63 - n, n == 0 ? shift_jam(v, 1) : v << (n - 1), rm, f)
}
`
