// Memory that processes share: counters, mutexes and semaphores in it, files that are mapped, and what is private.
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  atomic_int atomic;
  int guarded, unguarded_by_child[8];
  pthread_mutex_t lock;
  pthread_cond_t changed;
  sem_t semaphore;
  int turn;
};

int main(int argc, char **argv) {
  struct shared *s = mmap(0, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int *own = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t mutex;
  pthread_mutexattr_init(&mutex);
  pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
  if (argc > 1) pthread_mutexattr_setrobust(&mutex, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&s->lock, &mutex);
  pthread_condattr_t condition;
  pthread_condattr_init(&condition);
  pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
  pthread_cond_init(&s->changed, &condition);
  sem_init(&s->semaphore, 1, 2);
  for (int child = 0; child < 8; child++) {
    if (fork()) continue;
    for (int i = 0; i < 5000; i++) {
      s->atomic++;
      s->unguarded_by_child[child]++;
      own[0]++;
      if (i % 100) continue;
      sem_wait(&s->semaphore);
      pthread_mutex_lock(&s->lock);
      int seen = s->guarded;
      if (i % 1000 == 0) usleep(1);
      s->guarded = seen + 1;
      pthread_mutex_unlock(&s->lock);
      sem_post(&s->semaphore);
    }
    pthread_mutex_lock(&s->lock);
    while (s->turn != child) pthread_cond_wait(&s->changed, &s->lock);
    s->turn++;
    pthread_cond_broadcast(&s->changed);
    if (child < 7 || argc < 2) pthread_mutex_unlock(&s->lock);
    _exit(own[0] == 5000); /* if asked to, the last one with the mutex locked */
  }
  int good = 0, status;
  while (wait(&status) > 0) good += WEXITSTATUS(status);
  printf("%d %d %d, own %d, children %d, turn %d\n", s->atomic, s->guarded, s->unguarded_by_child[3], own[0], good, s->turn);
  int dead = pthread_mutex_lock(&s->lock);
  printf("%s\n", strerror(dead));
  if (dead) return pthread_mutex_consistent(&s->lock);
  pthread_mutex_unlock(&s->lock);

  int fd = open("mapped", O_RDWR | O_CREAT | O_TRUNC, 0600);
  ftruncate(fd, 10000);
  char *view = mmap(0, 12288, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  char *copy = mmap(0, 12288, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
  strcpy(view + 4090, "across the pages");
  printf("%s\n", copy + 4090);
  copy[4090] = 'A';
  if (fork() == 0) {
    view[9999] = 'z';
    pwrite(fd, "written", 7, 0);
    msync(view, 12288, MS_SYNC);
    _exit(0);
  }
  wait(0);
  char tail[2] = "";
  pread(fd, tail, 1, 9999);
  printf("%s %.7s %s %c\n", tail, view, view + 4090, copy[4090]);
  if (fork() == 0) view[12287]++, view[4096 * 3 - 1]++, _exit(1);
  wait(&status);
  printf("in the last page: %d\n", WIFEXITED(status));
  ftruncate(fd, 100);
  if (fork() == 0) _exit(view[5000]);
  wait(&status);
  printf("past the end: signal %d\n", WTERMSIG(status));
  char *moved = mremap(own, 4096, 65536, MREMAP_MAYMOVE);
  printf("moved %d %d\n", ((int *)moved)[0], moved[65535]);
  mprotect(moved, 4096, PROT_READ);
  if (fork() == 0) moved[0] = 1, _exit(0);
  wait(&status);
  printf("read only: signal %d\n", WTERMSIG(status));
  int memory = memfd_create("m", 0);
  ftruncate(memory, 4096);
  int *a = mmap(0, 4096, 3, MAP_SHARED, memory, 0), *b = mmap(0, 4096, 3, MAP_SHARED, memory, 0);
  a[5] = 55;
  printf("%d %d\n", b[5], a == b);
  return 0;
}
