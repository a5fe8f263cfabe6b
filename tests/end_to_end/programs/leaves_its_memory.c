/* SPDX-License-Identifier: MIT */
/* The first process fills most of a node's memory and ends; the second then takes as much, and finds zeroes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS = 180 * 1024 };

int main(void) {
  const int first = atoi(getenv("SHRIMP_RANK")) == 0;
  if (!first) usleep(50000);
  unsigned* const memory = malloc(WORDS * sizeof(unsigned));
  for (unsigned i = 0; i < WORDS; i += 512) {
    if (first) {
      memory[i] = 0xdeadbeef;
    } else if (memory[i] != 0) {
      printf("word %u is %#x\n", i, memory[i]);
      return 1;
    }
  }
  puts(first ? "filled" : "all zeroes");
  return 0;
}
