/* Waits for an export that never comes. */
#include <sbl.h>

int main(void) {
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  return SBL_ImportRecvBuf(node[0], 100, 42, &proxy, &words) < 0;
}
