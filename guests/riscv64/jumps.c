// Control flow that is not calls: jumps out of handlers and stacks, contexts, generators, variable arguments, atexit.
#define _GNU_SOURCE
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf top;
static char alternate[65536];
static int overflows;
static void overflow(int signal) {
  overflows++;
  siglongjmp(top, overflows);
}
static int recurse(int depth) {
  volatile char frame[4096];
  memset((void *)frame, depth, sizeof frame);
  return depth < 0 ? 0 : recurse(depth + 1) + frame[depth % 4096];
}

static ucontext_t main_context, generator;
static int produced;
static void generate(int from, int to) {
  for (produced = from; produced < to; produced += 3) swapcontext(&generator, &main_context);
  produced = -1;
}

static double total(int n, ...) {
  va_list list, again;
  va_start(list, n);
  va_copy(again, list);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += i % 2 ? va_arg(list, double) : va_arg(list, int);
  for (int i = 0; i < n; i++) sum += 100 * (i % 2 ? va_arg(again, double) : va_arg(again, int));
  va_end(list), va_end(again);
  return sum;
}

static jmp_buf levels[5];
static void descend(int level) {
  if (level == 5) longjmp(levels[2], 7);
  if (setjmp(levels[level])) {
    printf("back at %d\n", level);
    if (level) longjmp(levels[level - 1], level);
    return;
  }
  descend(level + 1);
}
static void bye(void) { write(1, "bye\n", 4); }
static void last(int status, void *argument) { printf("status %d %s\n", status, (char *)argument); }
__attribute__((constructor)) static void before(void) { puts("before main"); }

int main(void) {
  struct rlimit limit = {256 << 10, 256 << 10};
  setrlimit(RLIMIT_STACK, &limit);
  sigaltstack(&(stack_t){.ss_sp = alternate, .ss_size = sizeof alternate}, 0);
  sigaction(SIGSEGV, &(struct sigaction){.sa_handler = overflow, .sa_flags = SA_ONSTACK}, 0);
  while (sigsetjmp(top, 1) < 3) recurse(0);
  printf("%d overflows\n", overflows);

  getcontext(&generator);
  generator.uc_stack.ss_sp = malloc(32768), generator.uc_stack.ss_size = 32768, generator.uc_link = &main_context;
  makecontext(&generator, (void (*)(void))generate, 2, 10, 20);
  for (;;) {
    swapcontext(&main_context, &generator);
    if (produced < 0) break;
    printf("%d ", produced);
  }
  printf("\n%g\n", total(6, 1, 2.5, 3, 4.25, 5, 1e-3));
  descend(0);
  printf("%s %d\n", strsignal(SIGBUS), system("exit 3") >> 8);
  atexit(bye);
  on_exit(last, "given");
  abs(-5) == 5 ? exit(300) : abort();
}
