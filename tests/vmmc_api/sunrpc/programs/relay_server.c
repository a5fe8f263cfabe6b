/* SPDX-License-Identifier: MIT */
/* relay_server HOST: adds by asking a server of trouble.h on another node: a client inside a procedure. */
#include "trouble.h"

static const char* host;

static void serve(struct svc_req* request, SVCXPRT* transport) {
  static CLIENT* next;
  int two[2] = {0, 0}, sum = 0;
  if (request->rq_proc == NULLPROC) {
    svc_sendreply(transport, (xdrproc_t)xdr_void, NULL);
    return;
  }
  if (!svc_getargs(transport, (xdrproc_t)xdr_two, (char*)two)) {
    svcerr_decode(transport);
    return;
  }
  if (!next) next = clnt_create(host, PROGRAM, 2, "tcp");
  const struct timeval patience = {5, 0};
  if (next && clnt_call(next, ADD, (xdrproc_t)xdr_two, (char*)two, (xdrproc_t)xdr_int, (char*)&sum,
                        patience) == RPC_SUCCESS)
    svc_sendreply(transport, (xdrproc_t)xdr_int, (char*)&sum);
  else
    svcerr_systemerr(transport);
}

int main(int argc, char** argv) {
  (void)argc;
  host = argv[1];
  if (!svc_create(serve, PROGRAM, 2, "tcp")) return 1;
  svc_run();
  return 1;
}
