// POSIX threads: a bounded queue, read-write locks, barriers, keys, once, cancellation, errors, and signals to threads.
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ITEMS 3000
static int queue[8], head, tail, count, consumed;
static long sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;

static void *produce(void *argument) {
  for (int i = 0; i < ITEMS; i++) {
    pthread_mutex_lock(&lock);
    while (count == 8) pthread_cond_wait(&not_full, &lock);
    queue[tail++ % 8] = i, count++;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
  }
  return 0;
}
static void *consume(void *argument) {
  for (;;) {
    pthread_mutex_lock(&lock);
    while (count == 0 && consumed < 2 * ITEMS) pthread_cond_wait(&not_empty, &lock);
    if (count == 0) return pthread_mutex_unlock(&lock), (void *)1;
    sum += queue[head++ % 8], count--;
    if (++consumed == 2 * ITEMS) pthread_cond_broadcast(&not_empty);
    pthread_cond_signal(&not_full);
    pthread_mutex_unlock(&lock);
  }
}

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_barrier_t barrier;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static int value, torn, onces, destroyed, serial;
static void first(void) { onces++; }
static void destroy(void *p) { __atomic_add_fetch(&destroyed, (int)(long)p, __ATOMIC_SEQ_CST); }
static void *reader_writer(void *argument) {
  pthread_once(&once, first);
  pthread_setspecific(key, argument);
  for (int i = 0; i < 200; i++) {
    if (i % 10 == 0) {
      pthread_rwlock_wrlock(&rw);
      value++, sched_yield(), value++;
      pthread_rwlock_unlock(&rw);
    } else {
      pthread_rwlock_rdlock(&rw);
      if (value & 1) torn++;
      pthread_rwlock_unlock(&rw);
    }
    if (i % 50 == 0 && pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) serial++;
  }
  return pthread_getspecific(key);
}

static int cleaned;
static void clean(void *p) { cleaned += *(int *)p; }
static void *sleeper(void *argument) {
  int by = 5;
  pthread_cleanup_push(clean, &by);
  sleep(1000);
  pthread_cleanup_pop(0);
  return 0;
}
static void *spinner(void *argument) {
  pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, 0);
  for (volatile long i = 0;; i++) {}
}
static volatile sig_atomic_t by_thread;
static __thread int mine;
static void handler(int signal) { by_thread = mine; }
static void *target(void *argument) {
  mine = 42;
  sigset_t none;
  sigemptyset(&none);
  while (!by_thread) sigsuspend(&none);
  return 0;
}

static void *quick(void *argument) { return 0; }

int main(void) {
  pthread_t t[6];
  for (int i = 0; i < 4; i++) pthread_create(&t[i], 0, i < 2 ? produce : consume, 0);
  for (int i = 0; i < 4; i++) pthread_join(t[i], 0);
  printf("%d %ld\n", consumed, sum);

  pthread_barrier_init(&barrier, 0, 6);
  pthread_key_create(&key, destroy);
  long results = 0;
  for (long i = 0; i < 6; i++) pthread_create(&t[i], 0, reader_writer, (void *)(i + 1));
  for (int i = 0; i < 6; i++) {
    void *result;
    pthread_join(t[i], &result);
    results += (long)result;
  }
  printf("%d %d %d %d %d %ld\n", value, torn, onces, destroyed, serial, results);

  void *result;
  pthread_create(&t[0], 0, sleeper, 0), pthread_create(&t[1], 0, spinner, 0);
  usleep(1000);
  for (int i = 0; i < 2; i++) {
    pthread_cancel(t[i]);
    pthread_join(t[i], &result);
    printf("cancelled %d\n", result == PTHREAD_CANCELED);
  }
  printf("cleaned %d\n", cleaned);

  pthread_mutexattr_t attributes;
  pthread_mutex_t checked, other, recursive;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK), pthread_mutex_init(&checked, &attributes), pthread_mutex_init(&other, &attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE), pthread_mutex_init(&recursive, &attributes);
  pthread_mutex_lock(&checked), pthread_mutex_lock(&recursive), pthread_mutex_lock(&recursive);
  printf("%s, %s, %s\n", strerror(pthread_mutex_lock(&checked)), strerror(pthread_mutex_unlock(&other)), strerror(pthread_mutex_trylock(&checked)));
  struct timespec then;
  clock_gettime(CLOCK_REALTIME, &then);
  pthread_mutex_lock(&lock);
  printf("%s, %s\n", strerror(pthread_cond_timedwait(&not_full, &lock, &then)), strerror(pthread_mutex_timedlock(&lock, &then)));

  sigset_t usr1;
  sigemptyset(&usr1), sigaddset(&usr1, SIGUSR1);
  pthread_sigmask(SIG_BLOCK, &usr1, 0);
  signal(SIGUSR1, handler);
  pthread_create(&t[0], 0, target, 0);
  pthread_kill(t[0], SIGUSR1);
  pthread_join(t[0], 0);
  char name[16];
  pthread_setname_np(pthread_self(), "a name"), pthread_getname_np(pthread_self(), name, 16);
  pthread_attr_t attr;
  pthread_attr_init(&attr), pthread_attr_setstacksize(&attr, 1 << 20), pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  int error = pthread_create(&t[0], &attr, quick, 0);
  printf("%d %s %d %s\n", by_thread, name, error, strerror(pthread_join(pthread_self(), 0)));
  pthread_exit(0);
}
