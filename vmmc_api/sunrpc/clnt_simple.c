/* SPDX-License-Identifier: MIT */
/* Calls without a handle: the library keeps the last one. And the calls to everybody, which this machine's
 * networks do not have. */
#include <string.h>
#include <strings.h>

#include "sunrpc/client.h"

static struct {
  CLIENT* client;
  char host[256];
  rpcprog_t program;
  rpcvers_t version;
} last;

enum clnt_stat rpc_call(const char* host, const rpcprog_t program, const rpcvers_t version,
                        const rpcproc_t procedure, const xdrproc_t xargs, const char* arguments,
                        const xdrproc_t xresults, char* results, const char* nettype) {
  if (!last.client || last.program != program || last.version != version || strcmp(last.host, host) != 0) {
    if (last.client) clnt_destroy(last.client);
    last.client = strlen(host) < sizeof last.host ? clnt_create(host, program, version, nettype) : NULL;
    if (!last.client) return rpc_createerr.cf_stat;
    strcpy(last.host, host);
    last.program = program;
    last.version = version;
  }
  const struct timeval patience = {SUNRPC_CREATE_SECONDS, 0};
  const enum clnt_stat status =
      clnt_call(last.client, procedure, xargs, (void*)(uintptr_t)arguments, xresults, results, patience);
  if (status == RPC_CANTSEND || status == RPC_CANTRECV) { /* the next call looks for the server again */
    clnt_destroy(last.client);
    last.client = NULL;
  }
  return status;
}

int callrpc(const char* host, int program, int version, int procedure, xdrproc_t xargs, void* arguments,
            xdrproc_t xresults, void* results) {
  return (int)rpc_call(host, (rpcprog_t)program, (rpcvers_t)version, (rpcproc_t)procedure, xargs, arguments,
                       xresults, results, "udp");
}

enum clnt_stat clnt_broadcast(u_long program, u_long version, u_long procedure, xdrproc_t xargs,
                              void* arguments, xdrproc_t xresults, void* results, resultproc_t each) {
  (void)program, (void)version, (void)procedure, (void)xargs, (void)arguments, (void)xresults;
  (void)results, (void)each;
  return RPC_NOBROADCAST;
}

enum clnt_stat rpc_broadcast(const rpcprog_t program, const rpcvers_t version, const rpcproc_t procedure,
                             const xdrproc_t xargs, caddr_t arguments, const xdrproc_t xresults,
                             caddr_t results, const resultproc_t each, const char* nettype) {
  (void)nettype;
  return clnt_broadcast(program, version, procedure, xargs, arguments, xresults, results, each);
}

/* inittime, waittime: how long a broadcast would wait for answers. */
enum clnt_stat rpc_broadcast_exp(const rpcprog_t program, const rpcvers_t version, const rpcproc_t procedure,
                                 const xdrproc_t xargs, caddr_t arguments, const xdrproc_t xresults,
                                 caddr_t results, const resultproc_t each, const int inittime,
                                 const int waittime, const char* nettype) {
  (void)inittime, (void)waittime;
  return rpc_broadcast(program, version, procedure, xargs, arguments, xresults, results, each, nettype);
}
