/* Goes on until somebody interrupts it. What it does is its argument: compute, print, sleep, or send, from process 0
 * to process 1, which looks on. */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS = 4096 };
static Int32 source[WORDS] __attribute__((aligned(4096)));
static Int32 buffer[WORDS] __attribute__((aligned(4096)));
static volatile int counter;

__attribute__((noinline)) static void one_round(int round) {
  for (int i = 0; i < WORDS; ++i) source[i] = round + i;
}

static int send(int rank) {
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(buffer, WORDS, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  if (SBL_AUMap(source, proxy, WORDS, 0, AU_SingleWrite) < 0) return 4;
  if (rank == 0) puts("begun");
  for (int round = 0; rank == 0; ++round) one_round(round);
  for (;;) counter += ((volatile Int32*)buffer)[WORDS - 1];
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  if (!strcmp(what, "send")) return send(atoi(getenv("SHRIMP_RANK")));
  puts("begun");
  while (!strcmp(what, "compute")) ++counter;
  while (!strcmp(what, "print")) puts("and on");
  while (!strcmp(what, "sleep")) sleep(1);
  return 9;
}
