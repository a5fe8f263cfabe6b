/* Process 0 sends a word by the library, and as many as it is told by references of its own; process 1 sees each. */
#include <sbl.h>
#include <stdlib.h>
#include <udma.h>

static Int32 mailbox[1024] __attribute__((aligned(4096)));
static Int32 letter[1024] __attribute__((aligned(4096)));

__attribute__((noinline)) static void rest(void) {
  for (volatile int i = 0; i < 2000; ++i) continue; /* until it was seen */
}

int main(int argc, char** argv) {
  const int own = argc > 1 ? atoi(argv[1]) : 0, rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(mailbox, 1024, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  for (int i = 1; i <= own + 1; ++i) {
    while (rank == 1 && *(volatile Int32*)mailbox != i) continue;
    if (rank == 1) continue;
    letter[0] = i;
    if (i == 1 && SBL_SendMsg(letter, proxy, 1) < 0) return 4;
    if (i > 1 && !vmmc_udma_started(vmmc_udma_start(letter, (vmmc_proxy)(void*)proxy, 4))) return 5;
    rest();
  }
  return 0;
}
