/* Each copy counts in globals of its own. */
#include <stdio.h>
#include <stdlib.h>
static int global = 1;
static int big[1000];
int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  for (int round = 0; round < 50; ++round) {
    for (int i = 0; i < 1000; ++i) big[i] += rank;
    global += rank;
  }
  for (int i = 0; i < 1000; ++i)
    if (big[i] != 50 * rank) return 1;
  if (global != 1 + 50 * rank) return 2;
  printf("%d of %s\n", rank, getenv("SHRIMP_SIZE"));
  return 0;
}
