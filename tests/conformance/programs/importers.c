/* SPDX-License-Identifier: MIT */
/* SBL_Importers: process 0 exports, processes 1 to 3 import one after the other; one of them gives up again.
 */
#include "conforms.h"

#include <vmmc.h>

enum { ID = 3, NOBODYS = 4 };
static Int32 buffer[8], nobodys[8];

static int importers(unsigned int id, SBL_Squid** pids, NodeID** nodes) {
  int n = -1;
  CONFORMS("2.importers", SBL_Importers(id, &n, pids, nodes) == 0);
  return n;
}

static void export_and_look(void) {
  SBL_Squid* pid;
  NodeID* node;
  MUST(SBL_ExportRecvBuf(buffer, 8, ID, NULL, 0));
  MUST(SBL_ExportRecvBuf(nobodys, 8, NOBODYS, NULL, 0));
  CONFORMS("2.importers", importers(ID, &pid, &node) == 0);
  meet();
  meet(); /* the others have imported */
  CONFORMS("2.importers", importers(ID, &pid, &node) == 3);
  for (int r = 1; r < 4; ++r) {
    int found = 0;
    for (int i = 0; i < 3; ++i) found += node[i] == node_of(r) && pid[i] == pid_of(r);
    CONFORMS("2.importers", found == 1);
  }
  CONFORMS("2.importers", importers(NOBODYS, &pid, &node) == 0);
  int n;
  CONFORMS("2.importers", SBL_Importers(77, &n, &pid, &node) < 0);
  meet();
  meet(); /* process 3 has given its import up */
  usleep(50000);
  CONFORMS("2.importers.changes", importers(ID, &pid, &node) == 2);
  meet(); /* who ends imports no more */
}

static void import(void) {
  vmmc_proxy proxy;
  size_t bytes;
  const struct vmmc_process exporter = {node_of(0), FIRST_PID};
  meet();
  MUST(vmmc_import(exporter, ID, &proxy, &bytes));
  meet();
  meet();
  if (my_rank() == 3) MUST(vmmc_unimport(proxy));
  meet();
  meet();
}

int main(void) {
  my_rank() == 0 ? export_and_look() : import();
  return 0;
}
