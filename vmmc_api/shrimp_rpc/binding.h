/* SPDX-License-Identifier: MIT */
/* Inside the library: a binding with its link, and where interfaces are found.
 *
 * A node has 64 ports for interfaces; a server takes the first free one from the interface's own on, which
 * its name says, and a client asks them in turn. */
#ifndef SHRIMP_VMMC_API_SHRIMP_RPC_BINDING_H
#define SHRIMP_VMMC_API_SHRIMP_RPC_BINDING_H
#include "shrimp_rpc.h"
#include "rpc_link/link.h"

/* Of the environment, by which the user may choose au or du (transport.h). */
#define SHRIMP_RPC_VARIABLE "SHRIMP_RPC_TRANSPORT"

enum { SHRIMP_RPC_FIRST_PORT = 28480, SHRIMP_RPC_PORTS = 64 };

struct shrimp_binding {
  struct shrimp_rpc rpc; /* first: what the stubs know of it */
  struct rpc_link link;
  int64_t patience;
  const struct shrimp_rpc_interface* interface;
  struct shrimp_binding* next; /* of a server's */
};

/* A number that tells names apart. */
uint32_t shrimp_rpc_name(const char* name);

static inline int shrimp_rpc_port(const char* name, int i) {
  return SHRIMP_RPC_FIRST_PORT + (int)((shrimp_rpc_name(name) + (uint32_t)i) % SHRIMP_RPC_PORTS);
}

static inline struct rpc_wish shrimp_rpc_wish(const struct shrimp_rpc_interface* interface) {
  const struct rpc_wish wish = {RPC_LIBRARY_SHRIMP,
                                {shrimp_rpc_name(interface->name), interface->version, interface->signature}};
  return wish;
}

/* Sets the areas up in the link's buffer: calls, then returns. */
void shrimp_binding_open(struct shrimp_binding* b, const struct shrimp_rpc_interface* interface);

#endif
