/* Sorts by address and prints addresses: the same in every run, or statistics would differ. */
#include <stdio.h>
#include <stdlib.h>

static int by_address(const void* a, const void* b) {
  const char* p = *(char* const*)a;
  const char* q = *(char* const*)b;
  return p < q ? -1 : p > q;
}

int main(void) {
  enum { N = 500 };
  static char* block[N];
  unsigned long hash = 5381;
  srand(7);
  for (int i = 0; i < N; ++i) {
    block[i] = malloc((size_t)(rand() % 300 + 1));
    if (i % 3 == 0 && i > 0) {
      free(block[i / 2]);
      block[i / 2] = malloc(40);
    }
  }
  qsort(block, N, sizeof block[0], by_address);
  for (int i = 0; i < N; ++i) hash = hash * 33 + (unsigned long)block[i];
  int local;
  printf("%lx %p %p %p\n", hash, (void*)&local, (void*)block, (void*)(size_t)main);
  return 0;
}
