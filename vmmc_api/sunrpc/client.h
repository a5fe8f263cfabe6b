/* SPDX-License-Identifier: MIT */
/* Inside the library: one client's handle and how it is made. */
#ifndef SHRIMP_VMMC_API_SUNRPC_CLIENT_H
#define SHRIMP_VMMC_API_SUNRPC_CLIENT_H
#include "sunrpc/ring.h"

enum { SUNRPC_CREATE_SECONDS = 25 }; /* patience of clnt_create, as libtirpc's */

/* Those of the authenticator that says nothing: the library leaves it out of the way of a call. */
extern struct auth_ops rpc_authnone_operations;

/* A handle to a program at a port of a node. Null: rpc_createerr says why. patience: ns. */
CLIENT* rpc_client_open(vmmc_node node, int port, rpcprog_t program, rpcvers_t version, int64_t patience);

/* rpc_createerr, for the makers of handles; the result is null. */
CLIENT* rpc_create_failed(enum clnt_stat status, int error);

/* The number of an errno that says what an error of VMMC says. */
int rpc_errno(int status);

/* The address of a port of a node, and back; 0: none. */
struct sockaddr_in rpc_address(vmmc_node node, int port);
vmmc_node rpc_address_node(const struct sockaddr_in* address);

/* The port at which a node's program listens: > 0; 0: not registered; < 0: an error. protocol: IPPROTO_*. */
int rpc_map_port(vmmc_node node, rpcprog_t program, rpcvers_t version, rpcprot_t protocol, int64_t deadline);

#endif
