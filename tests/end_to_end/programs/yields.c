/* Two of these on one node take turns at each yield, though every reference between hits. */
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  const char* rank = getenv("SHRIMP_RANK");
  volatile int work = 0;
  for (int turn = 0; turn < 4; ++turn) {
    printf("%s takes turn %d\n", rank, turn);
    sched_yield();
    for (int i = 0; i < 100; ++i) work = i;
  }
  return work != 99;
}
