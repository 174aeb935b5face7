// Plays scenarios of tracers and tracees on the running kernel and tells what each step gave, for record.js, which
// describes the language.
//
// Reads scenarios from stdin: a line "operations of b", with "+" before it if the tracer is not its parent; then one
// line a step; then an empty line. Writes one line a step, and an empty line.

#define _GNU_SOURCE
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/ptrace.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define LINE 4096
#define STACK 65536
/** A wait that has found nothing for so long waits. */
#define PATIENCE_MS 400

static void die(const char *what) {
  perror(what);
  exit(1);
}

// What a tracee has in its memory: a word that it may change, and one that it may not.
static volatile long cell = 7;
static const volatile long constant = 9;

static void handler(int signal) { cell = signal; }

static void set(int signal, void (*to)(int)) {
  struct sigaction action = {.sa_handler = to, .sa_flags = SA_RESTART};
  sigaction(signal, &action, NULL);
}

static const char *run(const char *ops);

static int begin_task(void *ops) {
  run(ops);
  syscall(SYS_exit, 0);
  return 0;
}

/** Where the operations of a new task end: behind the ")" of its "(". */
static const char *after(const char *ops) {
  int depth = 0;
  do {
    if (*ops == '(') depth++;
    if (*ops == ')') depth--;
    ops++;
  } while (depth > 0);
  return ops;
}

/** Executes operations up to the end, or to a ")". */
static const char *run(const char *ops) {
  while (*ops && *ops != ')') {
    char name[32];
    long n = 0;
    int length;
    if (*ops == ';') {
      ops++;
      continue;
    }
    if (sscanf(ops, "%31[a-z]%n", name, &length) != 1) die(ops);
    ops += length;
    if (*ops == ' ') n = strtol(ops, (char **)&ops, 10);
#define IS(word) !strcmp(name, word)
    if (IS("traceme")) syscall(SYS_ptrace, PTRACE_TRACEME, 0, 0, 0);
    else if (IS("raise")) syscall(SYS_kill, syscall(SYS_getpid), n);
    else if (IS("umask")) syscall(SYS_umask, n);
    else if (IS("pause")) syscall(SYS_pause);
    else if (IS("sleep")) {
      struct timespec t = {n, 0};
      syscall(SYS_nanosleep, &t, NULL);
    } else if (IS("handle")) set((int)n, handler);
    else if (IS("ignore")) set((int)n, SIG_IGN);
    else if (IS("block")) {
      unsigned long mask = 1UL << (n - 1);
      syscall(SYS_rt_sigprocmask, 0, &mask, NULL, 8);
    } else if (IS("unblock")) {
      unsigned long mask = 0;
      syscall(SYS_rt_sigprocmask, 2, &mask, NULL, 8);
    } else if (IS("exit")) syscall(SYS_exit_group, n);
    else if (IS("leave")) syscall(SYS_exit, n);
    else if (IS("tell")) syscall(SYS_exit_group, cell + constant * 16);
    else if (IS("wait")) syscall(SYS_wait4, -1, NULL, 0, NULL);
    else if (IS("exec")) {
      char text[LINE];
      sprintf(text, "%.*s", (int)(after(ops) - ops - 2), ops + 1);
      char *argv[] = {"oracle", "run", text, NULL}, *envp[] = {NULL};
      syscall(SYS_execve, "/proc/self/exe", argv, envp);
      die("exec");
    } else if (IS("fork") || IS("vfork") || IS("thread") || IS("clone")) {
      int flags = IS("vfork") ? CLONE_VFORK | CLONE_VM | SIGCHLD : IS("clone") ? SIGUSR1 : SIGCHLD;
      if (IS("thread")) flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM;
      char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      clone(begin_task, stack + STACK, flags, (void *)(ops + 1));
      ops = after(ops);
    } else die(name);
  }
  return ops;
}

// Names: a is who begins, t a tracer that is not the parent, b the tracee; others get theirs when they are first met.
static struct {
  int known;
  int pids[16];
} *names;
static const char LETTERS[] = "atbcdefghijk";

static int pid_of(const char *name) {
  const char *at = strchr(LETTERS, *name);
  return at ? names->pids[at - LETTERS] : 0;
}
static char name_of(int pid) {
  for (int i = 0; i < names->known; i++)
    if (names->pids[i] == pid) return LETTERS[i];
  names->pids[names->known] = pid;
  return LETTERS[names->known++];
}
static void put_number(char *out, long n) {
  int is_name = 0;
  for (int i = 0; i < names->known; i++)
    if (names->pids[i] == n) is_name = 1;
  if (is_name && n > 0) sprintf(out, "%c", name_of((int)n));
  else sprintf(out, "%ld", n);
}
static void put_result(char *out, long result) {
  if (result < 0) sprintf(out, "%s", strerrorname_np(errno));
  else sprintf(out, "%ld", result);
}

