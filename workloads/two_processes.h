/* SPDX-License-Identifier: MIT */
/* The two processes of a pair find each other and exchange buffers, by the library of 1995. Include it first.
 */
#ifndef SHRIMP_WORKLOADS_TWO_PROCESSES_H
#define SHRIMP_WORKLOADS_TWO_PROCESSES_H
#include "pairs.h"

#include <sbl.h>
#include <sbl_ext.h>

static inline void must(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

/* Exports nwords words at own, and imports what the partner exports: the result is its proxy address. */
static inline Int32* exchange_buffers(Int32* own, int nwords) {
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  must(SBL_Hosts(&nodes, &node), "listing the nodes");
  must(SBL_ExportRecvBuf(own, nwords, BUFFER_ID, NULL, 0), "exporting the receive buffer");
  must(SBL_ImportRecvBuf(node[partner_node(nodes)], partner_pid(nodes), BUFFER_ID, &proxy, &words),
       "importing the partner's buffer");
  return proxy;
}

#endif
