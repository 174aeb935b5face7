// mkdir, rm: what changes the entries of directories.

#include "tools.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int mkdir_main(int argc, char **argv) {
  int with_parents = 0, status = 0;
  for (int option; (option = getopt(argc, argv, "p")) != -1;) {
    if (option != 'p') return 2;
    with_parents = 1;
  }
  if (optind == argc) return usage("[-p] DIRECTORY...");
  for (char **path = argv + optind; *path; path++) {
    for (char *at = *path + 1; with_parents && (at = strchr(at, '/')); at++) {
      *at = 0;
      mkdir(*path, 0777); // what is wrong with it, the last one tells
      *at = '/';
    }
    if (mkdir(*path, 0777) == 0) continue;
    int err = errno;
    struct stat st;
    if (with_parents && err == EEXIST && stat(*path, &st) == 0 && S_ISDIR(st.st_mode)) continue;
    errno = err;
    status = failed(*path);
  }
  return status;
}

static int with_all_in_it, forced;

static int erase(const char *path) {
  struct stat st;
  if (lstat(path, &st) < 0) return forced && errno == ENOENT ? 0 : failed(path);
  if (!S_ISDIR(st.st_mode)) return unlink(path) < 0 ? failed(path) : 0;
  if (!with_all_in_it) {
    errno = EISDIR;
    return failed(path);
  }
  DIR *directory = opendir(path);
  if (!directory) return failed(path);
  int status = 0;
  for (struct dirent *entry; (entry = readdir(directory));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    char *full;
    if (asprintf(&full, "%s/%s", path, entry->d_name) < 0) return failed(path);
    status |= erase(full);
    free(full);
  }
  closedir(directory);
  return status ? status : rmdir(path) < 0 ? failed(path) : 0;
}

int rm_main(int argc, char **argv) {
  for (int option; (option = getopt(argc, argv, "rf")) != -1;) {
    if (option == 'r') with_all_in_it = 1;
    else if (option == 'f') forced = 1;
    else return 2;
  }
  if (optind == argc && !forced) return usage("[-rf] FILE...");
  int status = 0;
  for (char **path = argv + optind; *path; path++) status |= erase(*path);
  return status;
}
