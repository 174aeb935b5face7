// ls: the entries of directories, in columns on a terminal, else one a line.

#include "tools.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int all, with_details, on_terminal;

static void details(const char *path, const char *name) {
  static const char KINDS[] = "?pc?d?b?-?l?s???";
  struct stat st;
  if (lstat(path, &st) < 0) {
    failed(path);
    return;
  }
  char mode[11], date[20], target[4096] = "";
  mode[0] = KINDS[(st.st_mode >> 12) & 15];
  for (int i = 0; i < 9; i++) mode[1 + i] = st.st_mode & (0400 >> i) ? "rwx"[i % 3] : '-';
  mode[10] = 0;
  strftime(date, sizeof date, "%Y-%m-%d %H:%M", gmtime(&st.st_mtime));
  ssize_t n = S_ISLNK(st.st_mode) ? readlink(path, target, sizeof target - 1) : 0;
  target[n < 0 ? 0 : n] = 0;
  printf("%s %3lu %4u %4u %8lld %s %s%s%s\n", mode, (unsigned long)st.st_nlink, st.st_uid, st.st_gid,
         (long long)st.st_size, date, name, *target ? " -> " : "", target);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/** As many columns as there is room for, filled downwards. */
static void columns(char **names, int count) {
  struct winsize window = {0};
  ioctl(1, TIOCGWINSZ, &window);
  int total = window.ws_col ? window.ws_col : 80, width = 0;
  for (int i = 0; i < count; i++) {
    int length = strlen(names[i]);
    if (length + 2 > width) width = length + 2;
  }
  int across = total >= width && width > 0 ? total / width : 1;
  int rows = (count + across - 1) / across;
  for (int row = 0; row < rows; row++) {
    for (int i = row; i < count; i += rows) {
      int is_last = i + rows >= count;
      printf("%-*s", is_last ? 0 : width, names[i]);
    }
    putchar('\n');
  }
}

static int list(const char *path) {
  DIR *directory = opendir(path);
  if (!directory) return failed(path);
  char **names = NULL;
  int count = 0, room = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (entry->d_name[0] == '.' && !all) continue;
    if (count == room) {
      room = room ? 2 * room : 64;
      names = realloc(names, room * sizeof *names);
      if (!names) return failed(path);
    }
    names[count++] = strdup(entry->d_name);
  }
  closedir(directory);
  if (count > 0) qsort(names, count, sizeof *names, by_name);
  if (on_terminal && !with_details) columns(names, count);
  for (int i = 0; i < count; i++) {
    char *full;
    if (with_details && asprintf(&full, "%s/%s", path, names[i]) > 0) {
      details(full, names[i]);
      free(full);
    } else if (!on_terminal) puts(names[i]);
    free(names[i]);
  }
  free(names);
  return 0;
}

int ls_main(int argc, char **argv) {
  static char *here[] = {".", NULL};
  on_terminal = isatty(1);
  for (int option; (option = getopt(argc, argv, "al1")) != -1;) {
    if (option == 'a') all = 1;
    else if (option == 'l') with_details = 1;
    else if (option == '1') on_terminal = 0;
    else return 2;
  }
  int status = 0, several = argc - optind > 1;
  for (char **path = optind < argc ? argv + optind : here; *path; path++) {
    struct stat st;
    if (stat(*path, &st) < 0 && lstat(*path, &st) < 0) status = failed(*path);
    else if (!S_ISDIR(st.st_mode)) {
      if (with_details) details(*path, *path);
      else puts(*path);
    } else {
      if (several) printf("%s:\n", *path);
      status |= list(*path);
    }
  }
  return status;
}
