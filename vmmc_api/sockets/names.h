/* SPDX-License-Identifier: MIT */
/* Names of nodes and services. Node k of the machine is nodek and 10.0.0.(k+1); localhost is the node itself.
 */
#ifndef SHRIMP_VMMC_API_SOCKETS_NAMES_H
#define SHRIMP_VMMC_API_SOCKETS_NAMES_H
#include <stdint.h>

enum { SHRIMP_FIRST_NODE = 0x0a000001 }; /* 10.0.0.1, in host order */
enum { NAME_BYTES = 24 };                /* "node4294967295" and the like */

/* The address of a name or of dotted numbers, in host order; 0: nobody has that name. */
uint32_t shrimp_address_of_name(const char* name);

/* The name of an address; null: no node has it. `to` holds NAME_BYTES. */
const char* shrimp_name_of_address(uint32_t address, char* to);

int port_of_service(const char* name); /* -1: unknown */
const char* service_of_port(int port); /* null: unknown */
const char* service_at(unsigned i);    /* null: there are no more */
struct protoent;
struct protoent* protocol_at(unsigned i); /* null: there are no more */

#endif
