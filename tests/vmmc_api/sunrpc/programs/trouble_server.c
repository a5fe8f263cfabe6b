/* SPDX-License-Identifier: MIT */
/* trouble_server NAME [select|poll]: makes its transport, says what it could register, and serves, by svc_run
 * or in a loop of its own. */
#include <poll.h>
#include <string.h>
#include <sys/select.h>
#include <unistd.h>

#include "trouble.h"

static int counted;

static void serve_block(SVCXPRT* transport) {
  struct block b = {0, NULL};
  if (!svc_getargs(transport, (xdrproc_t)xdr_block, (char*)&b)) {
    svcerr_decode(transport);
    return;
  }
  for (u_int i = 0; i < b.length; ++i) ++b.bytes[i];
  svc_sendreply(transport, (xdrproc_t)xdr_block, (char*)&b);
  svc_freeargs(transport, (xdrproc_t)xdr_block, (char*)&b);
}

static void serve_who(struct svc_req* request, SVCXPRT* transport) {
  if (request->rq_cred.oa_flavor != AUTH_SYS) {
    svcerr_weakauth(transport);
    return;
  }
  struct authunix_parms* const who = request->rq_clntcred;
  printf("called by %s, user %u, %u groups\n", who->aup_machname, who->aup_uid, who->aup_len);
  int user = (int)who->aup_uid;
  svc_sendreply(transport, (xdrproc_t)xdr_int, (char*)&user);
}

static bool_t xdr_dies(XDR* xdrs, struct block* b) {
  xdr_block(xdrs, b);
  exit(0);
}

static void serve(struct svc_req* request, SVCXPRT* transport) {
  int two[2] = {0, 0}, result;
  char large[5000] = {0};
  struct block broken = {sizeof large, large};
  switch (request->rq_proc) {
    case NULLPROC:
      svc_sendreply(transport, (xdrproc_t)xdr_void, NULL);
      return;
    case BLOCK:
      serve_block(transport);
      return;
    case WHO:
      serve_who(request, transport);
      return;
    case HALF:
      if (!svc_sendreply(transport, (xdrproc_t)xdr_broken, (char*)&broken)) svcerr_systemerr(transport);
      return;
    case SILENT:
      return;
    case DIES:
      broken.length = sizeof large / 3;
      svc_sendreply(transport, (xdrproc_t)xdr_dies, (char*)&broken);
      return;
    case END:
      exit(0);
  }
  if (request->rq_proc > COUNT) {
    svcerr_noproc(transport);
    return;
  }
  if (!svc_getargs(transport, (xdrproc_t)xdr_two, (char*)two)) {
    svcerr_decode(transport);
    return;
  }
  result = two[0] + two[1];
  if (request->rq_proc == LATE) usleep((useconds_t)two[0] * 1000);
  if (request->rq_proc == COUNT) {
    counted += two[0];
    if (two[0] == 1) return;
    result = counted;
  }
  svc_sendreply(transport, (xdrproc_t)xdr_int, (char*)&result);
}

static void loop(const char* how) {
  for (;;) {
    if (strcmp(how, "poll") == 0) {
      if (poll(svc_pollfd, (nfds_t)svc_max_pollfd, -1) > 0) svc_getreq_poll(svc_pollfd, svc_max_pollfd);
    } else {
      fd_set ready = svc_fdset;
      struct timeval patience = {1, 0};
      if (select(svc_maxfd + 1, &ready, NULL, NULL, strcmp(how, "select") == 0 ? NULL : &patience) > 0)
        svc_getreqset(&ready);
    }
  }
}

int main(int argc, char** argv) {
  SVCXPRT* const transport = svctcp_create(RPC_ANYSOCK, 0, 0);
  for (int version = LOWEST; version <= HIGHEST; ++version)
    printf("%s: register %d: %d\n", argv[1], version,
           svc_register(transport, PROGRAM, (u_long)version, serve, IPPROTO_TCP));
  fflush(stdout);
  if (argc > 2) loop(argv[2]);
  svc_run();
  printf("svc_run returned\n");
  return 1;
}
