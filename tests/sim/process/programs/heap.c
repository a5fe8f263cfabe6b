#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum { slots = 500, rounds = 40000 };
static unsigned char* block[slots];
static size_t bytes[slots];
static void check(int i) {
  for (size_t k = 0; k < bytes[i]; ++k)
    if (block[i][k] != (unsigned char)(i + k)) {
      printf("slot %d damaged at %zu\n", i, k);
      exit(1);
    }
}
int main(int argc, char** argv) {
  srand(argc > 1 ? atoi(argv[1]) : 1);
  for (int n = 0; n < rounds; ++n) {
    const int i = rand() % slots, kind = rand() % 4;
    check(i);
    const size_t size = rand() % 50 == 0 ? rand() % 60000 : rand() % 300;
    if (kind == 0 && block[i]) {
      const size_t keep = size < bytes[i] ? size : bytes[i];
      block[i] = realloc(block[i], size + 1);
      bytes[i] = keep;
      check(i);
    } else {
      free(block[i]);
      const size_t alignment = (size_t)16 << rand() % 9;
      block[i] = kind == 1   ? memalign(alignment, size + 1)
                 : kind == 2 ? calloc(1, size + 1)
                             : malloc(size + 1);
      if (kind == 1 && (uintptr_t)block[i] % alignment) return 2;
      if (kind == 2)
        for (size_t k = 0; k <= size; ++k)
          if (block[i][k]) return 3;
    }
    bytes[i] = size;
    for (size_t k = 0; k < size; ++k) block[i][k] = (unsigned char)(i + k);
  }
  for (int i = 0; i < slots; ++i) free(block[i]);
  if ((uintptr_t)valloc(1) % 4096) return 4;
  if (malloc(1UL << 40)) return 5;
  printf("%p\n", malloc(1 << 20));
  return 0;
}
