/* SPDX-License-Identifier: MIT */
/* The many ways to make a client's handle. They all lead to one transport: names of networks and protocols
 * are checked and choose the registration that the portmapper is asked for, no more. */
#include <errno.h>
#include <string.h>

#include "sunrpc/client.h"

static int64_t patience_of(const struct timeval* limit) {
  if (!limit) return (int64_t)SUNRPC_CREATE_SECONDS * 1000000000;
  return ((int64_t)limit->tv_sec * 1000000 + limit->tv_usec) * 1000;
}

struct sockaddr_in rpc_address(vmmc_node node, int port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons((uint16_t)port);
  address.sin_addr.s_addr = htonl(node);
  return address;
}

vmmc_node rpc_address_node(const struct sockaddr_in* address) {
  const vmmc_node node = ntohl(address->sin_addr.s_addr);
  return node == INADDR_ANY || node == INADDR_LOOPBACK ? vmmc_self().node : node;
}

/* IPPROTO_TCP or _UDP; 0: any; -1: there is no such class of networks (RFC 1833's netconfig). */
static int protocol_of(const char* nettype) {
  static const struct {
    const char* name;
    int protocol;
  } known[] = {{"netpath", 0},
               {"visible", 0},
               {"circuit_v", IPPROTO_TCP},
               {"circuit_n", IPPROTO_TCP},
               {"datagram_v", IPPROTO_UDP},
               {"datagram_n", IPPROTO_UDP},
               {"tcp", IPPROTO_TCP},
               {"udp", IPPROTO_UDP}};
  if (!nettype || !*nettype) return 0;
  for (size_t i = 0; i < sizeof known / sizeof *known; ++i)
    if (strcasecmp(nettype, known[i].name) == 0) return known[i].protocol;
  return -1;
}

/* Asks the node's portmapper first, unless the port is known. */
static CLIENT* open_at(vmmc_node node, int port, rpcprog_t program, rpcvers_t version, int protocol,
                       int64_t patience) {
  if (port == 0) {
    const int64_t deadline = patience < 0 ? -1 : rpc_now() + patience;
    port = rpc_map_port(node, program, version, (rpcprot_t)protocol, deadline);
    if (port == 0) return rpc_create_failed(RPC_PROGNOTREGISTERED, 0);
    if (port < 0)
      return rpc_create_failed(RPC_PMAPFAILURE, port == RPC_LINK_TIMED_OUT ? RPC_TIMEDOUT : RPC_CANTSEND);
  }
  return rpc_client_open(node, port, program, version, patience);
}

/* limit: of finding the server and connecting, each; null: 25 s. */
CLIENT* clnt_create_timed(const char* host, const rpcprog_t program, const rpcvers_t version,
                          const char* nettype, const struct timeval* limit) {
  const int protocol = protocol_of(nettype);
  if (protocol < 0) return rpc_create_failed(RPC_UNKNOWNPROTO, 0);
  const vmmc_node node = rpc_find_node(host);
  if (!node) return rpc_create_failed(RPC_UNKNOWNHOST, 0);
  return open_at(node, 0, program, version, protocol, patience_of(limit));
}

CLIENT* clnt_create(const char* host, const rpcprog_t program, const rpcvers_t version, const char* nettype) {
  return clnt_create_timed(host, program, version, nettype, NULL);
}

/* The highest version from low to high that the server has. */
CLIENT* clnt_create_vers_timed(const char* host, const rpcprog_t program, rpcvers_t* version,
                               const rpcvers_t low, const rpcvers_t high, const char* nettype,
                               const struct timeval* limit) {
  const struct timeval patience = limit ? *limit : (struct timeval){SUNRPC_CREATE_SECONDS, 0};
  CLIENT* const client = clnt_create_timed(host, program, high, nettype, limit);
  if (!client) return NULL;
  rpcvers_t most = high, least = low;
  struct rpc_err error;
  while (most >= least) {
    clnt_control(client, CLSET_VERS, (char*)&most);
    memset(&error, 0, sizeof error);
    const enum clnt_stat status =
        clnt_call(client, NULLPROC, rpc_xdr_nothing, NULL, rpc_xdr_nothing, NULL, patience);
    if (status == RPC_SUCCESS) {
      *version = most;
      return client;
    }
    clnt_geterr(client, &error);
    if (status != RPC_PROGVERSMISMATCH) break;
    if (most > error.re_vers.high)
      most = error.re_vers.high;
    else
      --most;
    if (error.re_vers.low > least) least = error.re_vers.low;
  }
  clnt_destroy(client);
  rpc_createerr.cf_stat = error.re_status;
  rpc_createerr.cf_error = error;
  return NULL;
}

