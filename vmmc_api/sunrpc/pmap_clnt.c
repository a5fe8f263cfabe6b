/* SPDX-License-Identifier: MIT */
/* The portmapper as programs ask it: by the names of version 2 (pmap_*) and of its successor (rpcb_*). */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "sunrpc/server.h"

static int64_t soon(void) {
  return rpc_now() + (int64_t)SUNRPC_CREATE_SECONDS * 1000000000;
}

bool_t pmap_set(u_long program, u_long version, int protocol, int port) {
  return rpc_map_set((rpcprog_t)program, (rpcvers_t)version, (rpcprot_t)protocol, port);
}

bool_t pmap_unset(u_long program, u_long version) {
  return rpc_map_unset((rpcprog_t)program, (rpcvers_t)version, 0);
}

/* 0: not registered, or rpc_createerr says that nobody answers. */
u_short pmap_getport(struct sockaddr_in* address, u_long program, u_long version, u_int protocol) {
  const int port =
      rpc_map_port(rpc_address_node(address), (rpcprog_t)program, (rpcvers_t)version, protocol, soon());
  if (port > 0) return (u_short)port;
  if (port == 0)
    rpc_create_failed(RPC_PROGNOTREGISTERED, 0);
  else
    rpc_create_failed(RPC_PMAPFAILURE, port == RPC_LINK_TIMED_OUT ? RPC_TIMEDOUT : RPC_CANTSEND);
  return 0;
}

struct pmaplist* pmap_getmaps(struct sockaddr_in* address) {
  return rpc_map_list(rpc_address_node(address), soon());
}

/* A call by way of the portmapper: here it finds the server, and the call goes there. *port becomes the
 * server's. */
enum clnt_stat pmap_rmtcall(struct sockaddr_in* address, u_long program, u_long version, u_long procedure,
                            xdrproc_t xargs, caddr_t arguments, xdrproc_t xresults, caddr_t results,
                            struct timeval limit, u_long* port) {
  struct sockaddr_in server = rpc_address(rpc_address_node(address), 0);
  CLIENT* const client = clntudp_create(&server, program, version, limit, &(int){RPC_ANYSOCK});
  if (!client) return rpc_createerr.cf_stat;
  const enum clnt_stat status =
      clnt_call(client, (rpcproc_t)procedure, xargs, arguments, xresults, results, limit);
  if (status == RPC_SUCCESS) *port = ntohs(server.sin_port);
  clnt_destroy(client);
  return status;
}

int getrpcport(char* host, int program, int version, int protocol) {
  const vmmc_node node = rpc_find_node(host);
  if (!node) return 0;
  struct sockaddr_in address = rpc_address(node, 0);
  return pmap_getport(&address, (u_long)program, (u_long)version, (u_int)protocol);
}

int get_myaddress(struct sockaddr_in* address) {
  *address = rpc_address(vmmc_self().node, PMAPPORT);
  return 0;
}

/* ---- rpcbind's names ---- */

static rpcprot_t protocol_of(const struct netconfig* network) {
  if (!network) return 0;
  return strcmp(network->nc_proto, NC_UDP) == 0 ? IPPROTO_UDP : IPPROTO_TCP;
}

bool_t rpcb_set(const rpcprog_t program, const rpcvers_t version, const struct netconfig* network,
                const struct netbuf* address) {
  if (!network || !address || !address->buf || address->len < sizeof(struct sockaddr_in)) return FALSE;
  const struct sockaddr_in* const in = address->buf;
  return rpc_map_set(program, version, protocol_of(network), ntohs(in->sin_port));
}

bool_t rpcb_unset(const rpcprog_t program, const rpcvers_t version, const struct netconfig* network) {
  return rpc_map_unset(program, version, protocol_of(network));
}

bool_t rpcb_getaddr(const rpcprog_t program, const rpcvers_t version, const struct netconfig* network,
                    struct netbuf* address, const char* host) {
  const vmmc_node node = rpc_find_node(host);
  if (!node) {
    rpc_create_failed(RPC_UNKNOWNHOST, 0);
    return FALSE;
  }
  struct sockaddr_in found = rpc_address(node, 0);
  const u_short port = pmap_getport(&found, program, version, protocol_of(network));
  if (port == 0 || address->maxlen < sizeof found) return FALSE;
  found.sin_port = htons(port);
  memcpy(address->buf, &found, sizeof found);
  address->len = sizeof found;
  return TRUE;
}

static char* copy_of(const char* text) {
  char* const copy = malloc(strlen(text) + 1);
  return copy ? strcpy(copy, text) : NULL;
}

