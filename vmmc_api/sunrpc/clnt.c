/* SPDX-License-Identifier: MIT */
/* A client's handle: calls and their replies (RFC 1831, section 8) through the pages of ring.h.
 *
 * The call is encoded once, into the outgoing pages, which are the server's buffer; the reply is decoded
 * where it has arrived. A call with a time-out of zero and no place for results is batched: it is sent and
 * not waited for, and the next ordinary call comes behind it. */
#include <errno.h>
#include <string.h>

#include "sunrpc/client.h"
#include "sunrpc/ring_message.h"

enum {
  NO_CREDENTIAL_WORDS = 4, /* neither credential nor verifier: a flavour and a length each */
  HEADER_WORDS = 6,        /* of a call before its credential; of an accepted reply, with an empty verifier */
  HEADER_BYTES = HEADER_WORDS * BYTES_PER_XDR_UNIT
};

struct client {
  CLIENT handle;
  struct ring ring;
  struct rpc_err error;
  uint32_t xid;
  rpcprog_t program;
  rpcvers_t version;
  struct timeval wait;  /* for a reply */
  struct timeval retry; /* nothing is sent twice: it is only kept */
  int wait_set;         /* by clnt_control; a call's own time-out counts no more */
  int no_time;          /* it is zero: calls are not waited for */
  struct sockaddr_in address;
};

static struct client* of(CLIENT* handle) {
  return handle->cl_private;
}

static enum clnt_stat ended(struct client* c, enum clnt_stat status) {
  c->error.re_status = status;
  if (status == RPC_CANTSEND || status == RPC_CANTRECV) c->error.re_errno = rpc_errno(c->ring.link.status);
  return status;
}

int rpc_errno(int status) {
  switch (status) {
    case VMMC_OK:
    case VMMC_ERROR_WITHDRAWN:
    case VMMC_ERROR_NOT_IMPORTED:
      return ECONNRESET;
    case VMMC_ERROR_NO_PROCESS:
    case VMMC_ERROR_PERMISSION:
      return ECONNREFUSED;
    case VMMC_ERROR_NO_MEMORY:
    case VMMC_ERROR_TOO_MANY:
      return ENOMEM;
    case VMMC_ERROR_UNREACHABLE:
    case VMMC_ERROR_NO_NODE:
      return EHOSTUNREACH;
    case RPC_LINK_TIMED_OUT:
      return ETIMEDOUT;
    default:
      return EIO;
  }
}

/* ---- A call ---- */

static bool_t is_none(const AUTH* auth) {
  return auth->ah_ops == &rpc_authnone_operations;
}

/* The call up to its arguments. No fragment begins with less room than that takes without a credential. */
static bool_t put_header(struct client* c, rpcproc_t procedure) {
  AUTH* const auth = c->handle.cl_auth;
  const int none = is_none(auth);
  volatile int32_t* to =
      XDR_INLINE(&c->ring.out, HEADER_BYTES + (none ? NO_CREDENTIAL_WORDS * BYTES_PER_XDR_UNIT : 0));
  if (!to) return FALSE;
  to[0] = (int32_t)htonl(c->xid);
  to[1] = (int32_t)htonl(CALL);
  to[2] = (int32_t)htonl(RPC_MSG_VERSION);
  to[3] = (int32_t)htonl(c->program);
  to[4] = (int32_t)htonl(c->version);
  to[5] = (int32_t)htonl(procedure);
  if (!none) return AUTH_MARSHALL(auth, &c->ring.out);
  for (int i = HEADER_WORDS; i < HEADER_WORDS + NO_CREDENTIAL_WORDS; ++i)
    to[i] = 0; /* upwards: they combine */
  return TRUE;
}

static bool_t put_arguments(AUTH* auth, XDR* out, xdrproc_t what, void* arguments) {
  return is_none(auth) ? what(out, arguments) : AUTH_WRAP(auth, out, what, arguments);
}

static bool_t get_results(AUTH* auth, XDR* in, xdrproc_t what, void* results) {
  return is_none(auth) ? what(in, results) : AUTH_UNWRAP(auth, in, what, results);
}

