/* SPDX-License-Identifier: MIT */
/* XDR of what is made of other objects: arrays, vectors, unions, references and pointers (RFC 1832, sections
 * 3.11 to 3.18), and what can be done with any object: free it, count its bytes. */
#include <limits.h>
#include <rpc/rpc.h>

bool_t xdr_vector(XDR* xdrs, char* base, u_int count, u_int size, xdrproc_t element) {
  for (u_int i = 0; i < count; ++i, base += size)
    if (!element(xdrs, base)) return FALSE;
  return TRUE;
}

bool_t xdr_array(XDR* xdrs, char** array, u_int* count, u_int most, u_int size, xdrproc_t element) {
  if (!xdr_u_int(xdrs, count)) return FALSE;
  if ((*count > most || (size && UINT_MAX / size < *count)) && xdrs->x_op != XDR_FREE) return FALSE;
  if (!*array) {
    if (xdrs->x_op == XDR_FREE || (xdrs->x_op == XDR_DECODE && *count == 0)) return TRUE;
    if (xdrs->x_op == XDR_DECODE && !(*array = calloc(*count, size))) return FALSE;
  }
  const bool_t done = xdr_vector(xdrs, *array, *count, size, element);
  if (xdrs->x_op == XDR_FREE) {
    free(*array);
    *array = NULL;
  }
  return done;
}

/* The discriminant, then the arm that it names; `otherwise` may be null: then other values are refused. */
bool_t xdr_union(XDR* xdrs, enum_t* discriminant, char* arm, const struct xdr_discrim* choices,
                 xdrproc_t otherwise) {
  if (!xdr_enum(xdrs, discriminant)) return FALSE;
  for (; choices->proc != NULL_xdrproc_t; ++choices)
    if (choices->value == *discriminant) return choices->proc(xdrs, arm);
  return otherwise == NULL_xdrproc_t ? FALSE : otherwise(xdrs, arm);
}

/* What *object points to, `size` bytes, allocated when decoding if it is null; never null when encoding. */
bool_t xdr_reference(XDR* xdrs, char** object, u_int size, xdrproc_t what) {
  if (!*object) {
    if (xdrs->x_op == XDR_FREE) return TRUE;
    if (xdrs->x_op == XDR_DECODE && !(*object = calloc(1, size))) return FALSE;
  }
  const bool_t done = what(xdrs, *object);
  if (xdrs->x_op == XDR_FREE) {
    free(*object);
    *object = NULL;
  }
  return done;
}

/* Optional data (RFC 1832, section 3.18): whether there is an object, then the object. */
bool_t xdr_pointer(XDR* xdrs, char** object, u_int size, xdrproc_t what) {
  bool_t there = *object != NULL;
  if (!xdr_bool(xdrs, &there)) return FALSE;
  if (there) return xdr_reference(xdrs, object, size, what);
  *object = NULL;
  return TRUE;
}

void xdr_free(xdrproc_t what, void* object) {
  XDR stream;
  stream.x_op = XDR_FREE;
  what(&stream, object);
}
