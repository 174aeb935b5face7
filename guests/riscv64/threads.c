// Threads: mutexes, condition variables, thread-local storage, atomics.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int turn, log_length;
static char order[64];
static atomic_long counter;
static __thread int own;

static void *player(void *argument) {
  int self = (int)(long)argument;
  for (int round = 0; round < 4; round++) {
    pthread_mutex_lock(&lock);
    while (turn != self) pthread_cond_wait(&turned, &lock);
    order[log_length++] = 'a' + self;
    turn = (turn + 1) % 3;
    pthread_cond_broadcast(&turned);
    pthread_mutex_unlock(&lock);
    own += self;
  }
  for (int i = 0; i < 200000; i++) counter++;
  return (void *)(long)own;
}

int main(void) {
  pthread_t players[3];
  long results = 0;
  for (long i = 0; i < 3; i++) pthread_create(&players[i], 0, player, (void *)i);
  for (int i = 0; i < 3; i++) {
    void *result;
    pthread_join(players[i], &result);
    results = results * 100 + (long)result;
  }
  printf("%s %ld %ld %d\n", order, results, (long)counter, own);
  return 0;
}
