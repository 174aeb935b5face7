// cat, tee: what passes bytes on as they are.

#include "tools.h"
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int to_output(int fd, const char *name) { return copy(fd, 1, name); }

int cat_main(int argc, char **argv) { return each_input(argv + 1, to_output); }

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
