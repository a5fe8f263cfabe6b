/* SPDX-License-Identifier: MIT */
/* A server's end of a connection: calls are decoded where they have arrived, replies encoded into the
 * client's memory (ring.h). One transport for each client. */
#include <string.h>

#include "sunrpc/ring_message.h"
#include "sunrpc/server.h"

enum { CALL_WORDS = 10, REPLY_WORDS = 6 }; /* with empty credential and verifiers */

struct server_connection* rpc_connections;

static struct server_connection* of(SVCXPRT* transport) {
  return (struct server_connection*)(void*)transport;
}

/* ---- Reading a call ---- */

static bool_t read_header(struct server_connection* c, struct rpc_msg* m) {
  XDR* const in = &c->ring.in;
  const int32_t* const from = XDR_INLINE(in, CALL_WORDS * BYTES_PER_XDR_UNIT);
  if (from && from[7] == 0 && from[9] == 0) { /* no credential, no verifier */
    m->rm_xid = ntohl((uint32_t)from[0]);
    m->rm_direction = (enum msg_type)ntohl((uint32_t)from[1]);
    m->rm_call.cb_rpcvers = ntohl((uint32_t)from[2]);
    m->rm_call.cb_prog = ntohl((uint32_t)from[3]);
    m->rm_call.cb_vers = ntohl((uint32_t)from[4]);
    m->rm_call.cb_proc = ntohl((uint32_t)from[5]);
    m->rm_call.cb_cred.oa_flavor = (enum_t)ntohl((uint32_t)from[6]);
    m->rm_call.cb_cred.oa_length = m->rm_call.cb_verf.oa_length = 0;
    m->rm_call.cb_verf.oa_flavor = (enum_t)ntohl((uint32_t)from[8]);
    return m->rm_direction == CALL;
  }
  if (from) XDR_SETPOS(in, 0);
  return xdr_u_int32_t(in, &m->rm_xid) && xdr_enum(in, (enum_t*)&m->rm_direction) &&
         m->rm_direction == CALL && xdr_u_int32_t(in, &m->rm_call.cb_rpcvers) &&
         xdr_u_int32_t(in, &m->rm_call.cb_prog) && xdr_u_int32_t(in, &m->rm_call.cb_vers) &&
         xdr_u_int32_t(in, &m->rm_call.cb_proc) && xdr_opaque_auth(in, &m->rm_call.cb_cred) &&
         xdr_opaque_auth(in, &m->rm_call.cb_verf);
}

/* FALSE: it was no call; the message is passed by. */
static bool_t receive(SVCXPRT* transport, struct rpc_msg* m) {
  struct server_connection* const c = of(transport);
  ring_begin_read(&c->ring);
  m->rm_call.cb_cred.oa_base = c->credential;
  m->rm_call.cb_verf.oa_base = c->verifier;
  if (!read_header(c, m)) {
    ring_end_read(&c->ring);
    return FALSE;
  }
  c->xid = m->rm_xid;
  c->procedure = m->rm_call.cb_proc;
  return TRUE;
}

static bool_t get_arguments(SVCXPRT* transport, xdrproc_t what, void* arguments) {
  return what(&of(transport)->ring.in, arguments);
}

static bool_t free_arguments(SVCXPRT* transport, xdrproc_t what, void* arguments) {
  (void)transport;
  xdr_free(what, arguments);
  return TRUE;
}

/* ---- Writing a reply ---- */

static bool_t put_reply(struct server_connection* c, struct rpc_msg* m) {
  m->rm_xid = c->xid;
  return xdr_replymsg(&c->ring.out, m);
}

/* Accepted, an empty verifier, success, and the results. */
static bool_t put_success(struct server_connection* c, xdrproc_t what, void* results) {
  volatile int32_t* to = XDR_INLINE(&c->ring.out, REPLY_WORDS * BYTES_PER_XDR_UNIT);
  if (!to) return FALSE; /* no fragment begins with less */
  to[0] = (int32_t)htonl(c->xid);
  to[1] = (int32_t)htonl(REPLY);
  to[2] = (int32_t)htonl(MSG_ACCEPTED);
  to[3] = (int32_t)htonl((uint32_t)c->transport.xp_verf.oa_flavor);
  to[4] = 0;
  to[5] = (int32_t)htonl(SUCCESS);
  return what(&c->ring.out, results);
}

/* A client that takes no reply in time is given up, as by libtirpc: the server has others. */
static bool_t unanswered(struct server_connection* c) {
  if (c->ring.link.status == RPC_LINK_TIMED_OUT) c->destroyed = 1;
  return FALSE;
}

