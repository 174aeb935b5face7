// grep, sort, wc: what takes text line by line.

#include "tools.h"
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static regex_t wanted;
static int inverted, counts_only, found;
static long matches;

static int grep(int fd, const char *name) {
  FILE *in = stream_on(fd);
  if (!in) return failed(name);
  char *line = NULL;
  size_t room = 0;
  for (ssize_t n; (n = getline(&line, &room, in)) > 0;) {
    int has_end = line[n - 1] == '\n';
    if (has_end) line[n - 1] = 0;
    if ((regexec(&wanted, line, 0, NULL, 0) == 0) == inverted) continue;
    found = 1;
    matches++;
    if (!counts_only) puts(line);
  }
  free(line);
  return end_of(in, name);
}

int grep_main(int argc, char **argv) {
  int flags = REG_NOSUB;
  for (int option; (option = getopt(argc, argv, "cEiv")) != -1;) {
    if (option == 'c') counts_only = 1;
    else if (option == 'E') flags |= REG_EXTENDED;
    else if (option == 'i') flags |= REG_ICASE;
    else if (option == 'v') inverted = 1;
    else return 2;
  }
  if (optind == argc) return usage("[-ciEv] PATTERN [FILE...]");
  int wrong = regcomp(&wanted, argv[optind], flags);
  if (wrong) {
    char why[100];
    regerror(wrong, &wanted, why, sizeof why);
    fprintf(stderr, "%s: %s: %s\n", tool, argv[optind], why);
    return 2;
  }
  int status = each_input(argv + optind + 1, grep);
  if (counts_only) printf("%ld\n", matches);
  return status ? 2 : !found;
}

static char **lines;
static size_t line_count, line_room;
static int numeric, reversed;

static int compare(const void *a, const void *b) {
  const char *x = *(char *const *)a, *y = *(char *const *)b;
  double difference = numeric ? strtod(x, NULL) - strtod(y, NULL) : 0;
  int order = difference < 0 ? -1 : difference > 0 ? 1 : strcmp(x, y);
  return reversed ? -order : order;
}

static int gather(int fd, const char *name) {
  FILE *in = stream_on(fd);
  if (!in) return failed(name);
  char *line = NULL;
  size_t room = 0;
  for (ssize_t n; (n = getline(&line, &room, in)) > 0; line = NULL, room = 0) {
    if (line[n - 1] == '\n') line[n - 1] = 0;
    if (line_count == line_room) {
      line_room = line_room ? 2 * line_room : 64;
      lines = realloc(lines, line_room * sizeof *lines);
      if (!lines) return failed(name);
    }
    lines[line_count++] = line;
  }
  free(line);
  return end_of(in, name);
}

int sort_main(int argc, char **argv) {
  int unique = 0;
  for (int option; (option = getopt(argc, argv, "nru")) != -1;) {
    if (option == 'n') numeric = 1;
    else if (option == 'r') reversed = 1;
    else if (option == 'u') unique = 1;
    else return 2;
  }
  int status = each_input(argv + optind, gather);
  if (line_count > 0) qsort(lines, line_count, sizeof *lines, compare);
  for (size_t i = 0; i < line_count; i++)
    if (!unique || i == 0 || strcmp(lines[i], lines[i - 1]) != 0) puts(lines[i]);
  return status;
}

/** Newlines, words, bytes: which are shown, and those of all files. */
static int shown[3];
static long totals[3];

static void show(const long counted[3], const char *name) {
  const char *between = "";
  for (int i = 0; i < 3; i++) {
    if (!shown[i]) continue;
    printf("%s%ld", between, counted[i]);
    between = " ";
  }
  if (strcmp(name, "-") != 0) printf(" %s", name);
  putchar('\n');
}

static int count(int fd, const char *name) {
  static char piece[65536];
  long counted[3] = {0};
  int in_word = 0;
  ssize_t n;
  while ((n = read(fd, piece, sizeof piece)) > 0) {
    counted[2] += n;
    for (ssize_t i = 0; i < n; i++) {
      char c = piece[i];
      int is_space = c == ' ' || (c >= '\t' && c <= '\r');
      counted[0] += c == '\n';
      counted[1] += !is_space && !in_word;
      in_word = !is_space;
    }
  }
  for (int i = 0; i < 3; i++) totals[i] += counted[i];
  if (n < 0) return failed(name);
  show(counted, name);
  return 0;
}

int wc_main(int argc, char **argv) {
  static const char KINDS[] = "lwc";
  for (int option; (option = getopt(argc, argv, KINDS)) != -1;) {
    const char *kind = strchr(KINDS, option);
    if (!kind) return 2;
    shown[kind - KINDS] = 1;
  }
  if (!shown[0] && !shown[1] && !shown[2]) shown[0] = shown[1] = shown[2] = 1;
  int status = each_input(argv + optind, count);
  if (argc - optind > 1) show(totals, "total");
  return status;
}
