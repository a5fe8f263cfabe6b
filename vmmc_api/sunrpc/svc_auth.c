/* SPDX-License-Identifier: MIT */
/* What a server makes of a credential (RFC 1831, section 9): none, UNIX, or a flavour that the program has
 * registered a routine for. */
#include <rpc/rpc.h>
#include <string.h>

typedef enum auth_stat (*authenticator)(struct svc_req*, struct rpc_msg*);

static struct flavour {
  int number;
  authenticator check;
  struct flavour* next;
} * flavours;

enum auth_stat _svcauth_none(struct svc_req* request, struct rpc_msg* message) {
  (void)message;
  struct opaque_auth* const verifier = &request->rq_xprt->xp_verf;
  verifier->oa_flavor = AUTH_NONE;
  verifier->oa_length = 0;
  return AUTH_OK;
}

enum auth_stat _svcauth_short(struct svc_req* request, struct rpc_msg* message) {
  (void)request, (void)message;
  return AUTH_REJECTEDCRED;
}

/* The cooked credential, with the strings that it points to; as large as a credential may be. */
struct cooked {
  struct authunix_parms parms;
  char machine[MAX_MACHINE_NAME + 1];
  gid_t groups[NGRPS];
};

enum auth_stat _svcauth_unix(struct svc_req* request, struct rpc_msg* message) {
  static struct cooked cooked; /* of the one call that is being served */
  const struct opaque_auth* const raw = &message->rm_call.cb_cred;
  XDR stream;
  memset(&cooked, 0, sizeof cooked);
  cooked.parms.aup_machname = cooked.machine;
  cooked.parms.aup_gids = cooked.groups;
  xdrmem_create(&stream, raw->oa_base, raw->oa_length, XDR_DECODE);
  if (!xdr_authunix_parms(&stream, &cooked.parms)) return AUTH_BADCRED;
  request->rq_clntcred = &cooked.parms;
  request->rq_xprt->xp_verf = _null_auth;
  return AUTH_OK;
}

enum auth_stat _authenticate(struct svc_req* request, struct rpc_msg* message) {
  switch (message->rm_call.cb_cred.oa_flavor) {
    case AUTH_NONE:
      return _svcauth_none(request, message);
    case AUTH_SYS:
      return _svcauth_unix(request, message);
    case AUTH_SHORT:
      return _svcauth_short(request, message);
  }
  for (const struct flavour* f = flavours; f; f = f->next)
    if (f->number == message->rm_call.cb_cred.oa_flavor) return f->check(request, message);
  return AUTH_REJECTEDCRED;
}

/* 0; 1: the flavour has a routine; -1: it is the library's own, or there is no memory. */
int svc_auth_reg(int number, authenticator check) {
  if (number == AUTH_NONE || number == AUTH_SYS || number == AUTH_SHORT) return -1;
  for (const struct flavour* f = flavours; f; f = f->next)
    if (f->number == number) return 1;
  struct flavour* const f = malloc(sizeof *f);
  if (!f) return -1;
  *f = (struct flavour){number, check, flavours};
  flavours = f;
  return 0;
}
