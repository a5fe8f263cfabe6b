/* What a program learns of itself: arguments, environment, its own exit status. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  const char* word = getenv("WORD");
  printf("%s of %s:", getenv("SHRIMP_RANK"), getenv("SHRIMP_SIZE"));
  for (int i = 0; i < argc; ++i) printf(" [%s]", argv[i]);
  printf(" word %s, home %s\n", word ? word : "none", getenv("HOME") ? "known" : "unknown");
  return argc > 1 ? atoi(argv[1]) : 0;
}
