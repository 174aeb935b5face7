// Arithmetic in loops that become hot: division, multiplication and floating point on operands of every kind, with the
// flags that they raise, in all rounding modes. A line for each instruction: a hash of all results.
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { ROUNDS = 4000 };

static uint64_t state = 88172645463325252u;
static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

static const uint64_t SPECIAL[] = {
    0,      1ull << 63,           0x3ffull << 52,       0xbffull << 52, 0x7ffull << 52,      0xfffull << 52,
    0x7ff8ull << 48, (0x7ffull << 52) + 1, 1, (1ull << 63) + 1, (1ull << 52) - 1, 1ull << 52,
    (0x7ffull << 52) - 1, 0x7feull << 52, 2ull << 52, 0x433ull << 52, 0x3caull << 52, 0x7fdull << 52};
enum { SPECIALS = sizeof SPECIAL / sizeof *SPECIAL };
#define FRACTION 0x800fffffffffffffull

/** Bits of a double: special, small integers, near 1, with few digits, near the ends of the range. */
static uint64_t number(void) {
  uint64_t kind = next(), bits = next(), more = kind >> 20;
  double integer = (int)(kind >> 40);
  switch (kind % 8) {
    case 0: return SPECIAL[more % SPECIALS];
    case 1: return bits;
    case 2: memcpy(&bits, &integer, 8); return bits;
    case 3: return (bits & FRACTION) | (1003 + more % 40) << 52;
    case 4: return (bits & FRACTION & ~0x7ffffffull) | (993 + more % 60) << 52;
    case 5: return (bits & FRACTION) | (more % 70) << 52;
    case 6: return (bits & FRACTION) | (2046 - more % 70) << 52;
    default: return (bits & 1ull << 63) | ((0x3ffull << 52) + (more & 0xfff));
  }
}

static uint64_t integer(void) {
  uint64_t bits = next();
  switch (bits % 6) {
    case 0: return 0;
    case 1: return -1;
    case 2: return 1ull << 63;
    case 3: return -(1ull << 31);
    case 4: return bits >> 48;
    default: return next();
  }
}

static void mode(long rm) { asm volatile("fsrm %0" : : "r"(rm)); }
static void clear(void) { asm volatile("fsflags zero"); }
static uint64_t flags(void) {
  uint64_t f;
  asm volatile("frflags %0" : "=r"(f));
  return f;
}

#define LOOP(name, operand, prepare, instruction, bits)                                \
  {                                                                                    \
    uint64_t hash = 0;                                                                 \
    for (int i = 0; i < ROUNDS; i++) {                                                 \
      uint64_t a = operand(), b = operand(), c = operand(), r;                         \
      if (always || i % 2) clear();                                                    \
      prepare;                                                                         \
      instruction;                                                                     \
      bits;                                                                            \
      hash = hash * 0x9e3779b97f4a7c15u + r + (flags() << 57);                         \
    }                                                                                  \
    printf("%d %d %s %" PRIx64 "\n", always, rm, name, hash);                          \
  }
#define DOUBLES double x; double y; double z; double w; memcpy(&x, &a, 8); memcpy(&y, &b, 8); memcpy(&z, &c, 8)
#define SINGLES float x; float y; float z; float w; a >>= 32; b >>= 32; c >>= 32; memcpy(&x, &a, 4); memcpy(&y, &b, 4); memcpy(&z, &c, 4)
#define BITS memcpy(&r, &w, 8)
#define BITS32 r = 0; memcpy(&r, &w, 4)
#define THREE(name, type, bits) \
  LOOP(name, number, type, asm volatile(name " %0, %1, %2, %3" : "=f"(w) : "f"(x), "f"(y), "f"(z)), bits)
#define TWO(name, type, bits) LOOP(name, number, type, asm volatile(name " %0, %1, %2" : "=f"(w) : "f"(x), "f"(y)), bits)
#define ONE(name, type, bits) LOOP(name, number, type, asm volatile(name " %0, %1" : "=f"(w) : "f"(x)), bits)
#define COMPARED(name) LOOP(name, number, DOUBLES, asm volatile(name " %0, %1, %2" : "=r"(r) : "f"(x), "f"(y)), )
#define TO_INTEGER(name) LOOP(name, number, DOUBLES, asm volatile(name " %0, %1" : "=r"(r) : "f"(x)), )
#define FROM_INTEGER(name) LOOP(name, integer, double w, asm volatile(name " %0, %1" : "=f"(w) : "r"(a)), BITS)
#define INTEGERS(name) LOOP(name, integer, , asm volatile(name " %0, %1, %2" : "=r"(r) : "r"(a), "r"(b)), )

static void all(int always, int rm) {
  mode(rm);
  TWO("fadd.d", DOUBLES, BITS) TWO("fsub.d", DOUBLES, BITS) TWO("fmul.d", DOUBLES, BITS) TWO("fdiv.d", DOUBLES, BITS)
  TWO("fmin.d", DOUBLES, BITS) TWO("fmax.d", DOUBLES, BITS) ONE("fsqrt.d", DOUBLES, BITS)
  THREE("fmadd.d", DOUBLES, BITS) THREE("fmsub.d", DOUBLES, BITS)
  THREE("fnmadd.d", DOUBLES, BITS) THREE("fnmsub.d", DOUBLES, BITS)
  TWO("fadd.s", SINGLES, BITS32) TWO("fsub.s", SINGLES, BITS32) TWO("fmul.s", SINGLES, BITS32)
  TWO("fdiv.s", SINGLES, BITS32) THREE("fmadd.s", SINGLES, BITS32)
  COMPARED("flt.d") COMPARED("fle.d") COMPARED("feq.d")
  TO_INTEGER("fcvt.w.d") TO_INTEGER("fcvt.wu.d") TO_INTEGER("fcvt.l.d") TO_INTEGER("fcvt.lu.d")
  FROM_INTEGER("fcvt.d.w") FROM_INTEGER("fcvt.d.wu") FROM_INTEGER("fcvt.d.l") FROM_INTEGER("fcvt.d.lu")
}

int main(void) {
  for (int rm = 0; rm < 5; rm++) all(0, rm);
  all(1, 0);
  int always = 0, rm = 0;
  INTEGERS("div") INTEGERS("divu") INTEGERS("rem") INTEGERS("remu")
  INTEGERS("divw") INTEGERS("divuw") INTEGERS("remw") INTEGERS("remuw")
  INTEGERS("mulh") INTEGERS("mulhu") INTEGERS("mulhsu") INTEGERS("mulw")
  return 0;
}
