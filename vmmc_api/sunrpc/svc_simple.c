/* SPDX-License-Identifier: MIT */
/* Servers without dispatch routines: a function for each procedure, from arguments to results. */
#include <string.h>

#include "sunrpc/server.h"

static struct procedure {
  rpcprog_t program;
  rpcvers_t version;
  rpcproc_t number;
  char* (*function)(char*);
  xdrproc_t in, out;
  struct procedure* next;
} * procedures;

static void dispatch(struct svc_req* request, SVCXPRT* transport) {
  char arguments[UDPMSGSIZE] __attribute__((aligned(16)));
  if (request->rq_proc == NULLPROC) {
    svc_sendreply(transport, rpc_xdr_nothing, NULL);
    return;
  }
  const struct procedure* p = procedures;
  while (p &&
         (p->program != request->rq_prog || p->version != request->rq_vers || p->number != request->rq_proc))
    p = p->next;
  if (!p) {
    svcerr_noproc(transport);
    return;
  }
  memset(arguments, 0, sizeof arguments); /* decoding allocates where there are null pointers */
  if (!svc_getargs(transport, p->in, arguments)) {
    svcerr_decode(transport);
    return;
  }
  char* const results = p->function(arguments);
  if (results || p->out == (xdrproc_t)(void*)xdr_void) svc_sendreply(transport, p->out, results);
  svc_freeargs(transport, p->in, arguments);
}

static int enter(rpcprog_t program, rpcvers_t version, rpcproc_t number, char* (*function)(char*),
                 xdrproc_t in, xdrproc_t out) {
  static SVCXPRT* transport;
  if (number == NULLPROC) {
    fprintf(stderr, "registerrpc: procedure 0 answers by itself\n");
    return -1;
  }
  if (!transport && !(transport = svcudp_create(RPC_ANYSOCK))) return -1;
  struct procedure* const p = malloc(sizeof *p);
  if (!p) return -1;
  if (!svc_register(transport, program, version, dispatch, IPPROTO_UDP)) {
    fprintf(stderr, "registerrpc: program %u version %u could not be registered\n", program, version);
    free(p);
    return -1;
  }
  *p = (struct procedure){program, version, number, function, in, out, procedures};
  procedures = p;
  return 0;
}

int registerrpc(int program, int version, int number, char* (*function)(char[UDPMSGSIZE]), xdrproc_t in,
                xdrproc_t out) {
  return enter((rpcprog_t)program, (rpcvers_t)version, (rpcproc_t)number, function, in, out);
}

int rpc_reg(rpcprog_t program, rpcvers_t version, rpcproc_t number, char* (*function)(char*), xdrproc_t in,
            xdrproc_t out, char* nettype) {
  (void)nettype;
  return enter(program, version, number, function, in, out);
}