CLIENT* clnt_create_vers(const char* host, const rpcprog_t program, rpcvers_t* version, const rpcvers_t low,
                         const rpcvers_t high, const char* nettype) {
  return clnt_create_vers_timed(host, program, version, low, high, nettype, NULL);
}

CLIENT* clnt_tp_create_timed(const char* host, const rpcprog_t program, const rpcvers_t version,
                             const struct netconfig* network, const struct timeval* limit) {
  if (!network) return rpc_create_failed(RPC_UNKNOWNPROTO, 0);
  return clnt_create_timed(host, program, version, network->nc_netid, limit);
}

CLIENT* clnt_tp_create(const char* host, const rpcprog_t program, const rpcvers_t version,
                       const struct netconfig* network) {
  return clnt_tp_create_timed(host, program, version, network, NULL);
}

/* ---- With an address; port 0 of it asks the portmapper. Descriptors and sizes mean nothing here ---- */

static CLIENT* at_address(struct sockaddr_in* address, u_long program, u_long version, int protocol) {
  if (address->sin_family != AF_INET) return rpc_create_failed(RPC_UNKNOWNADDR, 0);
  CLIENT* const client = open_at(rpc_address_node(address), ntohs(address->sin_port), (rpcprog_t)program,
                                 (rpcvers_t)version, protocol, patience_of(NULL));
  if (client) clnt_control(client, CLGET_SERVER_ADDR, (char*)address);
  return client;
}

static CLIENT* at_netbuf(const struct netbuf* buffer, rpcprog_t program, rpcvers_t version, int protocol) {
  struct sockaddr_in address;
  if (!buffer || !buffer->buf || buffer->len < sizeof address) return rpc_create_failed(RPC_UNKNOWNADDR, 0);
  memcpy(&address, buffer->buf, sizeof address);
  return at_address(&address, program, version, protocol);
}

static int descriptor_of(CLIENT* client) {
  (void)client;
  return RPC_ANYSOCK;
}

CLIENT* clnttcp_create(struct sockaddr_in* address, u_long program, u_long version, int* descriptor,
                       u_int sendsize, u_int receivesize) {
  (void)sendsize, (void)receivesize;
  CLIENT* const client = at_address(address, program, version, IPPROTO_TCP);
  if (client && descriptor) *descriptor = descriptor_of(client);
  return client;
}

CLIENT* clntudp_bufcreate(struct sockaddr_in* address, u_long program, u_long version, struct timeval retry,
                          int* descriptor, u_int sendsize, u_int receivesize) {
  (void)sendsize, (void)receivesize;
  CLIENT* const client = at_address(address, program, version, IPPROTO_UDP);
  if (client && descriptor) *descriptor = descriptor_of(client);
  if (client) clnt_control(client, CLSET_RETRY_TIMEOUT, (char*)&retry);
  return client;
}

CLIENT* clntudp_create(struct sockaddr_in* address, u_long program, u_long version, struct timeval retry,
                       int* descriptor) {
  return clntudp_bufcreate(address, program, version, retry, descriptor, 0, 0);
}

CLIENT* clnt_vc_create(const int descriptor, const struct netbuf* server, const rpcprog_t program,
                       const rpcvers_t version, u_int sendsize, u_int receivesize) {
  (void)descriptor, (void)sendsize, (void)receivesize;
  return at_netbuf(server, program, version, IPPROTO_TCP);
}

CLIENT* clnt_dg_create(const int descriptor, const struct netbuf* server, const rpcprog_t program,
                       const rpcvers_t version, const u_int sendsize, const u_int receivesize) {
  (void)descriptor, (void)sendsize, (void)receivesize;
  return at_netbuf(server, program, version, IPPROTO_UDP);
}

CLIENT* clnt_tli_create(const int descriptor, const struct netconfig* network, struct netbuf* server,
                        const rpcprog_t program, const rpcvers_t version, const u_int sendsize,
                        const u_int receivesize) {
  (void)descriptor, (void)sendsize, (void)receivesize;
  return at_netbuf(server, program, version, network ? protocol_of(network->nc_netid) : 0);
}
