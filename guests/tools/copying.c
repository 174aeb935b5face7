// cat, cp, tee: what moves bytes as they are.

#include "tools.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int to_output(int fd, const char *name) { return copy(fd, 1, name); }

int cat_main(int argc, char **argv) { return each_input(argv + 1, to_output); }

/** Copies a file, and who may execute it. */
static int copy_file(const char *from, const char *to) {
  struct stat st, other;
  int in = open(from, O_RDONLY);
  if (in < 0 || fstat(in, &st) < 0) return failed(from);
  if (S_ISDIR(st.st_mode)) {
    errno = EISDIR;
    close(in);
    return failed(from);
  }
  if (stat(to, &other) == 0 && other.st_dev == st.st_dev && other.st_ino == st.st_ino) {
    close(in);
    fprintf(stderr, "%s: %s and %s are the same file\n", tool, from, to);
    return 1;
  }
  int out = open(to, O_WRONLY | O_CREAT | O_TRUNC, st.st_mode & 0777);
  int status = out < 0 ? failed(to) : copy(in, out, from);
  close(in);
  if (out >= 0 && close(out) < 0) status = failed(to);
  return status;
}

int cp_main(int argc, char **argv) {
  if (argc < 3) return usage("FILE... FILE|DIRECTORY");
  const char *last = argv[argc - 1];
  struct stat st;
  int into = stat(last, &st) == 0 && S_ISDIR(st.st_mode);
  if (argc > 3 && !into) return usage("FILE... DIRECTORY");
  int status = 0;
  for (int i = 1; i < argc - 1; i++) {
    if (!into) return copy_file(argv[i], last);
    const char *slash = strrchr(argv[i], '/');
    char *path;
    if (asprintf(&path, "%s/%s", last, slash ? slash + 1 : argv[i]) < 0) return failed(last);
    status |= copy_file(argv[i], path);
    free(path);
  }
  return status;
}

int tee_main(int argc, char **argv) {
  static char piece[4096];
  int append = argc > 1 && strcmp(argv[1], "-a") == 0;
  int status = 0, count = 0, fds[argc];
  for (int i = 1 + append; i < argc; i++) {
    int fd = open(argv[i], O_WRONLY | O_CREAT | (append ? O_APPEND : O_TRUNC), 0666);
    if (fd < 0) status = failed(argv[i]);
    else fds[count++] = fd;
  }
  ssize_t n;
  while ((n = read(0, piece, sizeof piece)) > 0) {
    status |= write_all(1, piece, n);
    for (int i = 0; i < count; i++) status |= write_all(fds[i], piece, n);
  }
  return n < 0 ? failed("-") : status;
}
