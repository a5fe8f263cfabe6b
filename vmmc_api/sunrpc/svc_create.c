/* SPDX-License-Identifier: MIT */
/* Listening transports: each is a port of this process where clients say hello. The many names of the makers
 * lead to one kind. */
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "sunrpc/server.h"

/* Weak: a program without sockets is linked without them, and then no descriptor is one. */
extern __typeof__(getsockname) getsockname __attribute__((weak));

/* A transport has its number from its birth on. */
void xprt_register(SVCXPRT* transport) {
  (void)transport;
}

void xprt_unregister(SVCXPRT* transport) {
  rpc_give_number(transport->xp_fd);
}

/* ---- A listener ---- */

static bool_t no_call(SVCXPRT* transport, struct rpc_msg* message) {
  (void)transport, (void)message;
  return FALSE;
}

static enum xprt_stat idle(SVCXPRT* transport) {
  (void)transport;
  return XPRT_IDLE;
}

static bool_t no_arguments(SVCXPRT* transport, xdrproc_t what, void* arguments) {
  (void)transport, (void)what, (void)arguments;
  return FALSE;
}

static bool_t no_reply(SVCXPRT* transport, struct rpc_msg* message) {
  (void)transport, (void)message;
  return FALSE;
}

static void destroy(SVCXPRT* transport) {
  vmmc_port_close(transport->xp_port);
  rpc_give_number(transport->xp_fd);
  free(transport->xp_p1);
  free(transport);
}

static bool_t control(SVCXPRT* transport, const u_int request, void* info) {
  (void)transport, (void)request, (void)info;
  return FALSE;
}

static int is_socket(int descriptor) {
  struct stat status;
  struct shrimp_description* const d = shrimp_description_of(descriptor);
  memset(&status, 0, sizeof status);
  return d && d->kind->status && d->kind->status(d, &status) == 0 && S_ISSOCK(status.st_mode) && getsockname;
}

/* Ends a socket of the program's own, so that its port and its number are free for a transport. The port it
 * was bound to; 0: none; -1: the descriptor is no socket. */
static int take_socket(int descriptor) {
  struct sockaddr_in name;
  socklen_t bytes = sizeof name;
  if (!is_socket(descriptor) || getsockname(descriptor, (struct sockaddr*)&name, &bytes) < 0) return -1;
  close(descriptor);
  return ntohs(name.sin_port);
}

static SVCXPRT* made_listener(const char* protocol, int port, int lowest_number) {
  static const struct xp_ops operations = {no_call, idle, no_arguments, no_reply, no_arguments, destroy};
  static const struct xp_ops2 more_operations = {control};
  SVCXPRT* const t = calloc(1, sizeof *t);
  struct sockaddr_in* const own = malloc(sizeof *own);
  const int opened = t && own ? vmmc_port_open(port) : -1;
  const int number = opened > 0 ? rpc_take_number(t, lowest_number) : -1;
  if (number < 0) {
    if (opened > 0) vmmc_port_close(opened);
    if (opened <= 0 && port > 0)
      fprintf(stderr, "svc_%s_create: port %d is taken\n", protocol, port);
    else
      fprintf(stderr, "svc_%s_create: %s\n", protocol,
              opened > 0 ? "too many transports" : "no port is free");
    free(own);
    free(t);
    return NULL;
  }
  *own = rpc_address(vmmc_self().node, opened);
  t->xp_fd = number;
  t->xp_port = (u_short)opened;
  t->xp_ops = &operations;
  t->xp_ops2 = &more_operations;
  t->xp_netid = t->xp_tp = (char*)(uintptr_t)protocol;
  t->xp_verf = _null_auth;
  t->xp_p1 = own;
  t->xp_ltaddr = (struct netbuf){sizeof *own, sizeof *own, own};
  return t;
}

