/* SPDX-License-Identifier: MIT */
/* own_socket: a server at a port that its own socket is bound to, without the portmapper.
 * own_socket NODE: calls it there. */
#include <arpa/inet.h>
#include <rpc/rpc.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PROGRAM = 0x20000125, VERSION = 1, PORT = 20490 };

static void serve(struct svc_req* request, SVCXPRT* transport) {
  (void)request;
  svc_sendreply(transport, (xdrproc_t)xdr_void, NULL);
}

static int call(const char* node, struct sockaddr_in* address) {
  struct timeval patience = {3, 0};
  int descriptor = RPC_ANYSOCK;
  usleep(20000);
  address->sin_addr.s_addr = inet_addr(node);
  CLIENT* const c = clnttcp_create(address, PROGRAM, VERSION, &descriptor, 0, 0);
  if (!c) {
    clnt_pcreateerror("own_socket");
    return 1;
  }
  printf("%s\n", clnt_sperrno(
                     clnt_call(c, NULLPROC, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL, patience)));
  return 0;
}

int main(int argc, char** argv) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(PORT);
  if (argc > 1) return call(argv[1], &address);
  const int first = socket(AF_INET, SOCK_STREAM, 0), own = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(own, (struct sockaddr*)&address, sizeof address) < 0 || listen(own, 5) < 0) return 1;
  SVCXPRT* const t = svctcp_create(own, 0, 0);
  printf("port %d, descriptor %s\n", t->xp_port, t->xp_fd == own ? "as given" : "another");
  SVCXPRT* const unbound = svctcp_create(first, 0, 0);
  printf("unbound: %s, descriptor %s\n", unbound->xp_port > 0 ? "any port" : "no port",
         unbound->xp_fd == first ? "as given" : "another");
  printf("no socket: %s\n", svctcp_create(STDOUT_FILENO, 0, 0) || svcudp_create(77) ? "taken" : "refused");
  fflush(stdout);
  svc_register(t, PROGRAM, VERSION, serve, 0);
  svc_run();
  return 1;
}