bool_t rpc_connection_succeed(struct server_connection* c, xdrproc_t what, void* results) {
  if (!ring_end_read(&c->ring) || !ring_begin_write(&c->ring, c->procedure)) return unanswered(c);
  if (put_success(c, what, results)) return ring_end_write(&c->ring);
  ring_abort_write(&c->ring);
  return unanswered(c);
}

/* Refusals are of other lengths than results; they are remembered apart. */
static bool_t reply(SVCXPRT* transport, struct rpc_msg* m) {
  struct server_connection* const c = of(transport);
  m->rm_direction = REPLY;
  if (!ring_end_read(&c->ring) || !ring_begin_write(&c->ring, ~0u)) return unanswered(c);
  if (put_reply(c, m)) return ring_end_write(&c->ring);
  ring_abort_write(&c->ring);
  return unanswered(c);
}

/* ---- Its life ---- */

static enum xprt_stat status(SVCXPRT* transport) {
  struct server_connection* const c = of(transport);
  if (c->ring.link.status < 0) return XPRT_DIED;
  return ring_has_message(&c->ring) ? XPRT_MOREREQS : XPRT_IDLE;
}

static void destroy(SVCXPRT* transport) {
  rpc_connection_close(of(transport));
}

static bool_t control(SVCXPRT* transport, const u_int request, void* info) {
  (void)transport, (void)request, (void)info;
  return FALSE;
}

void rpc_connection_close(struct server_connection* c) {
  if (c->busy) {
    c->destroyed = 1;
    return;
  }
  struct server_connection** at = &rpc_connections;
  while (*at && *at != c) at = &(*at)->next;
  if (*at) *at = c->next;
  rpc_give_number(c->transport.xp_fd);
  rpc_link_close(&c->ring.link);
  free(c);
}

const struct xp_ops rpc_connection_operations = {receive, status,         get_arguments,
                                                 reply,   free_arguments, destroy};

/* At the end of the list, so that clients are served in the order in which they came. */
static void enlist(struct server_connection* c) {
  struct server_connection** at = &rpc_connections;
  while (*at) at = &(*at)->next;
  *at = c;
}

void rpc_connection_open(SVCXPRT* listener, const struct rpc_hello* hello) {
  static const struct xp_ops2 more_operations = {control};
  struct server_connection* const c = calloc(1, sizeof *c);
  const int fits = hello->wish.library == RPC_LIBRARY_SUNRPC && hello->bytes == RING_BYTES;
  const int number = c && fits ? rpc_take_number(&c->transport, RPC_LOWEST_NUMBER) : -1;
  if (number < 0) {
    rpc_link_refuse(listener->xp_port, hello, VMMC_ERROR_PERMISSION);
    free(c);
    return;
  }
  if (rpc_link_accept(&c->ring.link, listener->xp_port, hello, 0, "SUNRPC_TRANSPORT") < 0) {
    rpc_give_number(number);
    free(c);
    return;
  }
  ring_open(&c->ring, 0);
  c->ring.patience = (int64_t)SUNRPC_SERVER_SECONDS * 1000000000;
  SVCXPRT* const t = &c->transport;
  t->xp_fd = number;
  t->xp_ops = &rpc_connection_operations;
  t->xp_ops2 = &more_operations;
  t->xp_tp = listener->xp_tp;
  t->xp_netid = listener->xp_netid;
  t->xp_verf = _null_auth;
  t->xp_type = listener->xp_type;
  t->xp_ltaddr = listener->xp_ltaddr;
  const struct sockaddr_in address = rpc_address(hello->node, hello->port);
  memcpy(&t->xp_raddr, &address, sizeof address);
  t->xp_addrlen = sizeof address;
  t->xp_rtaddr = (struct netbuf){sizeof t->xp_raddr, sizeof address, &t->xp_raddr};
  enlist(c);
}

void rpc_connection_serve(struct server_connection* c) {
  struct rpc_msg message;
  struct svc_req request;
  char cooked[MAX_AUTH_BYTES];
  c->busy = 1;
  if (receive(&c->transport, &message)) {
    request.rq_xprt = &c->transport;
    request.rq_prog = message.rm_call.cb_prog;
    request.rq_vers = message.rm_call.cb_vers;
    request.rq_proc = message.rm_call.cb_proc;
    request.rq_cred = message.rm_call.cb_cred;
    request.rq_clntcred = cooked;
    request.rq_clntname = request.rq_svcname = NULL;
    rpc_dispatch(&request, &message);
    ring_end_read(&c->ring); /* what the program has not asked for */
  }
  c->busy = 0;
  if (c->destroyed) rpc_connection_close(c);
}
