/* SPDX-License-Identifier: MIT */
/* Decodes seeded bytes, most of them malformed, as objects of many types, and prints what is accepted and
 * what came out. argv[1]: the seed, argv[2]: how many. */
#include <rpc/rpc.h>
#include <string.h>

static unsigned long state;

static unsigned next(unsigned below) {
  state = state * 6364136223846793005ul + 1442695040888963407ul;
  return (unsigned)(state >> 33) % below;
}

struct tree {
  char* name;
  enum_t kind;
  union {
    int number;
    double real;
    struct {
      u_int count;
      char* bytes;
    } opaque;
  } is;
  u_int children;
  struct tree* child;
  struct tree* sibling;
};

static bool_t xdr_tree_opaque(XDR* xdrs, struct tree* t) {
  return xdr_bytes(xdrs, &t->is.opaque.bytes, &t->is.opaque.count, 24);
}

static bool_t xdr_tree(XDR* xdrs, struct tree* t) {
  if (!xdr_string(xdrs, &t->name, 12) || !xdr_enum(xdrs, &t->kind)) return FALSE;
  bool_t done;
  switch (t->kind) {
    case 0:
      done = xdr_int(xdrs, &t->is.number);
      break;
    case 1:
      done = xdr_double(xdrs, &t->is.real);
      break;
    case 2:
      done = xdr_tree_opaque(xdrs, t);
      break;
    case 3:
      done = TRUE;
      break;
    default:
      done = FALSE;
  }
  return done && xdr_array(xdrs, (char**)&t->child, &t->children, 3, sizeof *t->child, (xdrproc_t)xdr_tree) &&
         xdr_pointer(xdrs, (char**)&t->sibling, sizeof *t->sibling, (xdrproc_t)xdr_tree);
}

static unsigned hash;

static void note(const void* bytes, size_t count) {
  for (size_t i = 0; i < count; ++i) hash = (hash ^ ((const unsigned char*)bytes)[i]) * 16777619u;
}

static void walk(const struct tree* t) {
  if (t->name) note(t->name, strlen(t->name));
  note(&t->kind, sizeof t->kind);
  if (t->kind == 0) note(&t->is.number, sizeof t->is.number);
  if (t->kind == 2 && t->is.opaque.bytes) note(t->is.opaque.bytes, t->is.opaque.count);
  note(&t->children, sizeof t->children);
  for (u_int i = 0; t->child && i < t->children && i < 3; ++i) walk(&t->child[i]);
  if (t->sibling) walk(t->sibling);
}

/* Small numbers, mostly: lengths and kinds that may be right. */
static u_int fill(unsigned char* bytes) {
  const u_int words = next(40);
  for (u_int i = 0; i < words; ++i) {
    const unsigned word = next(8) == 0 ? next(0x7fffffff) * 2 : next(next(3) ? 4 : 16);
    for (int b = 0; b < 4; ++b) bytes[4 * i + (u_int)b] = (unsigned char)(word >> (24 - 8 * b));
  }
  return 4 * words + (next(10) == 0 ? next(4) : 0);
}

int main(int argc, char** argv) {
  state = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
  const int rounds = argc > 2 ? atoi(argv[2]) : 500;
  int accepted = 0;
  for (int i = 0; i < rounds; ++i) {
    unsigned char bytes[168] __attribute__((aligned(8))) = {0};
    const u_int length = fill(bytes);
    XDR stream;
    struct tree tree;
    memset(&tree, 0, sizeof tree);
    hash = 2166136261u;
    xdrmem_create(&stream, (char*)bytes, length, XDR_DECODE);
    const bool_t done = xdr_tree(&stream, &tree);
    accepted += done;
    if (done) walk(&tree);
    printf("%d tree %d %u %08x", i, done, xdr_getpos(&stream), hash);
    if (done) {
      printf(" sizeof %lu", xdr_sizeof((xdrproc_t)xdr_tree, &tree));
      xdr_free((xdrproc_t)xdr_tree, &tree);
    }
    struct rpc_msg message;
    char results[64], credential[MAX_AUTH_BYTES], verifier[MAX_AUTH_BYTES];
    memset(&message, 0, sizeof message);
    message.rm_call.cb_cred.oa_base = credential;
    message.rm_call.cb_verf.oa_base = verifier;
    xdrmem_create(&stream, (char*)bytes, length, XDR_DECODE);
    bytes[4] = bytes[5] = bytes[6] = 0;
    bytes[7] &= 1;
    const bool_t call = xdr_callmsg(&stream, &message);
    printf(" call %d", call);
    if (call) printf(" %u %u", message.rm_call.cb_cred.oa_length, xdr_getpos(&stream));
    memset(&message, 0, sizeof message);
    message.acpted_rply.ar_verf.oa_base = verifier;
    message.acpted_rply.ar_results.where = results;
    message.acpted_rply.ar_results.proc = (xdrproc_t)xdr_u_int;
    xdrmem_create(&stream, (char*)bytes, length, XDR_DECODE);
    const bool_t reply = xdr_replymsg(&stream, &message);
    struct rpc_err error = {0};
    if (reply) _seterr_reply(&message, &error);
    printf(" reply %d %d\n", reply, reply ? (int)error.re_status : -1);
  }
  printf("accepted %d\n", accepted);
  return 0;
}
