/* SPDX-License-Identifier: MIT */
/* Programs of a server: their registration, the way from a call to its dispatch routine, and the replies. */
#include <string.h>

#include "sunrpc/server.h"

static struct registered {
  rpcprog_t program;
  rpcvers_t version;
  void (*dispatch)(struct svc_req*, SVCXPRT*);
  struct registered* next;
} * programs;

static struct registered** find(rpcprog_t program, rpcvers_t version) {
  struct registered** at = &programs;
  while (*at && ((*at)->program != program || (*at)->version != version)) at = &(*at)->next;
  return at;
}

static bool_t enter(rpcprog_t program, rpcvers_t version, void (*dispatch)(struct svc_req*, SVCXPRT*)) {
  struct registered** const at = find(program, version);
  if (*at) return (*at)->dispatch == dispatch;
  if (!(*at = malloc(sizeof **at))) return FALSE;
  **at = (struct registered){program, version, dispatch, NULL};
  return TRUE;
}

/* protocol 0: the portmapper is not told. FALSE: another routine serves this, or the portmapper refuses. */
bool_t svc_register(SVCXPRT* transport, u_long program, u_long version,
                    void (*dispatch)(struct svc_req*, SVCXPRT*), int protocol) {
  if (!enter((rpcprog_t)program, (rpcvers_t)version, dispatch)) return FALSE;
  return protocol == 0 ||
         rpc_map_set((rpcprog_t)program, (rpcvers_t)version, (rpcprot_t)protocol, transport->xp_port);
}

void svc_unregister(u_long program, u_long version) {
  struct registered** const at = find((rpcprog_t)program, (rpcvers_t)version);
  if (!*at) return;
  struct registered* const gone = *at;
  *at = gone->next;
  free(gone);
  rpc_map_unset((rpcprog_t)program, (rpcvers_t)version, 0);
}

bool_t svc_reg(SVCXPRT* transport, const rpcprog_t program, const rpcvers_t version,
               void (*dispatch)(struct svc_req*, SVCXPRT*), const struct netconfig* network) {
  const int protocol = !network ? 0 : strcmp(network->nc_proto, NC_UDP) == 0 ? IPPROTO_UDP : IPPROTO_TCP;
  return svc_register(transport, program, version, dispatch, protocol);
}

void svc_unreg(const rpcprog_t program, const rpcvers_t version) {
  svc_unregister(program, version);
}

/* ---- From a call to its program ---- */

static void refuse_version(SVCXPRT* transport) {
  struct rpc_msg m;
  memset(&m, 0, sizeof m);
  m.rm_reply.rp_stat = MSG_DENIED;
  m.rjcted_rply.rj_stat = RPC_MISMATCH;
  m.rjcted_rply.rj_vers.low = m.rjcted_rply.rj_vers.high = RPC_MSG_VERSION;
  SVC_REPLY(transport, &m);
}

static void refuse_program(SVCXPRT* transport, rpcprog_t program) {
  rpcvers_t low = (rpcvers_t)-1, high = 0;
  for (const struct registered* p = programs; p; p = p->next) {
    if (p->program != program) continue;
    if (p->version < low) low = p->version;
    if (p->version > high) high = p->version;
  }
  if (low > high)
    svcerr_noprog(transport);
  else
    svcerr_progvers(transport, low, high);
}

void rpc_dispatch(struct svc_req* request, struct rpc_msg* message) {
  SVCXPRT* const transport = request->rq_xprt;
  if (message->rm_call.cb_rpcvers != RPC_MSG_VERSION) {
    refuse_version(transport);
    return;
  }
  const enum auth_stat why = _authenticate(request, message);
  if (why != AUTH_OK) {
    svcerr_auth(transport, why);
    return;
  }
  const struct registered* const p = *find(request->rq_prog, request->rq_vers);
  if (p)
    p->dispatch(request, transport);
  else
    refuse_program(transport, request->rq_prog);
}

/* ---- Replies ---- */

static struct rpc_msg accepted(SVCXPRT* transport, enum accept_stat status) {
  struct rpc_msg m;
  m.rm_direction = REPLY;
  m.rm_reply.rp_stat = MSG_ACCEPTED;
  m.acpted_rply.ar_verf = transport->xp_verf;
  m.acpted_rply.ar_stat = status;
  return m;
}

/* Most replies are these, with an empty verifier: they take the short way. */
bool_t svc_sendreply(SVCXPRT* transport, xdrproc_t what, void* results) {
  if (transport->xp_ops == &rpc_connection_operations && transport->xp_verf.oa_length == 0)
    return rpc_connection_succeed((struct server_connection*)(void*)transport, what, results);
  struct rpc_msg m = accepted(transport, SUCCESS);
  m.acpted_rply.ar_results.where = results;
  m.acpted_rply.ar_results.proc = what;
  return SVC_REPLY(transport, &m);
}

static void refuse(SVCXPRT* transport, enum accept_stat status) {
  struct rpc_msg m = accepted(transport, status);
  SVC_REPLY(transport, &m);
}

void svcerr_noproc(SVCXPRT* transport) {
  refuse(transport, PROC_UNAVAIL);
}

void svcerr_decode(SVCXPRT* transport) {
  refuse(transport, GARBAGE_ARGS);
}

void svcerr_systemerr(SVCXPRT* transport) {
  refuse(transport, SYSTEM_ERR);
}

void svcerr_noprog(SVCXPRT* transport) {
  refuse(transport, PROG_UNAVAIL);
}

void svcerr_progvers(SVCXPRT* transport, rpcvers_t low, rpcvers_t high) {
  struct rpc_msg m = accepted(transport, PROG_MISMATCH);
  m.acpted_rply.ar_vers.low = low;
  m.acpted_rply.ar_vers.high = high;
  SVC_REPLY(transport, &m);
}

void svcerr_auth(SVCXPRT* transport, enum auth_stat why) {
  struct rpc_msg m;
  m.rm_direction = REPLY;
  m.rm_reply.rp_stat = MSG_DENIED;
  m.rjcted_rply.rj_stat = AUTH_ERROR;
  m.rjcted_rply.rj_why = why;
  SVC_REPLY(transport, &m);
}

void svcerr_weakauth(SVCXPRT* transport) {
  svcerr_auth(transport, AUTH_TOOWEAK);
}

/* The largest call that a server's connections take: it is kept and told; here a call may be of any size. */
bool_t rpc_control(int request, void* info) {
  static int largest;
  switch (request) {
    case RPC_SVC_CONNMAXREC_SET:
      if (*(int*)info < 0) return FALSE;
      largest = *(int*)info;
      return TRUE;
    case RPC_SVC_CONNMAXREC_GET:
      *(int*)info = largest;
      return TRUE;
    default:
      return FALSE;
  }
}
