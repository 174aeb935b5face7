// clear, seq, sleep: what reads no file.

#include "tools.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int clear_main(int argc, char **argv) {
  fputs("\033[H\033[2J\033[3J", stdout);
  return 0;
}

static int number(const char *text, double *value) {
  char *end;
  *value = strtod(text, &end);
  return end != text && *end == 0 && isfinite(*value);
}

int seq_main(int argc, char **argv) {
  double first = 1, step = 1, last;
  if (argc < 2 || argc > 4 || !number(argv[argc - 1], &last) || (argc > 2 && !number(argv[1], &first)) ||
      (argc > 3 && !number(argv[2], &step)) || step == 0)
    return usage("[FIRST [STEP]] LAST");
  for (long i = 0;; i++) {
    double value = first + i * step;
    if (step > 0 ? value > last : value < last) return 0;
    printf("%.10g\n", value);
  }
}

int sleep_main(int argc, char **argv) {
  double seconds;
  if (argc != 2 || !number(argv[1], &seconds) || seconds < 0) return usage("SECONDS");
  if (seconds > 1e9) seconds = 1e9;
  struct timespec left = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
  return nanosleep(&left, NULL) < 0 ? failed(argv[1]) : 0;
}
