// cp, mv: what brings files to another place.

#include "tools.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/**
 * Calls `work` with each file that is named but the last, and where it is to come: what is named last, or in it under
 * its own name if that is a directory. @returns 1 if `work` said so of one, 2 if the arguments make no sense, else 0
 */
static int each_place(int argc, char **argv, int (*work)(const char *from, const char *to)) {
  if (argc < 3) return usage("FILE... FILE|DIRECTORY");
  const char *last = argv[argc - 1];
  struct stat st;
  int into = stat(last, &st) == 0 && S_ISDIR(st.st_mode);
  if (argc > 3 && !into) return usage("FILE... DIRECTORY");
  if (!into) return work(argv[1], last);
  int status = 0;
  for (int i = 1; i < argc - 1; i++) {
    const char *slash = strrchr(argv[i], '/');
    char *path;
    if (asprintf(&path, "%s/%s", last, slash ? slash + 1 : argv[i]) < 0) return failed(last);
    status |= work(argv[i], path);
    free(path);
  }
  return status;
}

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

int cp_main(int argc, char **argv) { return each_place(argc, argv, copy_file); }

static int move_file(const char *from, const char *to) { return rename(from, to) < 0 ? failed(from) : 0; }

int mv_main(int argc, char **argv) { return each_place(argc, argv, move_file); }
