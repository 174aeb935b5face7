// head, tail: the first lines, and the last.

#include "tools.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/** Lines that are wanted; of tail, with a plus before them, the number of the first. */
static long limit = 10;
static int from_beginning;

/** Reads "-n LINES", or "-LINES" as people write it. @returns the index of the first file; -1 after having said why none */
static int options(int argc, char **argv, int may_have_plus) {
  const char *text = NULL;
  if (argc > 1 && argv[1][0] == '-' && isdigit((unsigned char)argv[1][1])) {
    text = argv[1] + 1;
    optind = 2;
  }
  for (int option; (option = getopt(argc, argv, "n:")) != -1;) {
    if (option != 'n') return -1;
    text = optarg;
  }
  if (!text) return optind;
  char *end;
  from_beginning = may_have_plus && *text == '+';
  limit = strtol(text, &end, 10);
  if (*end == 0 && end != text && limit >= 0) return optind;
  usage("[-n LINES] [FILE...]");
  return -1;
}

static int head(int fd, const char *name) {
  FILE *in = stream_on(fd);
  if (!in) return failed(name);
  char *line = NULL;
  size_t room = 0;
  ssize_t n;
  for (long i = 0; i < limit && (n = getline(&line, &room, in)) > 0; i++) fwrite(line, 1, n, stdout);
  free(line);
  return end_of(in, name);
}

int head_main(int argc, char **argv) {
  int first = options(argc, argv, 0);
  return first < 0 ? 2 : each_input(argv + first, head);
}

struct line {
  char *text;
  ssize_t length;
};

/** The last lines, which go round: the oldest is at `oldest`. */
static int tail(int fd, const char *name) {
  FILE *in = stream_on(fd);
  if (!in) return failed(name);
  struct line *kept = NULL, line = {0};
  long count = 0, room = 0, oldest = 0, number = 0;
  for (size_t size = 0; (line.length = getline(&line.text, &size, in)) > 0;) {
    if (from_beginning) {
      if (++number >= limit) fwrite(line.text, 1, line.length, stdout);
      continue;
    }
    if (limit == 0) continue;
    if (count < limit) {
      if (count == room) {
        room = room ? 2 * room : 64;
        kept = realloc(kept, room * sizeof *kept);
        if (!kept) return failed(name);
      }
      kept[count++] = line;
    } else {
      free(kept[oldest].text);
      kept[oldest] = line;
      oldest = (oldest + 1) % limit;
    }
    line.text = NULL; // the next one has its own
    size = 0;
  }
  free(line.text);
  for (long i = 0; i < count; i++) {
    struct line *one = &kept[(oldest + i) % count];
    fwrite(one->text, 1, one->length, stdout);
    free(one->text);
  }
  free(kept);
  return end_of(in, name);
}

int tail_main(int argc, char **argv) {
  int first = options(argc, argv, 1);
  return first < 0 ? 2 : each_input(argv + first, tail);
}