static void put_status(char *out, int pid, int status) {
  out += sprintf(out, "%c ", name_of(pid));
  if (WIFEXITED(status)) sprintf(out, "exited %d", WEXITSTATUS(status));
  else if (WIFSIGNALED(status)) sprintf(out, "killed %d", WTERMSIG(status));
  else if (WIFCONTINUED(status)) sprintf(out, "continued");
  else if (status >> 16) sprintf(out, "event %d of %d", status >> 16, WSTOPSIG(status));
  else if (WSTOPSIG(status) == (SIGTRAP | 0x80)) sprintf(out, "call");
  else sprintf(out, "stopped %d", WSTOPSIG(status));
}

static void settle(void) { usleep(15000); }

/** "wait NAME OPTIONS": looks for some time; options without WNOHANG. */
static void do_wait(char *out, int pid, int options) {
  for (int i = 0; i < PATIENCE_MS; i++) {
    int status;
    long result = syscall(SYS_wait4, pid, &status, options | WNOHANG, NULL);
    if (result < 0) {
      put_result(out, result);
      return;
    }
    if (result > 0) {
      put_status(out, (int)result, status);
      return;
    }
    usleep(1000);
  }
  sprintf(out, "waits");
}

static void do_waitid(char *out, int pid, int options) {
  siginfo_t info;
  for (int i = 0; i < PATIENCE_MS; i++) {
    info.si_pid = 0;
    long result = syscall(SYS_waitid, pid < 0 ? P_ALL : P_PID, pid, &info, options | WNOHANG, NULL);
    if (result < 0) {
      put_result(out, result);
      return;
    }
    if (info.si_pid != 0) {
      sprintf(out, "%c code %d status %d", name_of(info.si_pid), info.si_code, info.si_status);
      return;
    }
    usleep(1000);
  }
  sprintf(out, "waits");
}

static long trace(long request, int pid, long addr, long data) { return syscall(SYS_ptrace, request, pid, addr, data); }

static void do_siginfo(char *out, int pid) {
  siginfo_t info;
  long result = trace(PTRACE_GETSIGINFO, pid, 0, (long)&info);
  if (result < 0) {
    put_result(out, result);
    return;
  }
  out += sprintf(out, "%d code %d from ", info.si_signo, info.si_code);
  put_number(out, info.si_pid);
  sprintf(out + strlen(out), " uid %d", info.si_uid);
}

static void do_callinfo(char *out, int pid) {
  struct ptrace_syscall_info info;
  long result = trace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, (long)&info);
  if (result < 0) {
    put_result(out, result);
    return;
  }
  if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
    out += sprintf(out, "%ld entry %llu", result, info.entry.nr);
    // As many as the calls of `run` have.
    int count = info.entry.nr == SYS_kill ? 2 : info.entry.nr == SYS_umask || info.entry.nr == SYS_exit_group;
    for (int i = 0; i < count; i++) {
      *out++ = ' ';
      put_number(out, (long)info.entry.args[i]);
      out += strlen(out);
    }
  } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
    out += sprintf(out, "%ld exit ", result);
    put_number(out, info.exit.rval);
    sprintf(out + strlen(out), "%s", info.exit.is_error ? " error" : "");
  } else sprintf(out, "%ld none", result);
}

static void do_state(char *out, int pid) {
  char path[64], line[256], state = '?';
  int tracer = -1;
  sprintf(path, "/proc/%d/status", pid);
  FILE *f = fopen(path, "r");
  if (!f) {
    sprintf(out, "gone");
    return;
  }
  while (fgets(line, sizeof line, f)) {
    sscanf(line, "State:\t%c", &state);
    sscanf(line, "TracerPid:\t%d", &tracer);
  }
  fclose(f);
  out += sprintf(out, "%c ", state);
  put_number(out, tracer);
}

/** SIGCHLD that was sent to the caller. */
static void do_told(char *out) {
  siginfo_t info;
  unsigned long set = 1UL << (SIGCHLD - 1);
  struct timespec none = {0, 0};
  long result = syscall(SYS_rt_sigtimedwait, &set, &info, &none, 8);
  if (result < 0) put_result(out, result);
  else sprintf(out, "%c code %d status %d", name_of(info.si_pid), info.si_code, info.si_status);
}

