// Waiting for several things: select, poll, epoll; socket pairs with descriptors; event and timer descriptors; sessions.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2], pair[2];
  pipe2(ends, O_NONBLOCK);
  char buffer[70000];
  long written = 0, n;
  while ((n = write(ends[1], buffer, 4096)) > 0) written += n;
  printf("%ld %s\n", written, strerror(errno));
  struct pollfd both[2] = {{ends[0], POLLIN}, {ends[1], POLLOUT}};
  printf("%d %x %x\n", poll(both, 2, 0), both[0].revents, both[1].revents);
  while (read(ends[0], buffer, sizeof buffer) > 0) {}
  fd_set in, out;
  FD_ZERO(&in);
  FD_ZERO(&out);
  FD_SET(ends[0], &in);
  FD_SET(ends[1], &out);
  struct timeval no_time = {0};
  n = select(ends[1] + 1, &in, &out, 0, &no_time);
  printf("%ld %d %d\n", n, FD_ISSET(ends[0], &in) != 0, FD_ISSET(ends[1], &out) != 0);

  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  if (fork() == 0) {
    char control[CMSG_SPACE(sizeof(int))];
    struct iovec part = {"x", 1};
    struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(sizeof(int));
    int secret[2];
    pipe(secret);
    write(secret[1], "through the passed pipe", 23);
    memcpy(CMSG_DATA(c), &secret[0], sizeof(int));
    sendmsg(pair[1], &message, 0);
    read(pair[1], buffer, 10);
    _exit(buffer[0]);
  }
  char control[CMSG_SPACE(sizeof(int))];
  struct iovec part = {buffer, 1};
  struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
  recvmsg(pair[0], &message, 0);
  int passed;
  memcpy(&passed, CMSG_DATA(CMSG_FIRSTHDR(&message)), sizeof passed);
  n = read(passed, buffer, 100);
  printf("%.*s\n", (int)n, buffer);
  write(pair[0], "A", 1);
  int status;
  wait(&status);
  printf("%d\n", WEXITSTATUS(status));

  int ep = epoll_create1(0), event = eventfd(3, EFD_SEMAPHORE), timer = timerfd_create(CLOCK_MONOTONIC, 0);
  sigset_t usr1;
  sigemptyset(&usr1), sigaddset(&usr1, SIGUSR1), sigprocmask(SIG_BLOCK, &usr1, 0);
  int signals = signalfd(-1, &usr1, 0);
  int fds[] = {event, timer, signals, pair[0]};
  for (int i = 0; i < 4; i++)
    epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &(struct epoll_event){.events = EPOLLIN | (i == 3 ? EPOLLET : 0), .data.u32 = i});
  raise(SIGUSR1);
  for (int round = 0, timers = 0; round < 40 && timers == 0; round++) {
    struct epoll_event got[4];
    if (round == 3) write(pair[1], "y", 1);
    if (round == 4) close(pair[1]);
    if (round == 5) timerfd_settime(timer, 0, &(struct itimerspec){.it_value.tv_nsec = 3000000}, 0);
    n = epoll_wait(ep, got, 4, 1000);
    int kinds = 0;
    for (int i = 0; i < n; i++) {
      kinds |= 1 << got[i].data.u32;
      unsigned long long count[16];
      if (got[i].data.u32 < 3) read(fds[got[i].data.u32], count, got[i].data.u32 == 2 ? 128 : 8);
      if (got[i].data.u32 == 1) timers++;
    }
    printf("%ld ready: %x\n", n, kinds);
  }
  printf("%d %s\n", epoll_ctl(ep, EPOLL_CTL_ADD, ends[0], 0), strerror(errno));
  pid_t child = fork();
  if (child == 0) {
    setsid();
    printf("%d %d\n", getsid(0) == getpid(), setpgid(0, 0));
    fflush(stdout);
    raise(SIGSTOP);
    usleep(200000);
    _exit(9);
  }
  waitpid(child, &status, WUNTRACED);
  printf("stopped %d\n", WSTOPSIG(status));
  kill(child, SIGCONT);
  waitpid(child, &status, WCONTINUED);
  printf("continued %d\n", WIFCONTINUED(status));
  waitpid(child, &status, 0);
  printf("%d\n", WEXITSTATUS(status));
  return 0;
}
