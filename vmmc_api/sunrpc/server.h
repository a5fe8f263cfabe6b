/* SPDX-License-Identifier: MIT */
/* Inside the library: transports of a server, and the portmapper's part of it. */
#ifndef SHRIMP_VMMC_API_SUNRPC_SERVER_H
#define SHRIMP_VMMC_API_SUNRPC_SERVER_H
#include "sunrpc/client.h"

/* What a server waits for a client inside a message: longer than its procedures, shorter than for ever. */
enum { SUNRPC_SERVER_SECONDS = 35 };

/* A client's connection, as the programs see it. */
struct server_connection {
  SVCXPRT transport; /* first: a transport of this kind is one */
  struct ring ring;
  uint32_t xid;
  rpcproc_t procedure;
  int busy;      /* its call is being served */
  int destroyed; /* and it is to go afterwards */
  struct server_connection* next;
  char credential[MAX_AUTH_BYTES], verifier[MAX_AUTH_BYTES];
};

extern struct server_connection* rpc_connections;

/* Replies that the call has succeeded. FALSE: the results cannot be encoded, or the client does not take
 * them. */
bool_t rpc_connection_succeed(struct server_connection* c, xdrproc_t what, void* results);

/* What tells a connection from a listener. */
extern const struct xp_ops rpc_connection_operations;

/* Makes the server's end for a client that said hello at this listener's port. */
void rpc_connection_open(SVCXPRT* listener, const struct rpc_hello* hello);

/* Ends a connection, at once or after the call that is being served. */
void rpc_connection_close(struct server_connection* c);

/* Serves the call that has arrived. */
void rpc_connection_serve(struct server_connection* c);

/* Finds the program and calls its dispatch routine; in svc.c. */
void rpc_dispatch(struct svc_req* request, struct rpc_msg* message);

/* Descriptors of transports (svc_descriptor.c): the lowest that is free, from `lowest` on. -1: there are no
 * more. */
enum { RPC_LOWEST_NUMBER = 3 }; /* behind the standard streams */
int rpc_take_number(SVCXPRT* transport, int lowest);
void rpc_give_number(int number);
/* Null: the descriptor is no transport's. */
SVCXPRT* rpc_transport_at(int number);

/* New clients of a listener, of all listeners, and questions to the portmapper; in svc_run.c. How many there
 * were. */
int rpc_greet(SVCXPRT* listener);
int rpc_greet_all(void);
/* Whether a listener has had clients since svc_getreq_common was last called for it. */
int rpc_has_greeted(SVCXPRT* listener);

/* ---- The portmapper's part of this process (portmap.c) ---- */

/* Answers what waits at the ports of the portmapper's that this process has. How many there were. */
int rpc_map_serve(void);

bool_t rpc_map_set(rpcprog_t program, rpcvers_t version, rpcprot_t protocol, int port);
/* protocol 0: every one. */
bool_t rpc_map_unset(rpcprog_t program, rpcvers_t version, rpcprot_t protocol);
/* All registrations of a node, to be freed one by one. */
struct pmaplist* rpc_map_list(vmmc_node node, int64_t deadline);

#endif
