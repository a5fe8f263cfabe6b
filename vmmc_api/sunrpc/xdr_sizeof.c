/* SPDX-License-Identifier: MIT */
/* How many bytes an object takes when it is encoded: an XDR stream that only counts. */
#include <rpc/rpc.h>
#include <stdint.h>

static bool_t count_unit(XDR* xdrs, const long* unit) {
  (void)unit;
  xdrs->x_handy += BYTES_PER_XDR_UNIT;
  return TRUE;
}

static bool_t count_bytes(XDR* xdrs, const char* bytes, u_int count) {
  (void)bytes;
  xdrs->x_handy += count;
  return TRUE;
}

static u_int counted(XDR* xdrs) {
  return xdrs->x_handy;
}

static bool_t no_position(XDR* xdrs, u_int position) {
  (void)xdrs, (void)position;
  return FALSE;
}

/* Scratch memory to write to, kept for the next time; its contents are nobody's. */
static int32_t* scratch(XDR* xdrs, u_int count) {
  if (count == 0 || xdrs->x_op != XDR_ENCODE) return NULL;
  if (count > (u_int)(uintptr_t)xdrs->x_base) {
    free(xdrs->x_private);
    xdrs->x_private = malloc(count);
    xdrs->x_base = xdrs->x_private ? (char*)(uintptr_t)count : NULL;
  }
  if (xdrs->x_private) xdrs->x_handy += count;
  return xdrs->x_private;
}

static void destroy(XDR* xdrs) {
  free(xdrs->x_private);
  xdrs->x_private = NULL;
  xdrs->x_handy = 0;
}

static bool_t no_unit(XDR* xdrs, long* unit) {
  (void)xdrs, (void)unit;
  return FALSE;
}

static bool_t no_bytes(XDR* xdrs, char* bytes, u_int count) {
  (void)xdrs, (void)bytes, (void)count;
  return FALSE;
}

/* 0 if the object cannot be encoded. */
u_long xdr_sizeof(xdrproc_t what, void* object) {
  static const struct xdr_ops operations = {no_unit,     count_unit, no_bytes, count_bytes, counted,
                                            no_position, scratch,    destroy,  NULL};
  XDR stream = {XDR_ENCODE, &operations, NULL, NULL, NULL, 0};
  const bool_t done = what(&stream, object);
  free(stream.x_private);
  return done ? stream.x_handy : 0;
}
