/* Both ranks store 4,000 words one packet each, to each other and at the same time, and then check what came.
 */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 2048, ROUNDS = 2 };
static Int32 source[WORDS] __attribute__((aligned(4096)));
static Int32 buffer[WORDS] __attribute__((aligned(4096)));

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(buffer, WORDS, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  if (SBL_AUMap(source, proxy, WORDS, 0, AU_SingleWrite) < 0) return 4;
  for (int r = 1; r <= ROUNDS; ++r)
    for (int i = 0; i < WORDS; ++i) source[i] = r * 100000 + i;
  while (((volatile Int32*)buffer)[WORDS - 1] != ROUNDS * 100000 + WORDS - 1) continue;
  for (int i = 0; i < WORDS; ++i)
    if (buffer[i] != ROUNDS * 100000 + i) return 5;
  puts("all words arrived");
  return 0;
}
