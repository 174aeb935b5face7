// Numbers as text and back: doubles of all sizes in all formats, and what strtod makes of them.
#include <fenv.h>
#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state = 88172645463325252u;
static uint64_t next(void) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

int main(void) {
  const double special[] = {0.0, -0.0, 1.0 / 3, DBL_MAX, DBL_MIN, 5e-324, 1e23, 9007199254740993.0, 0.1, 1e15, 123456.789,
                            INFINITY, -INFINITY, NAN, 2.5, 3.5, 1e-5, 1e100};
  for (int i = 0; i < sizeof special / sizeof *special; i++) {
    double d = special[i];
    printf("%f %e %g %a %.0f %.3g %#g %+.10e % .1f %015.4f|%-12.2g|\n", d, d, d, d, d, d, d, d, d, d, d);
  }
  int wrong = 0;
  for (int i = 0; i < 2000; i++) {
    uint64_t bits = next();
    double d;
    char text[64];
    memcpy(&d, &bits, 8);
    snprintf(text, sizeof text, "%.17g", d);
    double back = strtod(text, 0);
    if (memcmp(&d, &back, 8) && !isnan(d)) wrong++;
    if (i % 100 == 0) printf("%s %.5e %Lg %a\n", text, d, (long double)d * 3, d);
  }
  printf("wrong %d\n", wrong);
  const int modes[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
  for (int i = 0; i < 4; i++) {
    fesetround(modes[i]);
    feclearexcept(FE_ALL_EXCEPT);
    volatile double one = 1, three = 3;
    volatile float f = one / three;
    printf("%a %a %ld %ld %g %d\n", one / three, f, lrint(-2.5), llrint(1e15 + 0.5), nearbyint(2.5), fetestexcept(FE_INEXACT) != 0);
  }
  fesetround(FE_TONEAREST);
  volatile double zero = 0, huge = DBL_MAX;
  feclearexcept(FE_ALL_EXCEPT);
  volatile double results[] = {1 / zero, zero / zero, huge * 2, DBL_MIN / 3, sqrt(-1.0)};
  printf("%g %d %g %g, flags %x\n", results[0], isnan(results[1]), results[2], results[3], fetestexcept(FE_ALL_EXCEPT));
  for (double x = -3; x < 3; x += 0.7)
    printf("%.15g %.15g %.15g %.15g %.15g %.15g\n", tan(x), exp(x), cbrt(x), tgamma(x), erf(x), fmod(x * 100, 7));
  long double l = 1;
  for (int i = 1; i <= 30; i++) l *= i;
  printf("%.0Lf %.25Lg %Le %ld\n", l, 1 / 3.0L, sqrtl(2), strtol("-7fffffff", 0, 16));
  float sum = 0;
  for (int i = 1; i < 1000; i++) sum += 1.0f / i;
  printf("%.9g %g %g\n", sum, strtof("3.4028236e38", 0), hypot(3e200, 4e200));
  printf("%'d %lld %#o %#x %5.3d %c %%|%*d|%.*s| %hhd %zu %p\n", 1234567, INT64_MIN, 8, 255, 7, 'c', 5, 3, 2, "xyz", 300, sizeof 1, (void *)0);
  return 0;
}
