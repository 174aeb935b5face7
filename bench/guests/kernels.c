// What bench/guests.js times: kernels NAME. Each takes about a second under qemu and prints a number that depends on all
// that it did.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static uint32_t state = 1;

static uint32_t next(void) {
  state = state * 1664525 + 1013904223;
  return state;
}

/** Byte loads and stores in a tight loop. */
static uint64_t sieve(void) {
  enum { N = 4000000, ROUNDS = 12 };
  static uint8_t composite[N];
  uint64_t count = 0;
  for (int round = 0; round < ROUNDS; round++) {
    memset(composite, 0, N);
    for (int i = 2; i < N; i++) {
      if (composite[i]) continue;
      count++;
      for (long j = (long)i * i; j < N; j += i) composite[j] = 1;
    }
  }
  return count;
}

#define ROTATE(x, n) ((x) >> (n) | (x) << (32 - (n)))

/** 32-bit arithmetic: SHA-256's compression of 64 MiB. */
static uint64_t sha256(void) {
  static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                    0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  uint32_t h[8], k[64];
  memcpy(h, start, sizeof h);
  for (int i = 0; i < 64; i++) k[i] = next();
  for (long block = 0; block < (64l << 20) / 64; block++) {
    uint32_t w[64], a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], t = h[7];
    for (int i = 0; i < 16; i++) w[i] = block * 16 + i;
    for (int i = 16; i < 64; i++) {
      uint32_t s0 = ROTATE(w[i - 15], 7) ^ ROTATE(w[i - 15], 18) ^ w[i - 15] >> 3;
      uint32_t s1 = ROTATE(w[i - 2], 17) ^ ROTATE(w[i - 2], 19) ^ w[i - 2] >> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    for (int i = 0; i < 64; i++) {
      uint32_t s1 = ROTATE(e, 6) ^ ROTATE(e, 11) ^ ROTATE(e, 25);
      uint32_t t1 = t + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i];
      uint32_t s0 = ROTATE(a, 2) ^ ROTATE(a, 13) ^ ROTATE(a, 22);
      uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
      t = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e, h[5] += f, h[6] += g, h[7] += t;
  }
  return h[0] ^ h[7];
}

static int compare(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

/** Calls through a pointer, and branches that nobody can foresee. */
static uint64_t sort(void) {
  enum { N = 2000000 };
  uint32_t *numbers = malloc(N * sizeof *numbers);
  for (int i = 0; i < N; i++) numbers[i] = next();
  qsort(numbers, N, sizeof *numbers, compare);
  return numbers[N / 2];
}

/** Doubles: multiplication of matrices. */
static uint64_t doubles(void) {
  enum { N = 400 };
  static double a[N][N], b[N][N], c[N][N];
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) a[i][j] = next() % 100, b[i][j] = next() % 100;
  for (int round = 0; round < 4; round++)
    for (int i = 0; i < N; i++)
      for (int j = 0; j < N; j++) {
        double sum = 0;
        for (int k = 0; k < N; k++) sum += a[i][k] * b[k][j];
        c[i][j] = sum;
      }
  return (uint64_t)c[N / 2][N / 3];
}

__attribute__((noinline)) static uint64_t fibonacci(int n) {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

/** Calls. */
static uint64_t calls(void) {
  return fibonacci(37);
}

enum { SYSCALLS = 1000000 };

/** A system call that does next to nothing. */
static uint64_t ecall(void) {
  uint64_t sum = 0;
  for (int i = 0; i < SYSCALLS; i++) sum += syscall(SYS_getppid) >= 0;
  return sum;
}

static const struct {
  const char *name;
  uint64_t (*run)(void);
} KERNELS[] = {{"sieve", sieve}, {"sha256", sha256}, {"qsort", sort},
               {"doubles", doubles}, {"calls", calls}, {"ecall", ecall}};

int main(int argc, char **argv) {
  for (size_t i = 0; i < sizeof KERNELS / sizeof *KERNELS; i++) {
    if (argc > 1 && strcmp(argv[1], KERNELS[i].name) == 0) {
      printf("%llu\n", (unsigned long long)KERNELS[i].run());
      return 0;
    }
  }
  return 2;
}
