// The C library and its numbers: printf of doubles, mathematics, sorting, setjmp, a large heap.
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static int by_value(const void *a, const void *b) {
  return (*(int *)a > *(int *)b) - (*(int *)a < *(int *)b);
}
static jmp_buf again;

int main(int argc, char **argv) {
  static int numbers[10000];
  for (int i = 0; i < 10000; i++) numbers[i] = (i * 7919) % 10007;
  qsort(numbers, 10000, sizeof(int), by_value);
  for (int i = 1; i < 10000; i++)
    if (numbers[i - 1] > numbers[i]) puts("not sorted");
  printf("%d %d %s\n", numbers[0], numbers[9999], argv[argc - 1]);
  printf("%.17g %g %a %Lf %Lg\n", M_PI, 1e300 * 1e10, 0.1, 1.5L, 1e-400L);
  for (int i = -5; i < 20; i++)
    printf("%.15g %.15g %.15g %.9g\n", sin(i * 1.1), pow(1.5, i), sqrt(i), cosf(i) * 3.3f);
  printf("%.12g %.12g %ld\n", fma(1.1, 2.2, -2.42), strtod("0x1.8p-1070", 0), lrint(2.5));
  int round = setjmp(again);
  printf("round %d\n", round);
  if (round < 3) longjmp(again, round + 1);
  char *blocks[64];
  for (int i = 0; i < 64; i++) memset(blocks[i] = malloc(1 << (i % 20)), i, 1 << (i % 20));
  unsigned sum = 0;
  for (int i = 0; i < 64; i++) sum = sum * 31 + blocks[i][(1 << (i % 20)) - 1], free(blocks[i]);
  printf("%u\n", sum);
  return argc;
}
