/* SPDX-License-Identifier: MIT */
/* The two processes of a pair find each other, by vmmc.h. Include it first. */
#ifndef SHRIMP_WORKLOADS_VMMC_PAIR_H
#define SHRIMP_WORKLOADS_VMMC_PAIR_H
#include "pairs.h"

#include <vmmc.h>

static inline int must(int status, const char* what) {
  if (status < 0) fail("%s: %s", what, vmmc_error_text(status));
  return status;
}

/* The other process of the pair. */
static inline struct vmmc_process partner(void) {
  const int nodes = must(vmmc_nodes(NULL, 0), "counting the nodes");
  vmmc_node* node = malloc((size_t)nodes * sizeof *node);
  if (!node) fail("There is no memory for the names of %d nodes.", nodes);
  must(vmmc_nodes(node, nodes), "listing the nodes");
  const struct vmmc_process name = {node[partner_node(nodes)], partner_pid(nodes)};
  free(node);
  return name;
}

/* Exports a receive buffer that only the partner may import. */
static inline void export_to_partner(void* buffer, size_t bytes, vmmc_handler handler) {
  const struct vmmc_process admitted = partner();
  must(vmmc_export(buffer, bytes, BUFFER_ID, handler, &admitted, 1), "exporting the receive buffer");
}

/* What the partner exports. */
static inline vmmc_proxy import_from_partner(void) {
  vmmc_proxy proxy;
  size_t bytes;
  must(vmmc_import(partner(), BUFFER_ID, &proxy, &bytes), "importing the partner's buffer");
  return proxy;
}

#endif
