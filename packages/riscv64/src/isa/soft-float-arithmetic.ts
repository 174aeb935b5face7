// Addition, multiplication, division, square root and fused multiply-add of soft-float.ts.

export const ARITHMETIC = `
fn soft_add(a: i64, b: i64, rm: i32, f: i32): i64 {
  unpack(a, f)
  let ka = u_kind  let sa = u_sign  let ea = u_exp  let ma = u_sig
  unpack(b, f)
  let kb = u_kind  let sb = u_sign  let eb = u_exp  let mb = u_sig
  if (ka >= QUIET || kb >= QUIET) { return propagate(ka, kb, f) }
  if (ka == INFINITE) { return kb == INFINITE && sa != sb ? invalid(f) : a }
  if (kb == INFINITE) { return b }
  if (kb == ZERO) {
    if (ka != ZERO || sa == sb) { return a }
    return signed(rm == RDN, 0L, f)
  }
  if (ka == ZERO) { return b }
  return add_parts(sa, ea, ma, sb, eb, mb, rm, f)
}

fn add_parts(sa: i32, ea: i32, ma: i64, sb: i32, eb: i32, mb: i64, rm: i32, f: i32): i64 {
  if (ea < eb || (ea == eb && ma <u mb)) { return add_parts(sb, eb, mb, sa, ea, ma, rm, f) }
  let low = shift_jam(mb, ea - eb)
  if (sa == sb) {
    let sum = ma + low
    if (sum < 0) { return round_pack(sa, ea + 1, shift_jam(sum, 1), rm, f) }
    return round_pack(sa, ea, sum, rm, f)
  }
  let rest = ma - low
  if (rest == 0) { return signed(rm == RDN, 0L, f) }
  let shift = i32(clz(rest)) - 1
  return round_pack(sa, ea - shift, rest << shift, rm, f)
}

fn soft_mul(a: i64, b: i64, rm: i32, f: i32): i64 {
  unpack(a, f)
  let ka = u_kind  let sa = u_sign  let ea = u_exp  let ma = u_sig
  unpack(b, f)
  let kb = u_kind
  if (ka >= QUIET || kb >= QUIET) { return propagate(ka, kb, f) }
  let sign = sa ^ u_sign
  if (ka == INFINITE || kb == INFINITE) {
    if (ka == ZERO || kb == ZERO) { return invalid(f) }
    return signed(sign, infinity(f), f)
  }
  if (ka == ZERO || kb == ZERO) { return signed(sign, 0L, f) }
  let x = ma << 1
  let y = u_sig << 1
  let sig = mulhu(x, y) | u64(x * y != 0)
  let exp = ea + u_exp
  if (sig < 0) { return round_pack(sign, exp + 1, shift_jam(sig, 1), rm, f) }
  return round_pack(sign, exp, sig, rm, f)
}

fn soft_div(a: i64, b: i64, rm: i32, f: i32): i64 {
  unpack(a, f)
  let ka = u_kind  let sa = u_sign  let exp = u_exp  let x = u_sig >>> 10
  unpack(b, f)
  let kb = u_kind
  if (ka >= QUIET || kb >= QUIET) { return propagate(ka, kb, f) }
  let sign = sa ^ u_sign
  if (ka == kb && ka != FINITE) { return invalid(f) }
  if (ka == INFINITE) { return signed(sign, infinity(f), f) }
  if (ka == ZERO || kb == INFINITE) { return signed(sign, 0L, f) }
  if (kb == ZERO) {
    raise(DZ)
    return signed(sign, infinity(f), f)
  }
  let y = u_sig >>> 10
  exp = exp - u_exp
  if (x <u y) {
    x = x << 1
    exp = exp - 1
  }
  // 1 and then 55 bits of the quotient, 11 at a time.
  let quotient = 1L
  let rest = x - y
  let n = 5
  while (n) {
    rest = rest << 11
    quotient = (quotient << 11) | (rest /u y)
    rest = rest %u y
    n = n - 1
  }
  return round_pack(sign, exp, (quotient << 7) | u64(rest != 0), rm, f)
}

fn soft_sqrt(a: i64, rm: i32, f: i32): i64 {
  unpack(a, f)
  if (u_kind >= QUIET) { return propagate(u_kind, 0, f) }
  if (u_kind == ZERO) { return a }
  if (u_sign) { return invalid(f) }
  if (u_kind == INFINITE) { return a }
  let radicand = u_exp & 1 ? u_sig << 1 : u_sig
  let root = 0L
  let rest = 0L
  let n = 57
  while (n) {
    rest = (rest << 2) | (radicand >>> 62)
    radicand = radicand << 2
    let trial = (root << 2) | 1
    root = root << 1
    if (rest >=u trial) {
      rest = rest - trial
      root = root | 1
    }
    n = n - 1
  }
  return round_pack(0, u_exp >> 1, (root << 6) | u64(rest != 0), rm, f)
}

fn soft_fma(a: i64, b: i64, c: i64, rm: i32, f: i32): i64 {
  unpack(a, f)
  let ka = u_kind  let sa = u_sign  let ea = u_exp  let ma = u_sig
  unpack(b, f)
  let kb = u_kind  let eb = u_exp  let mb = u_sig
  let sign = sa ^ u_sign
  unpack(c, f)
  let kc = u_kind
  let impossible = (ka == INFINITE && kb == ZERO) || (ka == ZERO && kb == INFINITE)
  if (impossible || ka == SIGNALING || kb == SIGNALING || kc == SIGNALING) { return invalid(f) }
  if (ka >= QUIET || kb >= QUIET || kc >= QUIET) { return nan(f) }
  if (ka == INFINITE || kb == INFINITE) {
    if (kc == INFINITE && u_sign != sign) { return invalid(f) }
    return signed(sign, infinity(f), f)
  }
  if (kc == INFINITE) { return c }
  if (ka == ZERO || kb == ZERO) {
    if (kc != ZERO || u_sign == sign) { return c }
    return signed(rm == RDN, 0L, f)
  }
  // The product, of 128 bits, with its leading one at bit 126. At least 20 bits below are 0: nothing is lost.
  let x = ma << 1
  let y = mb << 1
  let hi = mulhu(x, y)
  let lo = x * y
  let exp = ea + eb
  if (hi < 0) {
    lo = (lo >>> 1) | (hi << 63)
    hi = hi >>> 1
    exp = exp + 1
  }
  if (kc == ZERO) { return round_pack(sign, exp, hi | u64(lo != 0), rm, f) }
  return fma_parts(sign, exp, hi, lo, rm, f)
}

// Adds the number that was taken apart last.
fn fma_parts(sign: i32, exp: i32, hi: i64, lo: i64, rm: i32, f: i32): i64 {
  let chi = u_sig
  let clo = 0L
  let n = exp - u_exp
  let result = sign
  if (n < 0 || (n == 0 && hi <u chi)) {
    // The addend is the larger one: they change places.
    let t = chi
    chi = hi
    hi = t
    clo = lo
    lo = 0L
    exp = u_exp
    result = u_sign
    n = 0 - n
  }
  if (n >= 64) {
    clo = shift_jam(chi | u64(clo != 0), n - 64)
    chi = 0L
  } else {
    if (n) {
      clo = (clo >>> n) | (chi << (64 - n)) | u64((clo << (64 - n)) != 0)
      chi = chi >>> n
    }
  }
  if (sign == u_sign) {
    lo = lo + clo
    hi = hi + chi + u64(lo <u clo)
    if (hi < 0) { return round_pack(result, exp + 1, shift_jam(hi, 1) | u64(lo != 0), rm, f) }
    return round_pack(result, exp, hi | u64(lo != 0), rm, f)
  }
  hi = hi - chi - u64(lo <u clo)
  lo = lo - clo
  if ((hi | lo) == 0) { return signed(rm == RDN, 0L, f) }
  if (hi == 0) {
    hi = lo
    lo = 0L
    exp = exp - 64
    if (hi < 0) {
      lo = hi << 63
      hi = hi >>> 1
      exp = exp + 1
    }
  }
  let shift = i32(clz(hi)) - 1
  if (shift) {
    hi = (hi << shift) | (lo >>> (64 - shift))
    lo = lo << shift
  }
  return round_pack(result, exp - shift, hi | u64(lo != 0), rm, f)
}
`
