/* SPDX-License-Identifier: MIT */
/* Authenticators of clients: none, and the UNIX credential (RFC 1831, section 9): a time, a machine's name, a
 * user and its groups, believed as they are. Either one's part of a call is encoded once, when it is made. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sunrpc/client.h"

bool_t xdr_des_block(XDR* xdrs, des_block* block) {
  return xdr_opaque(xdrs, (char*)block, sizeof *block);
}

bool_t xdr_authunix_parms(XDR* xdrs, struct authunix_parms* p) {
  return xdr_u_long(xdrs, &p->aup_time) && xdr_string(xdrs, &p->aup_machname, MAX_MACHINE_NAME) &&
         xdr_u_int(xdrs, &p->aup_uid) && xdr_u_int(xdrs, &p->aup_gid) &&
         xdr_array(xdrs, (char**)&p->aup_gids, &p->aup_len, NGRPS, sizeof(gid_t), (xdrproc_t)xdr_u_int);
}

/* What both have: credential and verifier in the bytes of a call. */
struct marshalled {
  AUTH auth;
  u_int bytes;
  char text[2 * MAX_AUTH_BYTES + 16];
  char credential[MAX_AUTH_BYTES];
};

static void marshal_once(struct marshalled* m) {
  XDR stream;
  xdrmem_create(&stream, m->text, sizeof m->text, XDR_ENCODE);
  xdr_opaque_auth(&stream, &m->auth.ah_cred);
  xdr_opaque_auth(&stream, &m->auth.ah_verf);
  m->bytes = XDR_GETPOS(&stream);
}

static void nothing(AUTH* auth) {
  (void)auth;
}

static int marshal(AUTH* auth, XDR* xdrs) {
  struct marshalled* const m = (struct marshalled*)auth->ah_private;
  return XDR_PUTBYTES(xdrs, m->text, m->bytes);
}

static int accept_verifier(AUTH* auth, struct opaque_auth* verifier) {
  (void)auth, (void)verifier;
  return TRUE;
}

static int cannot_refresh(AUTH* auth, void* message) {
  (void)auth, (void)message;
  return FALSE;
}

static void destroy(AUTH* auth) {
  free(auth->ah_private);
}

static int plain(AUTH* auth, XDR* xdrs, xdrproc_t what, caddr_t object) {
  (void)auth;
  return what(xdrs, object);
}

struct auth_ops rpc_authnone_operations = {nothing, marshal, accept_verifier, cannot_refresh, nothing,
                                           plain,   plain};

/* Of all programs of a process, and never destroyed. */
AUTH* authnone_create(void) {
  static struct marshalled none;
  if (!none.auth.ah_ops) {
    none.auth.ah_ops = &rpc_authnone_operations;
    none.auth.ah_private = &none;
    marshal_once(&none);
  }
  return &none.auth;
}

/* At most NGRPS groups. Null, and a line on stderr, if there is no memory or the credential has no room. */
AUTH* authunix_create(char* machine, uid_t user, gid_t group, int count, gid_t* groups) {
  static struct auth_ops operations = {nothing, marshal, accept_verifier, cannot_refresh, destroy,
                                       plain,   plain};
  struct marshalled* const m = calloc(1, sizeof *m);
  if (!m) {
    fprintf(stderr, "authunix_create: out of memory\n");
    return NULL;
  }
  struct authunix_parms p = {(u_long)time(NULL), machine, user, group, (u_int)count, groups};
  XDR stream;
  xdrmem_create(&stream, m->credential, sizeof m->credential, XDR_ENCODE);
  if (!xdr_authunix_parms(&stream, &p)) {
    fprintf(stderr, "authunix_create: the credential does not fit\n");
    free(m);
    return NULL;
  }
  m->auth.ah_cred = (struct opaque_auth){AUTH_SYS, m->credential, XDR_GETPOS(&stream)};
  m->auth.ah_ops = &operations;
  m->auth.ah_private = m;
  marshal_once(m);
  return &m->auth;
}

/* The process's own user and group; the machine's name is that of its node. */
AUTH* authunix_create_default(void) {
  char name[MAX_MACHINE_NAME + 1];
  rpc_own_name(name, sizeof name);
  return authunix_create(name, geteuid(), getegid(), 0, NULL);
}
