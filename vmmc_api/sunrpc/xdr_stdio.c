/* SPDX-License-Identifier: MIT */
/* XDR to and from a stream of stdio, which stays the user's to close. x_private: the stream. */
#include <rpc/rpc.h>

static bool_t get_bytes(XDR* xdrs, char* bytes, u_int count) {
  return count == 0 || fread(bytes, count, 1, xdrs->x_private) == 1;
}

static bool_t put_bytes(XDR* xdrs, const char* bytes, u_int count) {
  return count == 0 || fwrite(bytes, count, 1, xdrs->x_private) == 1;
}

static bool_t get_unit(XDR* xdrs, long* unit) {
  uint32_t word;
  if (!get_bytes(xdrs, (char*)&word, sizeof word)) return FALSE;
  *unit = (long)ntohl(word);
  return TRUE;
}

static bool_t put_unit(XDR* xdrs, const long* unit) {
  const uint32_t word = htonl((uint32_t)*unit);
  return put_bytes(xdrs, (const char*)&word, sizeof word);
}

static u_int position(XDR* xdrs) {
  return (u_int)ftell(xdrs->x_private);
}

static bool_t set_position(XDR* xdrs, u_int to) {
  return fseek(xdrs->x_private, (long)to, SEEK_SET) == 0;
}

static int32_t* no_place(XDR* xdrs, u_int count) {
  (void)xdrs, (void)count;
  return NULL;
}

static void destroy(XDR* xdrs) {
  fflush(xdrs->x_private);
}

void xdrstdio_create(XDR* xdrs, FILE* file, enum xdr_op operation) {
  static const struct xdr_ops operations = {get_unit,     put_unit, get_bytes, put_bytes, position,
                                            set_position, no_place, destroy,   NULL};
  xdrs->x_op = operation;
  xdrs->x_ops = &operations;
  xdrs->x_private = file;
  xdrs->x_handy = 0;
  xdrs->x_base = NULL;
}