/* descriptor: a socket of the program's own, or RPC_ANYSOCK; port 0: the socket's, or any. */
static SVCXPRT* listener(const char* protocol, int descriptor, int port) {
  if (descriptor == RPC_ANYSOCK) return made_listener(protocol, port, RPC_LOWEST_NUMBER);
  const int bound = take_socket(descriptor);
  if (bound >= 0) return made_listener(protocol, bound ? bound : port, descriptor);
  fprintf(stderr, "svc_%s_create: descriptor %d is no socket\n", protocol, descriptor);
  return NULL;
}

SVCXPRT* svctcp_create(int descriptor, u_int sendsize, u_int receivesize) {
  (void)sendsize, (void)receivesize;
  return listener("tcp", descriptor, 0);
}

SVCXPRT* svcudp_bufcreate(int descriptor, u_int sendsize, u_int receivesize) {
  (void)sendsize, (void)receivesize;
  return listener("udp", descriptor, 0);
}

SVCXPRT* svcudp_create(int descriptor) {
  return svcudp_bufcreate(descriptor, 0, 0);
}

SVCXPRT* svc_vc_create(const int descriptor, const u_int sendsize, const u_int receivesize) {
  return svctcp_create(descriptor, sendsize, receivesize);
}

SVCXPRT* svc_dg_create(const int descriptor, const u_int sendsize, const u_int receivesize) {
  return svcudp_bufcreate(descriptor, sendsize, receivesize);
}

/* Nothing is sent twice here, so no reply needs to be kept for a call that comes again. */
int svc_dg_enablecache(SVCXPRT* transport, const u_int entries) {
  (void)transport, (void)entries;
  return 1;
}

int svcudp_enablecache(SVCXPRT* transport, u_long entries) {
  return svc_dg_enablecache(transport, (u_int)entries);
}

/* bind: where to listen; null or port 0: anywhere. */
SVCXPRT* svc_tli_create(const int descriptor, const struct netconfig* network, const struct t_bind* bind,
                        const u_int sendsize, const u_int receivesize) {
  (void)sendsize, (void)receivesize;
  int port = 0;
  if (bind && bind->addr.buf && bind->addr.len >= sizeof(struct sockaddr_in))
    port = ntohs(((const struct sockaddr_in*)bind->addr.buf)->sin_port);
  return listener(network && strcmp(network->nc_proto, NC_UDP) == 0 ? "udp" : "tcp", descriptor, port);
}

SVCXPRT* svc_tp_create(void (*dispatch)(struct svc_req*, SVCXPRT*), const rpcprog_t program,
                       const rpcvers_t version, const struct netconfig* network) {
  if (!network) return NULL;
  SVCXPRT* const t = svc_tli_create(RPC_ANYFD, network, NULL, 0, 0);
  if (!t) return NULL;
  rpc_map_unset(program, version, strcmp(network->nc_proto, NC_UDP) == 0 ? IPPROTO_UDP : IPPROTO_TCP);
  if (svc_reg(t, program, version, dispatch, network)) return t;
  fprintf(stderr, "svc_tp_create: could not register (%u, %u, %s)\n", program, version, network->nc_netid);
  SVC_DESTROY(t);
  return NULL;
}

/* How many transports were made: one for each protocol of the class of networks. */
int svc_create(void (*dispatch)(struct svc_req*, SVCXPRT*), const rpcprog_t program, const rpcvers_t version,
               const char* nettype) {
  int made = 0;
  void* const handle = setnetconfig();
  for (struct netconfig* n; (n = getnetconfig(handle));) {
    const int stream = n->nc_semantics != NC_TPI_CLTS;
    const int wanted = !nettype || strcasecmp(nettype, "netpath") == 0 ||
                       strcasecmp(nettype, "visible") == 0 || strcasecmp(nettype, n->nc_netid) == 0 ||
                       strncasecmp(nettype, stream ? "circuit_" : "datagram_", stream ? 8 : 9) == 0;
    if (wanted && svc_tp_create(dispatch, program, version, n)) ++made;
  }
  endnetconfig(handle);
  if (made == 0 && nettype) fprintf(stderr, "svc_create: no transport for '%s'\n", nettype);
  return made;
}