/* All registrations of a node, to be freed by xdr_free with xdr_rpcblist_ptr. Null: there are none, or
 * rpc_createerr says why. */
rpcblist* rpcb_getmaps(const struct netconfig* network, const char* host) {
  (void)network;
  const vmmc_node node = rpc_find_node(host);
  if (!node) {
    rpc_create_failed(RPC_UNKNOWNHOST, 0);
    return NULL;
  }
  rpcblist *head = NULL, **end = &head;
  for (struct pmaplist *l = rpc_map_list(node, soon()), *next; l; l = next) {
    next = l->pml_next;
    struct sockaddr_in address = rpc_address(node, (int)l->pml_map.pm_port);
    const struct netbuf at = {sizeof address, sizeof address, &address};
    rpcblist* const entry = calloc(1, sizeof *entry);
    if (entry) {
      entry->rpcb_map = (RPCB){(rpcprog_t)l->pml_map.pm_prog, (rpcvers_t)l->pml_map.pm_vers,
                               copy_of(l->pml_map.pm_prot == IPPROTO_UDP ? "udp" : "tcp"),
                               taddr2uaddr(NULL, &at), copy_of("unknown")};
      *end = entry;
      end = &entry->rpcb_next;
    }
    free(l);
  }
  return head;
}

/* As pmap_rmtcall; the server's address is put where `address` says. */
enum clnt_stat rpcb_rmtcall(const struct netconfig* network, const char* host, const rpcprog_t program,
                            const rpcvers_t version, const rpcproc_t procedure, const xdrproc_t xargs,
                            const caddr_t arguments, const xdrproc_t xresults, const caddr_t results,
                            const struct timeval limit, const struct netbuf* address) {
  CLIENT* const client = network ? clnt_tp_create_timed(host, program, version, network, &limit)
                                 : clnt_create_timed(host, program, version, "udp", &limit);
  if (!client) return rpc_createerr.cf_stat;
  struct sockaddr_in server;
  const enum clnt_stat status = clnt_call(client, procedure, xargs, arguments, xresults, results, limit);
  clnt_control(client, CLGET_SERVER_ADDR, &server);
  if (status == RPC_SUCCESS && address && address->maxlen >= sizeof server) {
    memcpy(address->buf, &server, sizeof server);
    ((struct netbuf*)(uintptr_t)address)->len = sizeof server;
  }
  clnt_destroy(client);
  return status;
}

/* The nodes' clocks are one. */
bool_t rpcb_gettime(const char* host, time_t* now) {
  if (!rpc_find_node(host)) return FALSE;
  *now = time(NULL);
  return TRUE;
}

/* ---- Universal addresses: "10.0.0.1.4.210" (RFC 1833, section 2.1) ---- */

char* taddr2uaddr(const struct netconfig* network, const struct netbuf* address) {
  (void)network;
  if (!address || !address->buf || address->len < sizeof(struct sockaddr_in)) return NULL;
  const struct sockaddr_in* const in = address->buf;
  const uint32_t host = ntohl(in->sin_addr.s_addr), port = ntohs(in->sin_port);
  char* const text = malloc(32);
  if (text)
    snprintf(text, 32, "%u.%u.%u.%u.%u.%u", host >> 24, host >> 16 & 255, host >> 8 & 255, host & 255,
             port >> 8, port & 255);
  return text;
}

struct netbuf* uaddr2taddr(const struct netconfig* network, const char* text) {
  (void)network;
  unsigned part[6];
  if (!text ||
      sscanf(text, "%u.%u.%u.%u.%u.%u", &part[0], &part[1], &part[2], &part[3], &part[4], &part[5]) != 6)
    return NULL;
  for (int i = 0; i < 6; ++i)
    if (part[i] > 255) return NULL;
  struct netbuf* const address = malloc(sizeof *address);
  struct sockaddr_in* const in = malloc(sizeof *in);
  if (!address || !in) {
    free(address);
    free(in);
    return NULL;
  }
  *in = rpc_address(part[0] << 24 | part[1] << 16 | part[2] << 8 | part[3], (int)(part[4] << 8 | part[5]));
  *address = (struct netbuf){sizeof *in, sizeof *in, in};
  return address;
}

char* rpcb_taddr2uaddr(struct netconfig* network, struct netbuf* address) {
  return taddr2uaddr(network, address);
}

struct netbuf* rpcb_uaddr2taddr(struct netconfig* network, char* text) {
  return uaddr2taddr(network, text);
}
