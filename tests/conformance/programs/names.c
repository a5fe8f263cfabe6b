/* SPDX-License-Identifier: MIT */
/* Sizes, names of nodes and processes, and what calls return. */
#include "conforms.h"

static Int32 buffer[8], word = 7;

/* Each call that says nothing else returns 0, and a negative code when it fails. */
static void results(void) {
  const char* id = "2.results";
  Int32* proxy;
  int words, importers, nodes;
  NodeID *ids, *who;
  SBL_Squid* pids;
  CONFORMS(id, SBL_Hosts(&nodes, &ids) == 0);
  CONFORMS(id, SBL_ExportRecvBuf(buffer, 8, 1, NULL, 0) == 0);
  CONFORMS(id, SBL_ImportRecvBuf(node_of(1 - my_rank()), FIRST_PID, 1, &proxy, &words) == 0);
  CONFORMS(id, SBL_SendMsg(&word, proxy, 1) == 0);
  CONFORMS(id, SBL_Importers(1, &importers, &pids, &who) == 0);
  CONFORMS(id, SBL_ExportRecvBuf(buffer, 8, 1, NULL, 0) < 0);
  CONFORMS(id, SBL_ImportRecvBuf(0, FIRST_PID, 1, &proxy, &words) < 0);
  CONFORMS(id, SBL_SendMsg(&word, &word, 1) < 0);
}

int main(void) {
  CONFORMS("2.pagesize", SBL_PageSize() == 4096);
  CONFORMS("2.wordsize", SBL_WordSize() == 4);
  CONFORMS("2.wordsize", sizeof(Int32) == 4);
  NodeID* ids;
  int nodes;
  CONFORMS("2.hosts", SBL_Hosts(&nodes, &ids) == 0 && nodes == 2);
  CONFORMS("2.nodes", ids[0] == 0x0a000001 && ids[1] == 0x0a000002); /* 10.0.0.1 and 10.0.0.2 */
  CONFORMS("2.types", sizeof(NodeID) == 4 && (NodeID)-1 > 0);
  CONFORMS("2.types", sizeof(SBL_Squid) == sizeof(int) && getpid() == FIRST_PID);
  if (my_rank() == 0) SBL_Error(SBL_ERange, "the words of 1995");
  puts("conforms 2.error"); /* what was printed is for the list to judge */
  results();
  meet();
  return 0;
}
