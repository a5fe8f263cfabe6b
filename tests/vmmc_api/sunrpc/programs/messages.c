/* SPDX-License-Identifier: MIT */
/* Encodes every kind of call and reply message and authenticator, and prints the bytes; then what the library
 * says of every status. */
#include <errno.h>
#include <rpc/rpc.h>
#include <string.h>

static char memory[1024] __attribute__((aligned(8)));

static void show(const char* name, bool_t done, XDR* stream) {
  const u_int bytes = xdr_getpos(stream);
  printf("%s %d %u:", name, done, bytes);
  for (u_int i = 0; i < bytes; ++i) printf(" %02x", (unsigned char)memory[i]);
  printf("\n");
}

static XDR writer(void) {
  XDR stream;
  memset(memory, 0x5a, sizeof memory);
  xdrmem_create(&stream, memory, sizeof memory, XDR_ENCODE);
  return stream;
}

static void calls(void) {
  char credential[MAX_AUTH_BYTES + 8];
  for (u_int i = 0; i < sizeof credential; ++i) credential[i] = (char)i;
  static const u_int lengths[] = {0, 1, 4, 7, MAX_AUTH_BYTES, MAX_AUTH_BYTES + 1};
  for (int i = 0; i < 6; ++i) {
    struct rpc_msg call;
    memset(&call, 0, sizeof call);
    call.rm_xid = 0x12345678;
    call.rm_direction = CALL;
    call.rm_call.cb_rpcvers = RPC_MSG_VERSION;
    call.rm_call.cb_prog = 0x20000001;
    call.rm_call.cb_vers = 2;
    call.rm_call.cb_proc = 3;
    call.rm_call.cb_cred = (struct opaque_auth){AUTH_UNIX, credential, lengths[i]};
    call.rm_call.cb_verf = (struct opaque_auth){AUTH_NONE, credential, lengths[(i + 1) % 6]};
    XDR stream = writer();
    memset(memory, 0, sizeof memory); /* libtirpc leaves what fills a credential as it was */
    show("call", xdr_callmsg(&stream, &call), &stream);
    stream = writer();
    show("header", xdr_callhdr(&stream, &call), &stream);
    stream = writer();
    show("opaque_auth", xdr_opaque_auth(&stream, &call.rm_call.cb_cred), &stream);
  }
}

static void reply(struct rpc_msg message) {
  XDR stream = writer();
  show("reply", xdr_replymsg(&stream, &message), &stream);
  struct rpc_err error;
  memset(&error, 0, sizeof error);
  _seterr_reply(&message, &error);
  printf("  is %d %u %u\n", error.re_status, error.re_vers.low, error.re_vers.high);
}

static void replies(void) {
  int result = 42;
  struct rpc_msg message;
  for (int status = SUCCESS; status <= SYSTEM_ERR + 1; ++status) {
    memset(&message, 0, sizeof message);
    message.rm_xid = 7;
    message.rm_direction = REPLY;
    message.rm_reply.rp_stat = MSG_ACCEPTED;
    message.acpted_rply.ar_verf = _null_auth;
    message.acpted_rply.ar_stat = status;
    if (status == SUCCESS) {
      message.acpted_rply.ar_results.where = (caddr_t)&result;
      message.acpted_rply.ar_results.proc = (xdrproc_t)xdr_int;
    } else {
      message.acpted_rply.ar_vers.low = 1;
      message.acpted_rply.ar_vers.high = 3;
    }
    reply(message);
  }
  for (int status = RPC_MISMATCH; status <= AUTH_ERROR + 1; ++status) {
    memset(&message, 0, sizeof message);
    message.rm_xid = 8;
    message.rm_direction = REPLY;
    message.rm_reply.rp_stat = MSG_DENIED;
    message.rjcted_rply.rj_stat = status;
    if (status == RPC_MISMATCH) {
      message.rjcted_rply.rj_vers.low = 2;
      message.rjcted_rply.rj_vers.high = 2;
    } else {
      message.rjcted_rply.rj_why = AUTH_TOOWEAK;
    }
    reply(message);
  }
}

static void authenticators(void) {
  gid_t groups[] = {10, 20, 30};
  struct authunix_parms parameters = {1000, "node", 5, 6, 3, groups};
  XDR stream = writer();
  show("authunix_parms", xdr_authunix_parms(&stream, &parameters), &stream);
  parameters.aup_len = NGRPS + 1;
  stream = writer();
  show("too many groups", xdr_authunix_parms(&stream, &parameters), &stream);
  AUTH* none = authnone_create();
  stream = writer();
  show("authnone", AUTH_MARSHALL(none, &stream), &stream);
  printf("validate %d refresh %d\n", AUTH_VALIDATE(none, &none->ah_verf), AUTH_REFRESH(none, NULL));
  AUTH_DESTROY(none);
  AUTH* system = authunix_create("node", 5, 6, 3, groups);
  stream = writer();
  const bool_t done = AUTH_MARSHALL(system, &stream);
  memset(memory + 8, 0, 4); /* the time */
  show("authunix", done, &stream);
  AUTH_DESTROY(system);
  union des_block block = {.c = {1, 2, 3, 4, 5, 6, 7, 8}};
  stream = writer();
  show("des_block", xdr_des_block(&stream, &block), &stream);
}

static void maps(void) {
  struct pmap map = {100000, 2, IPPROTO_TCP, 111};
  XDR stream = writer();
  show("pmap", xdr_pmap(&stream, &map), &stream);
  struct pmaplist last = {{4, 5, 6, 7}, NULL}, first = {{100000, 2, 17, 111}, &last}, *list = &first;
  stream = writer();
  show("pmaplist", xdr_pmaplist(&stream, &list), &stream);
  xdrmem_create(&stream, memory, xdr_getpos(&stream), XDR_DECODE);
  struct pmaplist* back = NULL;
  printf("  back %d", xdr_pmaplist(&stream, &back));
  for (struct pmaplist* l = back; l; l = l->pml_next)
    printf(" %lu:%lu", l->pml_map.pm_prog, l->pml_map.pm_port);
  printf("\n");
}

static enum clnt_stat status;
static struct rpc_err error;

static void get_error(CLIENT* client, struct rpc_err* to) {
  (void)client;
  *to = error;
}

static void sentences(void) {
  static struct clnt_ops operations = {.cl_geterr = get_error};
  CLIENT client = {.cl_ops = &operations};
  for (int i = 0; i < 30; ++i) {
    status = i;
    printf("%d %s\n", i, clnt_sperrno(status));
    memset(&error, 0, sizeof error);
    error.re_status = status;
    error.re_vers.low = 1, error.re_vers.high = 4;
    if (status == RPC_CANTSEND || status == RPC_CANTRECV) error.re_errno = ECONNRESET;
    printf("  %s\n", clnt_sperror(&client, "call"));
    rpc_createerr.cf_stat = status;
    rpc_createerr.cf_error = error;
    rpc_createerr.cf_error.re_status = RPC_TIMEDOUT;
    rpc_createerr.cf_error.re_errno = ECONNREFUSED;
    printf("  %s\n", clnt_spcreateerror("create"));
  }
  for (int why = AUTH_OK; why <= AUTH_FAILED + 1; ++why) {
    memset(&error, 0, sizeof error);
    error.re_status = RPC_AUTHERROR;
    error.re_why = why;
    printf("%s\n", clnt_sperror(&client, "call"));
  }
}

int main(void) {
  calls();
  replies();
  authenticators();
  maps();
  sentences();
  return 0;
}
