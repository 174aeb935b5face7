// Handlers: what they are told, where they run, and how the program goes on.
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

static sigjmp_buf away;
static char *expected, *page;

static void fault(int signal, siginfo_t *info, void *context) {
  ucontext_t *uc = context;
  printf("signal %d code %d addr %lx pc %d\n", signal, info->si_code,
         (unsigned long)info->si_addr - (info->si_addr > (void *)page && info->si_addr < (void *)(page + 4096) ? (unsigned long)page : 0),
         (char *)uc->uc_mcontext.__gregs[REG_PC] == expected);
  siglongjmp(away, 1);
}
static volatile int ran;
static void note(int signal, siginfo_t *info, void *context) {
  ucontext_t *uc = context;
  char here;
  ran++;
  printf("%d from self %d mask %lx stack %d\n", signal, info->si_pid == getpid(), uc->uc_sigmask.__val[0],
         (char *)uc->uc_stack.ss_sp <= &here && &here < (char *)uc->uc_stack.ss_sp + uc->uc_stack.ss_size);
}
static void skip(int signal, siginfo_t *info, void *context) {
  ((ucontext_t *)context)->uc_mcontext.__gregs[REG_PC] += 4;
  ((ucontext_t *)context)->uc_mcontext.__gregs[10] = signal;
}

int main(void) {
  setvbuf(stdout, 0, _IOLBF, 0);
  struct sigaction act = {.sa_sigaction = fault, .sa_flags = SA_SIGINFO};
  int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP};
  for (int i = 0; i < 4; i++) sigaction(faults[i], &act, 0);
  if (!sigsetjmp(away, 1)) { expected = &&a; a: asm volatile("sw zero, 16(zero)"); }
  if (!sigsetjmp(away, 1)) *(volatile char *)-8L = 1;
  if (!sigsetjmp(away, 1)) ((void (*)(void))0x1234)();
  if (!sigsetjmp(away, 1)) asm volatile(".word 0");
  if (!sigsetjmp(away, 1)) asm volatile("ebreak");
  page = mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (!sigsetjmp(away, 1)) { printf("%d\n", page[0]); page[5] = 1; }

  static char stack[65536];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, 0);
  act.sa_sigaction = note;
  act.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
  sigaddset(&act.sa_mask, SIGUSR2);
  sigaction(SIGUSR1, &act, 0);
  sigaction(SIGUSR2, &act, 0);
  sigset_t both, old;
  sigemptyset(&both), sigaddset(&both, SIGUSR1), sigaddset(&both, SIGUSR2);
  double kept = 1.25 * getpid();
  raise(SIGUSR1);
  sigprocmask(SIG_BLOCK, &both, 0);
  raise(SIGUSR2);
  printf("blocked %d\n", ran);
  sigprocmask(SIG_UNBLOCK, &both, 0);
  printf("then %d, kept %d\n", ran, kept == 1.25 * getpid());
  sigprocmask(SIG_SETMASK, 0, &old);
  printf("mask %lx\n", old.__val[0]);

  act.sa_sigaction = skip;
  sigaction(SIGILL, &act, 0);
  register long a0 asm("a0") = 0;
  asm volatile(".word 0" : "+r"(a0));
  printf("skipped, a0 %ld\n", a0);
  return 0;
}
