/* SPDX-License-Identifier: MIT */
/* The networks that programs may choose from: "udp" and "tcp", as /etc/netconfig would list them. Both are
 * the library's one transport. */
#include <netconfig.h>
#include <rpc/rpc.h>
#include <stdint.h>
#include <string.h>

enum { NETWORKS = 2 };

static struct netconfig networks[NETWORKS] = {
    {"udp", NC_TPI_CLTS, NC_VISIBLE, NC_INET, NC_UDP, "-", 0, NULL, {0}},
    {"tcp", NC_TPI_COTS_ORD, NC_VISIBLE, NC_INET, NC_TCP, "-", 0, NULL, {0}},
};
static const char* problem = "no error";

void* setnetconfig(void) {
  int* const next = calloc(1, sizeof *next);
  if (!next) problem = "out of memory";
  return next;
}

struct netconfig* getnetconfig(void* handle) {
  int* const next = handle;
  return next && *next < NETWORKS ? &networks[(*next)++] : NULL;
}

int endnetconfig(void* handle) {
  free(handle);
  return handle ? 0 : -1;
}

void* setnetpath(void) {
  return setnetconfig();
}

struct netconfig* getnetpath(void* handle) {
  return getnetconfig(handle);
}

int endnetpath(void* handle) {
  return endnetconfig(handle);
}

/* Null if there is no such network. */
struct netconfig* getnetconfigent(const char* name) {
  for (int i = 0; name && i < NETWORKS; ++i)
    if (strcmp(networks[i].nc_netid, name) == 0) return &networks[i];
  problem = "unknown network";
  return NULL;
}

void freenetconfigent(struct netconfig* network) {
  (void)network;
}

char* nc_sperror(void) {
  return (char*)(uintptr_t)problem;
}

void nc_perror(const char* who) {
  fprintf(stderr, "%s: %s\n", who, problem);
}
