// Two threads that compute, and note in which order they do: it depends on when each is interrupted, and on nothing else.
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int length;
static char order[64];

static void *compute(void *name) {
  for (int i = 0; i < 24; i++) {
    for (volatile int j = 0; j < 300000; j++) {}
    order[length++] = *(char *)name;
  }
  return 0;
}

int main(void) {
  pthread_t threads[2];
  pthread_create(&threads[0], 0, compute, "a");
  pthread_create(&threads[1], 0, compute, "b");
  pthread_join(threads[0], 0);
  pthread_join(threads[1], 0);
  puts(order);
  return 0;
}
