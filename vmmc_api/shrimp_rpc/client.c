/* SPDX-License-Identifier: MIT */
/* Clients of ShrimpRPC: binding. The calls themselves are in the header, so that they become part of the
 * stubs. */
#include <stdlib.h>

#include "shrimp_rpc/binding.h"

enum { BIND_SECONDS = 10 };

static int as_status(int status) {
  switch (status) {
    case RPC_LINK_TIMED_OUT:
    case VMMC_ERROR_UNREACHABLE:
      return SHRIMP_RPC_TIMED_OUT;
    case RPC_LINK_OTHER_VERSION:
      return SHRIMP_RPC_OTHER_VERSION;
    case RPC_LINK_OTHER_INTERFACE:
      return SHRIMP_RPC_OTHER_INTERFACE;
    case VMMC_ERROR_NO_PROCESS:
    case VMMC_ERROR_PERMISSION:
      return SHRIMP_RPC_NOT_THERE;
    default:
      return status < 0 ? SHRIMP_RPC_NO_ROOM : SHRIMP_RPC_OK;
  }
}

/* Asks the interface's ports in turn: other interfaces may have the first ones. */
static int find(struct shrimp_binding* b, vmmc_node node, const struct shrimp_rpc_interface* interface) {
  const struct rpc_wish wish = shrimp_rpc_wish(interface);
  const int64_t deadline = rpc_now() + (int64_t)BIND_SECONDS * 1000000000;
  int status = SHRIMP_RPC_NOT_THERE;
  for (int i = 0; i < SHRIMP_RPC_PORTS && status == SHRIMP_RPC_NOT_THERE; ++i)
    status = as_status(rpc_link_connect(&b->link, node, shrimp_rpc_port(interface->name, i), &wish,
                                        2 * interface->bytes, 1, SHRIMP_RPC_VARIABLE, deadline));
  return status;
}

struct shrimp_rpc* shrimp_rpc_bind(const char* node, const struct shrimp_rpc_interface* interface,
                                   int* status) {
  int ignored;
  if (!status) status = &ignored;
  const vmmc_node there = rpc_find_node(node);
  if (!there) {
    *status = SHRIMP_RPC_NO_NODE;
    return NULL;
  }
  struct shrimp_binding* const b = calloc(1, sizeof *b);
  *status = b ? find(b, there, interface) : SHRIMP_RPC_NO_ROOM;
  if (*status < 0) {
    free(b);
    return NULL;
  }
  shrimp_binding_open(b, interface);
  return &b->rpc;
}

void shrimp_rpc_unbind(struct shrimp_rpc* rpc) {
  struct shrimp_binding* const b = (struct shrimp_binding*)(void*)rpc;
  rpc_link_close(&b->link);
  free(b);
}

void shrimp_rpc_set_patience(struct shrimp_rpc* rpc, int64_t nanoseconds) {
  ((struct shrimp_binding*)(void*)rpc)->patience = nanoseconds;
}
