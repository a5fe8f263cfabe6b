/* Reads and writes that hit in the data cache: 2 KB summed and incremented over and over. */
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 512 };
static int a[WORDS];

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? atoi(argv[1]) : 1000;
  int sum = 0;
  for (int r = 0; r < rounds; ++r) {
    for (int i = 0; i < WORDS; ++i) sum += *(volatile int*)&a[i];
    for (int i = 0; i < WORDS; ++i) *(volatile int*)&a[i] = sum;
  }
  printf("%d\n", sum);
  return 0;
}
