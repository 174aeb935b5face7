// The allocator under load, in one thread and in several; sorting; searching; strings.
#include <malloc.h>
#include <pthread.h>
#include <search.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCKS 400

static void *churn(void *argument) {
  uint32_t seed = (uint32_t)(uintptr_t)argument, sum = 0;
  unsigned char *blocks[BLOCKS] = {0};
  uint32_t sizes[BLOCKS] = {0};
  for (int i = 0; i < 6000; i++) {
    seed = seed * 1664525 + 1013904223;
    uint32_t at = (seed >> 8) % BLOCKS, size = (seed >> 20) % 97 == 0 ? 300000 : 1 + (seed >> 16) % 3000;
    if (blocks[at])
      for (uint32_t j = 0; j < sizes[at]; j += 97)
        if (blocks[at][j] != (unsigned char)(at + j)) return (void *)"damaged";
    if (seed & 0x80) blocks[at] = realloc(blocks[at], size);
    else free(blocks[at]), blocks[at] = seed & 0x40 ? calloc(1, size) : aligned_alloc(64, (size + 63) & ~63u);
    if (!(seed & 0x80) && ((uintptr_t)blocks[at] & 15)) return (void *)"not aligned";
    sizes[at] = size;
    for (uint32_t j = 0; j < size; j += 97) blocks[at][j] = at + j;
    sum += size;
  }
  for (int i = 0; i < BLOCKS; i++) free(blocks[i]);
  return (void *)(uintptr_t)sum;
}

static int ascending(const void *a, const void *b) {
  return (*(uint32_t *)a > *(uint32_t *)b) - (*(uint32_t *)a < *(uint32_t *)b);
}
static int by_text(const void *a, const void *b) { return strcmp(*(char **)a, *(char **)b); }
static int nodes, depth_sum;
static void visit(const void *node, VISIT order, int depth) {
  if (order == postorder || order == leaf) nodes++, depth_sum += depth;
}

int main(void) {
  printf("alone %lu\n", (unsigned long)churn((void *)1));
  pthread_t threads[4];
  for (long i = 0; i < 4; i++) pthread_create(&threads[i], 0, churn, (void *)(i + 2));
  for (int i = 0; i < 4; i++) {
    void *sum;
    pthread_join(threads[i], &sum);
    printf("thread %lu\n", (unsigned long)sum);
  }
  uint32_t *numbers = malloc(40000 * 4), x = 12345, hash = 0;
  for (int i = 0; i < 40000; i++) numbers[i] = x = x * 1103515245 + 12345;
  qsort(numbers, 40000, 4, ascending);
  for (int i = 0; i < 40000; i++) hash = hash * 31 + numbers[i];
  uint32_t *found = bsearch(&numbers[777], numbers, 40000, 4, ascending);
  printf("%u %ld\n", hash, (long)(found - numbers));
  char *words[1000], text[16];
  for (int i = 0; i < 1000; i++) snprintf(text, 16, "%x", i * 7919 % 1000), words[i] = strdup(text);
  qsort(words, 1000, sizeof *words, by_text);
  printf("%s %s %s\n", words[0], words[500], words[999]);
  void *tree = 0;
  for (int i = 0; i < 1000; i++) tsearch(words[i], &tree, (int (*)(const void *, const void *))strcmp);
  twalk(tree, visit);
  printf("%d nodes\n", nodes);
  struct mallinfo2 info = mallinfo2();
  printf("%d\n", info.uordblks < 1 << 20);
  char *large = malloc(40 << 20);
  memset(large, 1, 40 << 20);
  large = realloc(large, 60 << 20);
  printf("%d %d\n", large[(40 << 20) - 1], malloc(1ul << 62) == NULL);
  free(large);
  return 0;
}
