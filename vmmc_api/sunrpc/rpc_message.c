/* SPDX-License-Identifier: MIT */
/* Messages of ONC RPC version 2 (RFC 1831, section 8): calls and replies, and what a reply means. */
#include <string.h>

#include "sunrpc/ring.h"

bool_t rpc_xdr_nothing(XDR* xdrs, ...) {
  (void)xdrs;
  return TRUE;
}

struct opaque_auth _null_auth;

/* Flavour, then at most 400 bytes (RFC 1831, section 8.2). */
bool_t xdr_opaque_auth(XDR* xdrs, struct opaque_auth* auth) {
  return xdr_enum(xdrs, &auth->oa_flavor) &&
         xdr_bytes(xdrs, &auth->oa_base, &auth->oa_length, MAX_AUTH_BYTES);
}

/* The part of a call that all calls of one client share; encoded once. */
bool_t xdr_callhdr(XDR* xdrs, struct rpc_msg* call) {
  call->rm_direction = CALL;
  call->rm_call.cb_rpcvers = RPC_MSG_VERSION;
  return xdrs->x_op == XDR_ENCODE && xdr_u_int32_t(xdrs, &call->rm_xid) &&
         xdr_enum(xdrs, (enum_t*)&call->rm_direction) && xdr_u_int32_t(xdrs, &call->rm_call.cb_rpcvers) &&
         xdr_u_int32_t(xdrs, &call->rm_call.cb_prog) && xdr_u_int32_t(xdrs, &call->rm_call.cb_vers);
}

bool_t xdr_callmsg(XDR* xdrs, struct rpc_msg* call) {
  struct call_body* const body = &call->rm_call;
  if (xdrs->x_op == XDR_ENCODE &&
      (body->cb_cred.oa_length > MAX_AUTH_BYTES || body->cb_verf.oa_length > MAX_AUTH_BYTES ||
       call->rm_direction != CALL || body->cb_rpcvers != RPC_MSG_VERSION))
    return FALSE;
  return xdr_u_int32_t(xdrs, &call->rm_xid) && xdr_enum(xdrs, (enum_t*)&call->rm_direction) &&
         call->rm_direction == CALL && xdr_u_int32_t(xdrs, &body->cb_rpcvers) &&
         body->cb_rpcvers == RPC_MSG_VERSION && xdr_u_int32_t(xdrs, &body->cb_prog) &&
         xdr_u_int32_t(xdrs, &body->cb_vers) && xdr_u_int32_t(xdrs, &body->cb_proc) &&
         xdr_opaque_auth(xdrs, &body->cb_cred) && xdr_opaque_auth(xdrs, &body->cb_verf);
}

bool_t xdr_accepted_reply(XDR* xdrs, struct accepted_reply* reply) {
  if (!xdr_opaque_auth(xdrs, &reply->ar_verf) || !xdr_enum(xdrs, (enum_t*)&reply->ar_stat)) return FALSE;
  switch (reply->ar_stat) {
    case SUCCESS:
      return reply->ar_results.proc(xdrs, reply->ar_results.where);
    case PROG_MISMATCH:
      return xdr_u_int32_t(xdrs, &reply->ar_vers.low) && xdr_u_int32_t(xdrs, &reply->ar_vers.high);
    default:
      return TRUE;
  }
}

bool_t xdr_rejected_reply(XDR* xdrs, struct rejected_reply* reply) {
  if (!xdr_enum(xdrs, (enum_t*)&reply->rj_stat)) return FALSE;
  switch (reply->rj_stat) {
    case RPC_MISMATCH:
      return xdr_u_int32_t(xdrs, &reply->rj_vers.low) && xdr_u_int32_t(xdrs, &reply->rj_vers.high);
    case AUTH_ERROR:
      return xdr_enum(xdrs, (enum_t*)&reply->rj_why);
  }
  return FALSE;
}

bool_t xdr_replymsg(XDR* xdrs, struct rpc_msg* reply) {
  if (!xdr_u_int32_t(xdrs, &reply->rm_xid) || !xdr_enum(xdrs, (enum_t*)&reply->rm_direction) ||
      reply->rm_direction != REPLY || !xdr_enum(xdrs, (enum_t*)&reply->rm_reply.rp_stat))
    return FALSE;
  switch (reply->rm_reply.rp_stat) {
    case MSG_ACCEPTED:
      return xdr_accepted_reply(xdrs, &reply->acpted_rply);
    case MSG_DENIED:
      return xdr_rejected_reply(xdrs, &reply->rjcted_rply);
  }
  return FALSE;
}

static void accepted(enum accept_stat status, struct rpc_err* error) {
  switch (status) {
    case SUCCESS:
      error->re_status = RPC_SUCCESS;
      return;
    case PROG_UNAVAIL:
      error->re_status = RPC_PROGUNAVAIL;
      return;
    case PROG_MISMATCH:
      error->re_status = RPC_PROGVERSMISMATCH;
      return;
    case PROC_UNAVAIL:
      error->re_status = RPC_PROCUNAVAIL;
      return;
    case GARBAGE_ARGS:
      error->re_status = RPC_CANTDECODEARGS;
      return;
    case SYSTEM_ERR:
      error->re_status = RPC_SYSTEMERROR;
      return;
  }
  error->re_status = RPC_FAILED;
  error->re_lb.s1 = MSG_ACCEPTED;
  error->re_lb.s2 = (int32_t)status;
}

static void rejected(enum reject_stat status, struct rpc_err* error) {
  switch (status) {
    case RPC_MISMATCH:
      error->re_status = RPC_VERSMISMATCH;
      return;
    case AUTH_ERROR:
      error->re_status = RPC_AUTHERROR;
      return;
  }
  error->re_status = RPC_FAILED;
  error->re_lb.s1 = MSG_DENIED;
  error->re_lb.s2 = (int32_t)status;
}

/* What a reply says, as the status of a call. */
void _seterr_reply(struct rpc_msg* reply, struct rpc_err* error) {
  switch (reply->rm_reply.rp_stat) {
    case MSG_ACCEPTED:
      accepted(reply->acpted_rply.ar_stat, error);
      break;
    case MSG_DENIED:
      rejected(reply->rjcted_rply.rj_stat, error);
      break;
    default:
      error->re_status = RPC_FAILED;
      error->re_lb.s1 = (int32_t)reply->rm_reply.rp_stat;
  }
  if (error->re_status == RPC_VERSMISMATCH) {
    error->re_vers.low = reply->rjcted_rply.rj_vers.low;
    error->re_vers.high = reply->rjcted_rply.rj_vers.high;
  } else if (error->re_status == RPC_AUTHERROR) {
    error->re_why = reply->rjcted_rply.rj_why;
  } else if (error->re_status == RPC_PROGVERSMISMATCH) {
    error->re_vers.low = reply->acpted_rply.ar_vers.low;
    error->re_vers.high = reply->acpted_rply.ar_vers.high;
  }
}
