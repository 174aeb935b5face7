// A tree of processes that talk through pipes; what a fork shares and what not; code that is made at run time.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static int value = 1;

static int tree(int depth) {
  if (depth == 0) return value;
  int sum = 0, ends[2];
  if (pipe(ends)) return -1;
  for (int i = 0; i < 2; i++) {
    if (fork() == 0) {
      value += i;
      int result = tree(depth - 1);
      write(ends[1], &result, sizeof result);
      _exit(depth * 10 + i);
    }
  }
  for (int i = 0; i < 2; i++) {
    int part;
    read(ends[0], &part, sizeof part);
    sum += part;
  }
  for (int i = 0; i < 2; i++) {
    int status;
    wait(&status);
    sum += WEXITSTATUS(status);
  }
  close(ends[0]), close(ends[1]);
  return sum;
}

int main(void) {
  printf("%d, and here still %d\n", tree(4), value);
  unsigned *code = mmap(0, 4096, 7, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  for (unsigned i = 0; i < 3; i++) {
    code[0] = 0x00000513 | i << 20;
    code[1] = 0x8067;
    if (i < 2) asm volatile("fence.i" ::: "memory");
    else __builtin___clear_cache((char *)code, (char *)(code + 2));
    printf("made %d\n", ((int (*)(void))code)());
  }
  int *shared = mmap(0, 4096, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    shared[0] = 42;
    abort();
  }
  int status;
  wait(&status);
  printf("%d %d\n", shared[0], WTERMSIG(status));
  return 0;
}
