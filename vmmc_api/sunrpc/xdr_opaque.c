/* SPDX-License-Identifier: MIT */
/* XDR of bytes: opaque data of fixed and variable length and strings (RFC 1832, sections 3.8 to 3.10).
 *
 * Bytes go as they are, filled up with zeros to a multiple of four. What fills is not looked at when
 * decoding, as in libtirpc. Memory that decoding allocates is given back if the rest of the object does not
 * come. */
#include <rpc/rpc.h>
#include <string.h>

/* The last bytes go with what fills them up: a stream gets whole units only. */
static bool_t encode(XDR* xdrs, const char* bytes, u_int count) {
  char unit[BYTES_PER_XDR_UNIT] = {0};
  const u_int rest = count % BYTES_PER_XDR_UNIT, whole = count - rest;
  if (whole > 0 && !XDR_PUTBYTES(xdrs, bytes, whole)) return FALSE;
  if (rest == 0) return TRUE;
  memcpy(unit, bytes + whole, rest);
  return XDR_PUTBYTES(xdrs, unit, sizeof unit);
}

bool_t xdr_opaque(XDR* xdrs, char* bytes, u_int count) {
  char ignored[BYTES_PER_XDR_UNIT];
  if (count == 0) return TRUE;
  const u_int fill = -count % BYTES_PER_XDR_UNIT;
  switch (xdrs->x_op) {
    case XDR_ENCODE:
      return encode(xdrs, bytes, count);
    case XDR_DECODE:
      return XDR_GETBYTES(xdrs, bytes, count) && (fill == 0 || XDR_GETBYTES(xdrs, ignored, fill));
    case XDR_FREE:
      return TRUE;
  }
  return FALSE;
}

/* Decodes `count` bytes to *bytes, which is allocated if it is null, and writes a zero behind them if `more`
 * is 1. */
static bool_t decode_bytes(XDR* xdrs, char** bytes, u_int count, u_int more) {
  char* const given = *bytes;
  if (!given && !(*bytes = malloc((size_t)count + more))) return FALSE;
  if (more) (*bytes)[count] = 0;
  if (xdr_opaque(xdrs, *bytes, count)) return TRUE;
  if (!given) {
    free(*bytes);
    *bytes = NULL;
  }
  return FALSE;
}

bool_t xdr_bytes(XDR* xdrs, char** bytes, u_int* count, u_int most) {
  if (!xdr_u_int(xdrs, count)) return FALSE;
  if (*count > most && xdrs->x_op != XDR_FREE) return FALSE;
  switch (xdrs->x_op) {
    case XDR_ENCODE:
      return xdr_opaque(xdrs, *bytes, *count);
    case XDR_DECODE:
      return *count == 0 || decode_bytes(xdrs, bytes, *count, 0);
    case XDR_FREE:
      free(*bytes);
      *bytes = NULL;
      return TRUE;
  }
  return FALSE;
}

bool_t xdr_netobj(XDR* xdrs, struct netobj* object) {
  return xdr_bytes(xdrs, &object->n_bytes, &object->n_len, MAX_NETOBJ_SZ);
}

bool_t xdr_string(XDR* xdrs, char** string, u_int most) {
  u_int count = 0;
  if (xdrs->x_op == XDR_FREE) {
    free(*string);
    *string = NULL;
    return TRUE;
  }
  if (xdrs->x_op == XDR_ENCODE) {
    if (!*string) return FALSE;
    count = (u_int)strlen(*string);
  }
  if (!xdr_u_int(xdrs, &count)) return FALSE;
  if (count > most || count + 1 == 0) return FALSE;
  if (xdrs->x_op == XDR_ENCODE) return xdr_opaque(xdrs, *string, count);
  return decode_bytes(xdrs, string, count, 1);
}

/* A string of any length, as an xdrproc_t. */
bool_t xdr_wrapstring(XDR* xdrs, char** string) {
  return xdr_string(xdrs, string, (u_int)-1);
}
