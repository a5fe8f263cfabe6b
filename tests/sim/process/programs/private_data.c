#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
int global = 1;
static int hidden[1000];
int main(int argc, char** argv) {
  const int rank = atoi(argv[1]);
  for (int round = 0; round < 10; ++round) {
    global += rank;
    for (int i = 0; i < 1000; ++i) hidden[i] += rank;
    sched_yield();
  }
  printf("%d %d %d\n", rank, global, hidden[999]);
  return 0;
}