static bool_t send_call(struct client* c, rpcproc_t procedure, xdrproc_t what, void* arguments) {
  struct ring* const ring = &c->ring;
  if (!ring_begin_write(ring, procedure)) return FALSE;
  ring->failure = RPC_CANTENCODEARGS;
  if (put_header(c, procedure) && put_arguments(c->handle.cl_auth, &ring->out, what, arguments))
    return ring_end_write(ring);
  const enum clnt_stat why = ring->failure;
  ring_abort_write(ring);
  ring->failure = why;
  return FALSE;
}

/* ---- Its reply ---- */

/* Decodes a reply of any kind from its beginning on. FALSE: it is none. */
static bool_t read_status(struct client* c, XDR* in) {
  struct rpc_msg reply;
  char verifier[MAX_AUTH_BYTES];
  memset(&reply, 0, sizeof reply);
  reply.acpted_rply.ar_verf.oa_base = verifier;
  reply.acpted_rply.ar_results.proc = rpc_xdr_nothing;
  if (!xdr_replymsg(in, &reply)) return FALSE;
  _seterr_reply(&reply, &c->error);
  if (c->error.re_status == RPC_SUCCESS && !AUTH_VALIDATE(c->handle.cl_auth, &reply.acpted_rply.ar_verf)) {
    c->error.re_status = RPC_AUTHERROR;
    c->error.re_why = AUTH_INVALIDRESP;
  }
  return TRUE;
}

/* The reply to this call, decoded up to the results. Others are late: their calls have timed out. */
static bool_t await_reply(struct client* c) {
  struct ring* const ring = &c->ring;
  const int32_t xid = (int32_t)htonl(c->xid);
  for (;;) {
    if (!ring_await(ring)) return FALSE;
    ring_begin_read(ring);
    ring->failure = RPC_CANTDECODERES;
    const int32_t* const from = XDR_INLINE(&ring->in, HEADER_BYTES);
    if (from && from[0] == xid && from[1] == (int32_t)htonl(REPLY) && from[2] == 0 && from[4] == 0 &&
        from[5] == 0) {
      c->error.re_status = RPC_SUCCESS; /* accepted, an empty verifier, success */
      return TRUE;
    }
    if (from ? from[0] == xid
             : ring->in.x_handy >= BYTES_PER_XDR_UNIT &&
                   *(const int32_t*)(const void*)ring->in.x_base == xid) {
      if (from) XDR_SETPOS(&ring->in, 0);
      return read_status(c, &ring->in);
    }
    if (!ring_end_read(ring)) return FALSE;
  }
}

/* A reply that its server could not encode whole is none; another follows and says so. */
static enum clnt_stat receive_reply(struct client* c, xdrproc_t what, void* results) {
  struct ring* const ring = &c->ring;
  do {
    if (!await_reply(c)) {
      c->error.re_status = ring->failure;
      ring_end_read(ring);
      break;
    }
    if (c->error.re_status == RPC_SUCCESS && !get_results(c->handle.cl_auth, &ring->in, what, results))
      c->error.re_status = ring->failure;
  } while (ring_end_read(ring) && ring_in_aborted(ring));
  return ended(c, c->error.re_status);
}

static int64_t nanoseconds(const struct timeval* t) {
  return ((int64_t)t->tv_sec * 1000000 + t->tv_usec) * 1000;
}

/* A call's own time-out counts unless clnt_control has set one. No time: only for room to send in. */
static void set_patience(struct client* c, const struct timeval* timeout) {
  c->wait = *timeout;
  c->no_time = timeout->tv_sec == 0 && timeout->tv_usec == 0;
  c->ring.patience = c->no_time ? (int64_t)SUNRPC_CREATE_SECONDS * 1000000000 : nanoseconds(timeout);
}

static bool_t sensible(const struct timeval* t) {
  return t->tv_sec >= -1 && t->tv_sec <= 100000000 && t->tv_usec >= -1 && t->tv_usec <= 1000000;
}

static enum clnt_stat call(CLIENT* handle, rpcproc_t procedure, xdrproc_t xargs, void* arguments,
                           xdrproc_t xresults, void* results, struct timeval timeout) {
  struct client* const c = of(handle);
  if (!c->wait_set && (timeout.tv_sec != c->wait.tv_sec || timeout.tv_usec != c->wait.tv_usec) &&
      sensible(&timeout))
    set_patience(c, &timeout);
  --c->xid;
  ring_begin_call(&c->ring);
  if (!send_call(c, procedure, xargs, arguments)) return ended(c, c->ring.failure);
  if (!c->no_time) return receive_reply(c, xresults, results);
  return ended(c, xresults ? RPC_TIMEDOUT : RPC_SUCCESS);
}

