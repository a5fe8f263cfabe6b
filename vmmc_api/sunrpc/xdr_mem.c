/* SPDX-License-Identifier: MIT */
/* XDR to and from memory. x_private: where the next byte is; x_handy: how many are left; x_base: the first.
 */
#include <rpc/rpc.h>
#include <stdint.h>
#include <string.h>

static bool_t take(XDR* xdrs, u_int count) {
  if (xdrs->x_handy < count) return FALSE;
  xdrs->x_handy -= count;
  return TRUE;
}

static bool_t get_unit(XDR* xdrs, long* unit) {
  uint32_t word;
  if (!take(xdrs, sizeof word)) return FALSE;
  memcpy(&word, xdrs->x_private, sizeof word);
  xdrs->x_private = (char*)xdrs->x_private + sizeof word;
  *unit = (long)ntohl(word);
  return TRUE;
}

static bool_t put_unit(XDR* xdrs, const long* unit) {
  const uint32_t word = htonl((uint32_t)*unit);
  if (!take(xdrs, sizeof word)) return FALSE;
  memcpy(xdrs->x_private, &word, sizeof word);
  xdrs->x_private = (char*)xdrs->x_private + sizeof word;
  return TRUE;
}

static bool_t get_bytes(XDR* xdrs, char* bytes, u_int count) {
  if (!take(xdrs, count)) return FALSE;
  memmove(bytes, xdrs->x_private, count);
  xdrs->x_private = (char*)xdrs->x_private + count;
  return TRUE;
}

static bool_t put_bytes(XDR* xdrs, const char* bytes, u_int count) {
  if (!take(xdrs, count)) return FALSE;
  memmove(xdrs->x_private, bytes, count);
  xdrs->x_private = (char*)xdrs->x_private + count;
  return TRUE;
}

static u_int position(XDR* xdrs) {
  return (u_int)((char*)xdrs->x_private - xdrs->x_base);
}

static bool_t set_position(XDR* xdrs, u_int to) {
  const u_int end = position(xdrs) + xdrs->x_handy;
  if (to > end) return FALSE;
  xdrs->x_private = xdrs->x_base + to;
  xdrs->x_handy = end - to;
  return TRUE;
}

/* Memory that no unit is aligned in has no pointers to units. */
static int32_t* place(XDR* xdrs, u_int count) {
  if ((uintptr_t)xdrs->x_base % sizeof(int32_t) != 0 || !take(xdrs, count)) return NULL;
  int32_t* const here = xdrs->x_private;
  xdrs->x_private = (char*)xdrs->x_private + count;
  return here;
}

static void destroy(XDR* xdrs) {
  (void)xdrs;
}

void xdrmem_create(XDR* xdrs, char* memory, u_int bytes, enum xdr_op operation) {
  static const struct xdr_ops operations = {get_unit,     put_unit, get_bytes, put_bytes, position,
                                            set_position, place,    destroy,   NULL};
  xdrs->x_op = operation;
  xdrs->x_ops = &operations;
  xdrs->x_private = xdrs->x_base = memory;
  xdrs->x_handy = bytes;
}
