/* SPDX-License-Identifier: MIT */
/* Names of nodes are those of sockets; a node that the machine does not have has none. */
#include <arpa/inet.h>
#include <unistd.h>

#include "rpc_link/link.h"
#include "sockets/names.h"

vmmc_node rpc_find_node(const char* name) {
  struct in_addr dotted;
  char known[NAME_BYTES];
  const uint32_t address =
      inet_pton(AF_INET, name, &dotted) == 1 ? ntohl(dotted.s_addr) : shrimp_address_of_name(name);
  if (address == INADDR_LOOPBACK) return vmmc_self().node;
  return address >> 24 != IN_LOOPBACKNET && shrimp_name_of_address(address, known) ? address : 0;
}

void rpc_own_name(char* name, size_t bytes) {
  gethostname(name, bytes);
}
