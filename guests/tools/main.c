// The tools of the shell in one program: which of them it is, the name says under which it is called.

#include "tools.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
  const char *name;
  int (*main)(int argc, char **argv);
} TOOLS[] = {
    {"cat", cat_main},     {"clear", clear_main}, {"cp", cp_main},     {"grep", grep_main}, {"head", head_main},
    {"ls", ls_main},       {"mkdir", mkdir_main}, {"mv", mv_main},     {"rm", rm_main},     {"seq", seq_main},
    {"sleep", sleep_main}, {"sort", sort_main},   {"tail", tail_main}, {"tee", tee_main},   {"wc", wc_main},
};
enum { COUNT = sizeof TOOLS / sizeof *TOOLS, PIECE = 65536 };

const char *tool;

int failed(const char *subject) {
  fprintf(stderr, "%s: %s: %s\n", tool, subject, strerror(errno));
  return 1;
}

int usage(const char *text) {
  fprintf(stderr, "usage: %s %s\n", tool, text);
  return 2;
}

int each_input(char **names, int (*work)(int fd, const char *name)) {
  static char *only_input[] = {"-", NULL};
  int status = 0;
  for (char **name = *names ? names : only_input; *name; name++) {
    int is_input = strcmp(*name, "-") == 0;
    int fd = is_input ? 0 : open(*name, O_RDONLY | O_CLOEXEC);
    status |= fd < 0 ? failed(*name) : work(fd, *name);
    if (fd > 0) close(fd);
  }
  return status;
}

FILE *stream_on(int fd) {
  int own = dup(fd);
  return own < 0 ? NULL : fdopen(own, "r");
}

int end_of(FILE *in, const char *name) {
  int status = ferror(in) ? failed(name) : 0;
  fclose(in);
  return status;
}

int write_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t n = write(fd, bytes, length);
    if (n < 0) return failed("write");
    bytes += n;
    length -= n;
  }
  return 0;
}

int copy(int from, int to, const char *name) {
  static char piece[PIECE];
  for (;;) {
    ssize_t n = read(from, piece, sizeof piece);
    if (n == 0) return 0;
    if (n < 0) return failed(name);
    if (write_all(to, piece, n)) return 1;
  }
}

int main(int argc, char **argv) {
  const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
  tool = slash ? slash + 1 : argc > 0 ? argv[0] : "";
  for (int i = 0; i < COUNT; i++) {
    if (strcmp(tool, TOOLS[i].name) != 0) continue;
    int status = TOOLS[i].main(argc, argv);
    return fflush(stdout) == 0 ? status : failed("write");
  }
  for (int i = 0; i < COUNT; i++) puts(TOOLS[i].name);
  return 0;
}
