// Code that changes while it is executed: in pages that are writable and executable in turn, through another mapping of
// the same page, in a loop that is hot, by a child after a fork, as a whole or by half, and in the instruction after the next.
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

typedef long (*function)(long);

/* addi a0, a0, by; ret */
static void make(unsigned *at, int by) {
  at[0] = 0x00050513 | by << 20;
  at[1] = 0x00008067;
}
static void flush(void *at) { __builtin___clear_cache(at, (char *)at + 4096); }

static volatile sig_atomic_t faults;
static unsigned *page;
static void allow(int signal, siginfo_t *info, void *context) {
  faults++;
  mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

int main(void) {
  page = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  long sum = 0;
  for (int by = 1; by <= 40; by++) {
    mprotect(page, 4096, PROT_READ | PROT_WRITE);
    make(page, by);
    mprotect(page, 4096, PROT_READ | PROT_EXEC);
    flush(page);
    for (int i = 0; i < 3000; i++) sum = ((function)page)(sum);
  }
  printf("in turn %ld\n", sum);

  /* Not executable until the handler says so. */
  sigaction(SIGSEGV, &(struct sigaction){.sa_sigaction = allow, .sa_flags = SA_SIGINFO}, 0);
  mprotect(page, 4096, PROT_READ | PROT_WRITE);
  make(page, 7);
  flush(page);
  printf("allowed %ld, faults %d\n", ((function)page)(0), faults);

  int fd = memfd_create("code", 0);
  ftruncate(fd, 4096);
  unsigned *written = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  function executed = mmap(0, 4096, PROT_READ | PROT_EXEC, MAP_SHARED, fd, 0);
  sum = 0;
  for (int by = 1; by <= 5; by++) {
    make(written, by);
    flush(executed);
    for (int i = 0; i < 20000; i++) sum = executed(sum);
  }
  printf("two mappings %ld\n", sum);
  make(written, 9);
  syscall(SYS_riscv_flush_icache, executed, (char *)executed + 4096, 0);
  printf("by system call %ld\n", executed(0));
  unsigned once[2];
  make(once, 11);
  pwrite(fd, once, sizeof once, 0);
  flush(executed);
  printf("by pwrite %ld\n", executed(0));

  /* A child changes its own copy, and the parent keeps what it has. */
  mprotect(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC);
  pid_t child = fork();
  if (child == 0) {
    make(page, 5);
    flush(page);
    _exit(((function)page)(0));
  }
  int status;
  waitpid(child, &status, 0);
  printf("child %d, parent %ld\n", WEXITSTATUS(status), ((function)page)(0));

  /* A child has the same page of code, whose last instruction ends in a page that it changes. */
  char *two = mmap(0, 8192, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  function first = (function)two, across = (function)(two + 4094);
  make((unsigned *)two, 1);
  unsigned code[2];
  make(code, 2);
  memcpy(two + 4094, code, sizeof code);
  flush(two);
  flush(two + 4096);
  sum = first(0);
  child = fork();
  if (child == 0) {
    make(code, 4);
    memcpy(two + 4096, (char *)code + 2, sizeof code - 2);
    flush(two + 4096);
    _exit(first(0) + across(0));
  }
  waitpid(child, &status, 0);
  printf("half an instruction: child %d, parent %ld\n", WEXITSTATUS(status), sum + across(0));

  /* The page is replaced by another. */
  munmap(page, 4096);
  mmap(page, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  make(page, 3);
  printf("mapped anew %ld\n", ((function)page)(0));

  /* sw a1, 12(a2); fence.i; nop; <changed>; ret */
  unsigned self[] = {0x00b62623, 0x0000100f, 0x00000013, 0x00000013, 0x00008067};
  memcpy(page + 64, self, sizeof self);
  flush(page);
  sum = 0;
  for (int by = 0; by < 50; by++) {
    register long a0 asm("a0") = sum;
    register long a1 asm("a1") = 0x00050513 | by << 20;
    register unsigned *a2 asm("a2") = page + 64;
    asm volatile("jalr ra, %2" : "+r"(a0) : "r"(a1), "r"(a2) : "ra", "memory");
    sum = a0;
  }
  printf("itself %ld\n", sum);
  return 0;
}
