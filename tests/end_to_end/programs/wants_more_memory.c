/* SPDX-License-Identifier: MIT */
/* One process that goes round more memory than its node has, by loads and stores and by single calls of the
 * library that are larger than the memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGES = 400, WORDS = PAGES * 1024 };

int main(void) {
  unsigned* const memory = malloc(WORDS * sizeof(unsigned));
  for (unsigned i = 0; i < WORDS; i += 1024) memory[i] = i + 1;
  for (int round = 0; round < 2; ++round)
    for (unsigned i = 0; i < WORDS; i += 1024)
      if (memory[i] != i + 1) return 1;
  memset(memory, 'a', WORDS * sizeof(unsigned));
  for (unsigned i = 0; i < WORDS; i += 1024)
    if (memory[i] != 0x61616161) return 2;
  char* const text = (char*)memory;
  text[WORDS * sizeof(unsigned) - 1] = '\n';
  fwrite(text, 1, WORDS * sizeof(unsigned), stdout); /* one buffer, all of it */
  return 0;
}
