/* Prepares, then works in rounds, each of which process 0 begins with a message to process 1. */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 1024, ROUNDS = 5 };
static Int32 mailbox[WORDS] __attribute__((aligned(4096)));
static Int32 letter[WORDS] __attribute__((aligned(4096)));
static volatile int table[8192];

__attribute__((noinline)) static int work(int round) {
  int sum = 0;
  for (int i = 0; i < 8192; i += 8) sum += table[i] += round;
  return sum;
}

__attribute__((noinline)) static int rest(int sum) {
  return sum + table[0];
}

__attribute__((noinline)) static void prepare(void) {
  for (int i = 0; i < 8192; ++i) table[i] = i;
}

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words, sum = 0;
  NodeID* node;
  Int32* proxy;
  prepare();
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(mailbox, WORDS, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  for (int round = 1; round <= ROUNDS; ++round) {
    letter[WORDS - 1] = round;
    if (rank == 0 && SBL_SendMsg(letter, proxy, WORDS) < 0) return 4;
    while (rank == 1 && ((volatile Int32*)mailbox)[WORDS - 1] != round) continue;
    sum = rest(sum + work(round));
  }
  printf("rank %d: %d\n", rank, sum);
  return 0;
}
