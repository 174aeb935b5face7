// cat(1), the hard way: reads files with readv into scattered buffers, the last of which runs into an unmapped page, so
// that every read comes back short; and writes what did arrive with writev. What arrives is the file, byte for byte.
// Nothing but system calls: no C library. `npx -y pnpm@12 start` runs it; guests/build.sh makes guests/bin/scatter-cat.

typedef unsigned long size;

enum {
  PAGE = 4096,
  AT_FDCWD = -100,
  PROT_READ_WRITE = 3,
  MAP_PRIVATE_ANONYMOUS = 0x22,
  SYS_openat = 56,
  SYS_close = 57,
  SYS_write = 64,
  SYS_readv = 65,
  SYS_writev = 66,
  SYS_fstat = 80,
  SYS_exit_group = 94,
  SYS_munmap = 215,
  SYS_mmap = 222,
};

struct iovec {
  char *base;
  size length;
};

/** struct stat of riscv64, as far as it matters. */
struct stat {
  long before[6];
  long st_size;
  long after[9];
};

static long call(long number, long a, long b, long c, long d, long e, long f) {
  register long a7 asm("a7") = number;
  register long a0 asm("a0") = a;
  register long a1 asm("a1") = b;
  register long a2 asm("a2") = c;
  register long a3 asm("a3") = d;
  register long a4 asm("a4") = e;
  register long a5 asm("a5") = f;
  asm volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
  return a0;
}

static char *map(size length) {
  return (char *)call(SYS_mmap, 0, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
}

static size clamp(size value, size low, size high) {
  return value < low ? low : value > high ? high : value;
}

static size lengthOf(const char *text) {
  size n = 0;
  while (text[n]) n++;
  return n;
}

static char *put(char *to, const char *text) {
  while (*text) *to++ = *text++;
  return to;
}

/** Says what went wrong in one line. */
static int complain(const char *what, long error) {
  char line[4200];
  char *end = put(put(put(line, "scatter-cat: "), what), ": error ");
  char digits[4];
  int n = 0;
  do digits[n++] = '0' + error % 10;
  while ((error /= 10) > 0 && n < 4);
  while (n > 0) *end++ = digits[--n];
  *end++ = '\n';
  call(SYS_write, 2, (long)line, end - line, 0, 0, 0);
  return 1;
}

/**
 * Three buffers in three places, of a size that suits the file. The third is said to be a page longer than what is mapped
 * of it.
 */
static void scatter(struct iovec segments[3], size file) {
  size head = clamp(file / 4, 16, 256 * 1024);
  size middle = clamp(file / 8, 8, 64 * 1024);
  size tail = clamp(file / 16, 4, PAGE);
  segments[0] = (struct iovec){map(head), head};
  segments[1] = (struct iovec){map(middle), middle};
  char *edge = map(2 * PAGE); // last, so that nothing comes into the hole
  call(SYS_munmap, (long)edge + PAGE, PAGE, 0, 0, 0, 0);
  segments[2] = (struct iovec){edge + PAGE - tail, tail + PAGE};
}

/** The bytes [from, to) of three segments taken together, as segments. @returns how many */
static int slice(struct iovec part[3], const struct iovec segments[3], size from, size to) {
  int count = 0;
  size at = 0;
  for (int i = 0; i < 3; i++) {
    size length = segments[i].length;
    size start = from > at ? clamp(from - at, 0, length) : 0;
    size end = to > at ? clamp(to - at, 0, length) : 0;
    if (start < end) part[count++] = (struct iovec){segments[i].base + start, end - start};
    at += length;
  }
  return count;
}

/** Writes the first `n` bytes of the segments, however many calls that takes. */
static long writeAll(const struct iovec segments[3], size n) {
  for (size done = 0; done < n;) {
    struct iovec rest[3];
    int count = slice(rest, segments, done, n);
    long written = call(SYS_writev, 1, (long)rest, count, 0, 0, 0);
    if (written < 0) return written;
    done += written;
  }
  return 0;
}

/** Copies one file to standard output. */
static int copy(const char *file) {
  long fd = call(SYS_openat, AT_FDCWD, (long)file, 0, 0, 0, 0);
  if (fd < 0) return complain(file, -fd);
  struct stat stat;
  call(SYS_fstat, fd, (long)&stat, 0, 0, 0, 0);
  struct iovec segments[3];
  scatter(segments, stat.st_size);
  for (;;) {
    long n = call(SYS_readv, fd, (long)segments, 3, 0, 0, 0);
    if (n < 0) return complain(file, -n);
    if (n == 0) break;
    long left = writeAll(segments, n);
    if (left < 0) return complain("standard output", -left);
  }
  call(SYS_close, fd, 0, 0, 0, 0, 0);
  return 0;
}

/** The stack as execve leaves it: the number of arguments, and they. */
__attribute__((used)) static void run(long *stack) {
  int status = 0;
  char **files = (char **)(stack + 2);
  if (*stack < 2) {
    static const char usage[] = "usage: scatter-cat FILE...\n";
    call(SYS_write, 2, (long)usage, lengthOf(usage), 0, 0, 0);
    status = 1;
  }
  for (long i = 0; i + 1 < *stack; i++) status |= copy(files[i]);
  call(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

__attribute__((naked, used)) void _start(void) {
  asm("mv a0, sp\n\ttail run");
}
