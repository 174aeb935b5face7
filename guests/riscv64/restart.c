// Calls that a signal interrupts: which go on, which say EINTR, and what is left of a sleep.
#include <errno.h>
#include <poll.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile int caught;
static int ends[2];

static void handler(int signal) {
  caught++;
  if (signal == SIGUSR2) write(ends[1], "late", 4);
}

static void handle(int flags) {
  struct sigaction act = {.sa_handler = handler, .sa_flags = flags};
  sigaction(SIGALRM, &act, 0);
  sigaction(SIGUSR2, &act, 0);
}

/* A child that sends us a signal, when we wait for something. */
static pid_t signal_later(int signal) {
  pid_t parent = getpid(), child = fork();
  if (child == 0) {
    usleep(30000);
    kill(parent, signal);
    usleep(200000); /* it is not gone yet when the signal has come */
    _exit(signal);
  }
  return child;
}

static void say(const char *what, long result) {
  printf("%s %ld %s, caught %d\n", what, result, result < 0 ? strerror(errno) : "", caught);
  caught = 0;
}

int main(void) {
  char buffer[16] = "";
  pipe(ends);
  handle(SA_RESTART);
  pid_t child = signal_later(SIGUSR2);
  long n = read(ends[0], buffer, sizeof buffer);
  say("read, restarted", n);
  printf("%s\n", buffer);
  while (waitpid(child, 0, 0) < 0) puts("not waited");

  struct itimerval once = {.it_value.tv_usec = 20000};
  setitimer(ITIMER_REAL, &once, 0);
  struct pollfd none = {.fd = ends[0], .events = POLLIN};
  say("poll, never restarted", poll(&none, 1, 5000));
  setitimer(ITIMER_REAL, &once, 0);
  struct timespec long_time = {.tv_sec = 100}, left = {0};
  n = nanosleep(&long_time, &left);
  say("nanosleep", n);
  printf("%ld s left\n", left.tv_sec);
  setitimer(ITIMER_REAL, &once, 0);
  say("pause", pause());
  setitimer(ITIMER_REAL, &once, 0);
  sem_t semaphore;
  sem_init(&semaphore, 0, 0);
  struct timespec then;
  clock_gettime(CLOCK_REALTIME, &then);
  then.tv_nsec += 100000000;
  if (then.tv_nsec >= 1000000000) then.tv_sec++, then.tv_nsec -= 1000000000;
  say("sem_timedwait", sem_timedwait(&semaphore, &then));

  handle(0);
  setitimer(ITIMER_REAL, &once, 0);
  say("read, not restarted", read(ends[0], buffer, sizeof buffer));
  child = signal_later(SIGUSR2);
  int status;
  say("waitpid, not restarted", waitpid(child, &status, 0) == child ? 0 : -1);
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  printf("child %d\n", WEXITSTATUS(status));

  sigset_t alarm_only, waiting;
  sigemptyset(&alarm_only), sigaddset(&alarm_only, SIGALRM);
  sigprocmask(SIG_BLOCK, &alarm_only, 0);
  raise(SIGALRM);
  sigpending(&waiting);
  printf("pending %d\n", sigismember(&waiting, SIGALRM));
  siginfo_t info;
  struct timespec no_time = {0};
  say("sigtimedwait", sigtimedwait(&alarm_only, &info, &no_time));
  say("again", sigtimedwait(&alarm_only, &info, &no_time));
  sigprocmask(SIG_UNBLOCK, &alarm_only, 0);
  signal(SIGUSR2, SIG_IGN);
  read(ends[0], buffer, 4);
  signal_later(SIGUSR2);
  setitimer(ITIMER_REAL, &(struct itimerval){.it_value.tv_usec = 90000}, 0);
  say("read, past an ignored signal", read(ends[0], buffer, sizeof buffer));
  return 0;
}
