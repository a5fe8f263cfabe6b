/* Past an imported buffer's last page there is nothing: the reference faults. */
#include <sbl.h>
#include <stdlib.h>

enum { WORDS = 1024 };
static Int32 buffer[WORDS] __attribute__((aligned(4096)));

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(buffer, WORDS, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  if (rank == 0) *(volatile Int32*)(proxy + words) = 4; /* outside */
  return 0;
}
