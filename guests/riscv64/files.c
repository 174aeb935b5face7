// Files by way of the C library: streams, positions, directories, renaming, locks, temporary files, times.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int seen;
static int walk(const char *path, const struct stat *st, int type, struct FTW *at) {
  seen += type == FTW_F ? 1 : type == FTW_D || type == FTW_DP ? 100 : 10000;
  return 0;
}
static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

int main(void) {
  FILE *f = fopen("text", "w+");
  for (int i = 0; i < 3000; i++) fprintf(f, "line %d\n", i);
  fseek(f, 100, SEEK_SET);
  char line[64], word[8];
  int number;
  fgets(line, sizeof line, f);
  printf("%s%ld\n", line, ftell(f));
  fscanf(f, "%7s %d", word, &number);
  printf("%s %d\n", word, number);
  fseek(f, -10, SEEK_END);
  fputs("END", f);
  rewind(f);
  long bytes = 0, c;
  while ((c = getc_unlocked(f)) != EOF) bytes = bytes * 31 % 1000003 + c;
  printf("%ld %d %d\n", bytes, feof(f), ungetc('x', f));
  freopen("text", "r", f);
  size_t size = 0;
  char *whole = 0;
  printf("%zd\n", getdelim(&whole, &size, 'E', f));
  printf("%d %s\n", fputc('a', f), strerror(errno));
  fclose(f);

  f = fopen("text", "a");
  setvbuf(f, 0, _IOFBF, 10);
  fprintf(f, "appended%c", 0);
  printf("%ld\n", ftell(f));
  fclose(f);
  f = fmemopen(0, 100, "w+");
  fprintf(f, "%s", "in memory"), rewind(f), fgets(line, 5, f);
  printf("%s\n", line);
  f = popen("echo to the program; exit 4", "r");
  printf("%s", fgets(line, sizeof line, f));
  printf("%d\n", pclose(f));

  mkdir("d", 0755), mkdir("d/e", 0755);
  for (int i = 0; i < 40; i++) sprintf(line, "d/%s%d", i % 2 ? "e/f" : "g", i), close(creat(line, 0640));
  symlink("../text", "d/link");
  nftw("d", walk, 5, FTW_PHYS);
  struct dirent **entries;
  int n = scandir("d", &entries, 0, by_name);
  printf("%d %d %s %d\n", seen, n, entries[n - 1]->d_name, entries[n - 1]->d_type);
  glob_t found;
  glob("d/*/f?", 0, 0, &found);
  printf("%zu %s\n", found.gl_pathc, found.gl_pathv[0]);
  struct stat st, link;
  stat("d/link", &st), lstat("d/link", &link);
  printf("%ld %o %ld %d\n", st.st_size, link.st_mode, link.st_size, st.st_ino == link.st_ino);
  printf("%d", rename("d/e", "d/g0")), printf(" %s\n", strerror(errno));
  printf("%d", rename("d", "d/e/x")), printf(" %s\n", strerror(errno));
  printf("%d", rmdir("d")), printf(" %s\n", strerror(errno));
  printf("%d %d\n", rename("text", "moved"), access("text", F_OK));
  printf("%d", unlink("d")), printf(" %s\n", strerror(errno) ? "refused" : "");
  int fd = open("moved", O_RDWR | O_CLOEXEC);
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 5};
  printf("%d %d\n", fcntl(fd, F_SETLK, &lock), lockf(fd, F_TEST, 100));
  struct iovec parts[2] = {{"ab", 2}, {"cde", 3}};
  printf("%zd %zd", pwritev(fd, parts, 2, 7), copy_file_range(fd, 0, open("copy", O_CREAT | O_RDWR, 0600), 0, 50, 0));
  printf(" %ld\n", lseek(fd, 0, SEEK_CUR));
  futimens(fd, (struct timespec[2]){{1000, 5}, {2000, 600}});
  fstat(fd, &st);
  printf("%ld.%ld %ld.%ld\n", st.st_atim.tv_sec, st.st_atim.tv_nsec, st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
  f = tmpfile();
  fwrite("temporary", 3, 3, f);
  printf("%d %ld\n", fileno(f) > 2, ftell(f));
  char template[] = "name-XXXXXX";
  printf("%d %d\n", mkstemp(template) > 2, unlink(template));
  printf("%ld %ld %s\n", pathconf(".", _PC_NAME_MAX), sysconf(_SC_PAGESIZE), basename(getcwd(0, 0)) ? "here" : "");
  return 0;
}