static void step(char *line, char *out) {
  char what[32], who[8] = "";
  long x = 0, y = 0, z = 0;
  sscanf(line, "%31s %7s %li %li %li", what, who, &x, &y, &z);
  int pid = !strcmp(who, "any") ? -1 : pid_of(who);
  errno = 0;
#define DO(word) else if (!strcmp(what, word))
  if (0);
  DO("wait") do_wait(out, pid, (int)x);
  DO("waitid") do_waitid(out, pid, (int)x);
  DO("settle") sprintf(out, "0");
  DO("kill") put_result(out, syscall(SYS_kill, pid, x));
  DO("tgkill") put_result(out, syscall(SYS_tgkill, pid_of("b"), pid, x));
  DO("siginfo") do_siginfo(out, pid);
  DO("setsiginfo") {
    siginfo_t info;
    memset(&info, 0, sizeof info);
    info.si_signo = (int)x;
    info.si_code = (int)y;
    info.si_pid = (int)z;
    put_result(out, trace(PTRACE_SETSIGINFO, pid, 0, (long)&info));
  }
  DO("message") {
    unsigned long message;
    long result = trace(PTRACE_GETEVENTMSG, pid, 0, (long)&message);
    if (result < 0) put_result(out, result);
    else if (x) sprintf(out, "%lu", message);
    else sprintf(out, "%c", name_of((int)message));
  }
  DO("callinfo") do_callinfo(out, pid);
  DO("state") do_state(out, pid);
  DO("told") do_told(out);
  DO("peek") {
    long word;
    long result = trace(PTRACE_PEEKDATA, pid, (long)(x ? &constant : &cell), (long)&word);
    put_result(out, result < 0 ? result : word);
  }
  DO("poke") put_result(out, trace(PTRACE_POKEDATA, pid, (long)(x ? &constant : &cell), y));
  DO("setcall") {
    struct user_regs_struct r;
    trace(PTRACE_GETREGS, pid, 0, (long)&r);
    r.orig_rax = (unsigned long)x;
    r.rdi = (unsigned long)y;
    put_result(out, trace(PTRACE_SETREGS, pid, 0, (long)&r));
  }
  DO("setresult") put_result(out, trace(PTRACE_POKEUSR, pid, 10 * 8, x));
  DO("result") {
    struct user_regs_struct r;
    struct iovec iov = {&r, 13 * 8};
    memset(&r, 0, sizeof r);
    long result = trace(PTRACE_GETREGSET, pid, NT_PRSTATUS, (long)&iov);
    if (result < 0) put_result(out, result);
    else sprintf(out, "%ld of %lu", (long)r.rax, iov.iov_len);
  }
  DO("mask") {
    unsigned long mask;
    long result = trace(PTRACE_GETSIGMASK, pid, 8, (long)&mask);
    if (result < 0) put_result(out, result);
    else sprintf(out, "%lx", mask);
  }
  else {
    // "request NAME ADDR DATA": any request.
    put_result(out, trace(strtol(what, NULL, 10), pid, x, y));
  }
  settle();
}

// Steps are made by a, or by t, to which they go through a pipe.
static int to[2], from[2];

static void serve(void) {
  static char line[LINE], out[LINE];
  for (;;) {
    ssize_t n = read(to[0], line, LINE - 1);
    if (n <= 0) _exit(0);
    line[n] = 0;
    if (!strcmp(line, "end")) _exit(0);
    step(line, out);
    if (write(from[1], out, strlen(out)) < 0) die("write");
  }
}

static void block_sigchld(void) {
  unsigned long mask = 1UL << (SIGCHLD - 1);
  syscall(SYS_rt_sigprocmask, 0, &mask, NULL, 8);
}

static void play(char *ops) {
  static char line[LINE], out[LINE];
  int other = *ops == '+';
  names->pids[0] = getpid();
  names->known = 3;
  int gate[2];
  if (pipe(gate) || pipe(to) || pipe(from)) die("pipe");
  if (other) {
    int t = fork();
    if (t == 0) {
      block_sigchld();
      serve();
    }
    names->pids[1] = t;
  }
  int b = fork();
  if (b == 0) {
    char c;
    if (read(gate[0], &c, 1) != 1) _exit(1);
    for (int i = 3; i < 32; i++) close(i);
    run(ops + other);
    _exit(0);
  }
  names->pids[2] = b;
  block_sigchld();
  if (write(gate[1], "", 1) != 1) die("write");
  settle();
  while (fgets(line, LINE, stdin) && line[0] != '\n') {
    line[strcspn(line, "\n")] = 0;
    int by_parent = !strncmp(line, "a: ", 3);
    if (!other || by_parent) step(line + 3 * by_parent, out);
    else {
      if (write(to[1], line, strlen(line)) < 0) die("write");
      if (!strcmp(line, "end")) {
        waitpid(names->pids[1], NULL, 0);
        sprintf(out, "0");
        settle();
      } else {
        ssize_t n = read(from[0], out, LINE - 1);
        out[n > 0 ? n : 0] = 0;
      }
    }
    printf("%s\n", out);
  }
  printf("\n");
  fflush(stdout);
}

int main(int argc, char **argv) {
  static char ops[LINE];
  if (argc == 3 && !strcmp(argv[1], "run")) {
    run(argv[2]);
    return 0;
  }
  setvbuf(stdin, NULL, _IONBF, 0);
  while (fgets(ops, LINE, stdin)) {
    ops[strcspn(ops, "\n")] = 0;
    names = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    int group = fork();
    if (group == 0) {
      setpgid(0, 0);
      play(ops);
      _exit(0);
    }
    waitpid(group, NULL, 0);
    kill(-group, SIGKILL);
    while (waitpid(-1, NULL, WNOHANG) > 0);
  }
  return 0;
}
