/* SPDX-License-Identifier: MIT */
/* Fills a message over and over with stores of 16 bytes and more, and sends it to itself each time: the
 * board's reads have left the lines shared, so that the parts of a store differ in what they find in the
 * cache. */
#include <sbl.h>
#include <stdio.h>

enum { WORDS = 96, ROUNDS = 40 };
static Int32 buffer[WORDS] __attribute__((aligned(4096)));
static Int32 message[WORDS + 4] __attribute__((aligned(64)));

static Int32 value(int round, int i) {
  return 1000 * round + i;
}

int main(void) {
  NodeID* node;
  Int32* remote;
  int nodes, words, wrong = 0;
  if (SBL_Hosts(&nodes, &node) || SBL_ExportRecvBuf(buffer, WORDS, 1, NULL, 0) ||
      SBL_ImportRecvBuf(node[0], 100, 1, &remote, &words))
    return 1;
  for (int round = 1; round <= ROUNDS; ++round) {
    Int32* const m = message + round % 4; /* some stores straddle lines */
    for (int i = 0; i < WORDS; ++i) wrong += *(volatile Int32*)(m + i) == value(round, i);
    for (int i = 0; i < WORDS; ++i) m[i] = value(round, i);
    if (SBL_SendMsg(m, remote, WORDS)) return 1;
    while (((volatile Int32*)buffer)[WORDS - 1] != value(round, WORDS - 1)) continue;
    for (int i = 0; i < WORDS; ++i) wrong += buffer[i] != value(round, i);
  }
  printf("%d wrong words\n", wrong);
  return 0;
}