/* ---- The handle's other operations ---- */

static void abort_call(CLIENT* handle) {
  (void)handle;
}

static void get_error(CLIENT* handle, struct rpc_err* error) {
  *error = of(handle)->error;
}

static bool_t free_results(CLIENT* handle, xdrproc_t what, void* results) {
  (void)handle;
  xdr_free(what, results);
  return TRUE;
}

static void destroy(CLIENT* handle) {
  struct client* const c = of(handle);
  rpc_link_close(&c->ring.link);
  free(c);
}

static bool_t control(CLIENT* handle, u_int request, void* info) {
  struct client* const c = of(handle);
  if (request == CLSET_FD_CLOSE || request == CLSET_FD_NCLOSE) return TRUE;
  if (!info) return FALSE;
  switch (request) {
    case CLSET_TIMEOUT:
      if (!sensible(info)) return FALSE;
      set_patience(c, info);
      c->wait_set = 1;
      return TRUE;
    case CLGET_TIMEOUT:
      *(struct timeval*)info = c->wait;
      return TRUE;
    case CLSET_RETRY_TIMEOUT:
      if (!sensible(info)) return FALSE;
      c->retry = *(struct timeval*)info;
      return TRUE;
    case CLGET_RETRY_TIMEOUT:
      *(struct timeval*)info = c->retry;
      return TRUE;
    case CLGET_SERVER_ADDR:
      *(struct sockaddr_in*)info = c->address;
      return TRUE;
    case CLGET_SVC_ADDR:
      *(struct netbuf*)info = (struct netbuf){sizeof c->address, sizeof c->address, &c->address};
      return TRUE;
    case CLGET_XID:
      *(uint32_t*)info = c->xid;
      return TRUE;
    case CLSET_XID:
      c->xid = *(uint32_t*)info + 1; /* that of the next call */
      return TRUE;
    case CLGET_VERS:
      *(uint32_t*)info = c->version;
      return TRUE;
    case CLSET_VERS:
      c->version = *(uint32_t*)info;
      return TRUE;
    case CLGET_PROG:
      *(uint32_t*)info = c->program;
      return TRUE;
    case CLSET_PROG:
      c->program = *(uint32_t*)info;
      return TRUE;
    default:
      return FALSE;
  }
}

CLIENT* rpc_create_failed(enum clnt_stat status, int error) {
  rpc_createerr.cf_stat = status;
  memset(&rpc_createerr.cf_error, 0, sizeof rpc_createerr.cf_error);
  rpc_createerr.cf_error.re_errno = error;
  if (status == RPC_PMAPFAILURE) rpc_createerr.cf_error.re_status = (enum clnt_stat)error;
  return NULL;
}

CLIENT* rpc_client_open(vmmc_node node, int port, rpcprog_t program, rpcvers_t version, int64_t patience) {
  static struct clnt_ops operations = {call, abort_call, get_error, free_results, destroy, control};
  static char netid[] = "tcp", device[] = "/dev/tcp";
  struct client* const c = calloc(1, sizeof *c);
  if (!c) return rpc_create_failed(RPC_SYSTEMERROR, ENOMEM);
  const struct rpc_wish wish = {RPC_LIBRARY_SUNRPC, {program, version, 0}};
  const int status = rpc_link_connect(&c->ring.link, node, port, &wish, RING_BYTES, 0, "SUNRPC_TRANSPORT",
                                      patience < 0 ? -1 : rpc_now() + patience);
  if (status < 0) {
    free(c);
    return rpc_create_failed(RPC_SYSTEMERROR, rpc_errno(status));
  }
  ring_open(&c->ring, 1);
  c->program = program;
  c->version = version;
  c->xid = (uint32_t)vmmc_self().pid << 20 ^ (uint32_t)(rpc_now() >> 10);
  set_patience(c, &(struct timeval){SUNRPC_CREATE_SECONDS, 0});
  c->address = rpc_address(node, port);
  c->handle = (CLIENT){authnone_create(), &operations, c, netid, device};
  return &c->handle;
}
