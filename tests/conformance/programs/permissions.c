/* SPDX-License-Identifier: MIT */
/* Permissions: process 0 says who may import each of its buffers; processes 1 to 3 try. Processes 0 and 2 are
 * on node 0, 1 and 3 on node 1. */
#include "conforms.h"

#include <vmmc.h>

enum { ANYBODY = 1, PROCESS_3 = 2, NODE_1 = 3, PID_101 = 4, NOBODY = 5, TWO = 6, BUFFERS = 6 };
static Int32 buffer[BUFFERS + 1][8];

static void must_export(unsigned id, const struct vmmc_process* admitted, int count) {
  MUST(vmmc_export(buffer[id], sizeof buffer[id], id, NULL, admitted, count));
}

static int may(int rank, unsigned id) {
  switch (id) {
    case ANYBODY:
      return 1;
    case PROCESS_3:
      return rank == 3;
    case NODE_1:
      return rank % 2 == 1;
    case PID_101:
      return rank >= 2;
    case TWO:
      return rank != 3;
    default:
      return 0;
  }
}

int main(void) {
  if (my_rank() == 0) {
    const struct vmmc_process process_3 = {node_of(3), pid_of(3)};
    const struct vmmc_process node_1 = {node_of(1), 0};
    const struct vmmc_process pid_101 = {0, 101};
    const struct vmmc_process two[] = {{node_of(1), pid_of(1)}, {node_of(2), pid_of(2)}};
    must_export(ANYBODY, NULL, 0);
    must_export(PROCESS_3, &process_3, 1);
    must_export(NODE_1, &node_1, 1);
    must_export(PID_101, &pid_101, 1);
    must_export(NOBODY, two, 0);
    must_export(TWO, two, 2);
    meet();
    for (unsigned id = 1; id <= BUFFERS; ++id)
      for (int r = 1; r < processes(); ++r)
        CONFORMS(may(r, id) ? "1.permission.needed" : "1.permission.refused",
                 buffer[id][r] == (may(r, id) ? r : 0));
    CONFORMS("1.permission", buffer[ANYBODY][1] == 1 && buffer[NOBODY][1] == 0);
    CONFORMS("2.further.permissions", buffer[TWO][1] == 1 && buffer[TWO][2] == 2 && buffer[TWO][3] == 0);
    return 0;
  }
  const struct vmmc_process exporter = {node_of(0), FIRST_PID};
  const Int32 me = my_rank();
  for (unsigned id = 1; id <= BUFFERS; ++id) {
    vmmc_proxy proxy = NULL;
    size_t bytes = 0;
    const int status = vmmc_import(exporter, id, &proxy, &bytes);
    if (may(me, id)) {
      CONFORMS("1.permission.needed", status == 0 && bytes == sizeof buffer[id]);
      CONFORMS("1.permission.needed", vmmc_send(&me, vmmc_at(proxy, (size_t)me * 4), 4) == 0);
    } else {
      CONFORMS("1.permission.refused", status == VMMC_ERROR_PERMISSION && proxy == NULL);
      Int32* sbl_proxy = NULL;
      static volatile int words;
      CONFORMS("2.importreq.failure",
               SBL_ImportRecvBufReq(exporter.node, exporter.pid, id, &sbl_proxy, (int*)&words, 0) == 0);
      while (words == 0) continue;
      CONFORMS("2.importreq.failure", words == SBL_EPermission);
    }
  }
  meet();
  return 0;
}
