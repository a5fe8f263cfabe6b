/* SPDX-License-Identifier: MIT */
/* XDR of the integers, booleans and enumerations (RFC 1832, sections 3.1 to 3.5): each is a multiple of four
 * bytes, most significant first.
 *
 * The streams (xdr_mem.c, xdr_rec.c, xdr_stdio.c, ring_xdr.c) move units of four bytes; what is smaller
 * travels as one unit, what is larger as two. What is accepted and refused is what Debian's libtirpc accepts
 * and refuses: a value too large for a short or char loses its upper bits, any boolean but 0 is true. */
#include <rpc/rpc.h>

bool_t xdr_void(void) {
  return TRUE;
}

/* One unit: what is at `object` is of type `type`; `wire` is what the stream is given, long or u_long. */
#define XDR_ONE_UNIT(name, type, wire)               \
  bool_t name(XDR* xdrs, type* object) {             \
    long unit;                                       \
    switch (xdrs->x_op) {                            \
      case XDR_ENCODE:                               \
        unit = (long)(wire)*object;                  \
        return XDR_PUTLONG(xdrs, &unit);             \
      case XDR_DECODE:                               \
        if (!XDR_GETLONG(xdrs, &unit)) return FALSE; \
        *object = (type)unit;                        \
        return TRUE;                                 \
      case XDR_FREE:                                 \
        return TRUE;                                 \
    }                                                \
    return FALSE;                                    \
  }

XDR_ONE_UNIT(xdr_int, int, long)
XDR_ONE_UNIT(xdr_u_int, u_int, u_long)
XDR_ONE_UNIT(xdr_long, long, long)
XDR_ONE_UNIT(xdr_u_long, u_long, u_long)
XDR_ONE_UNIT(xdr_short, short, long)
XDR_ONE_UNIT(xdr_u_short, u_short, u_long)
XDR_ONE_UNIT(xdr_int8_t, int8_t, long)
XDR_ONE_UNIT(xdr_u_int8_t, uint8_t, u_long)
XDR_ONE_UNIT(xdr_uint8_t, uint8_t, u_long)
XDR_ONE_UNIT(xdr_int16_t, int16_t, long)
XDR_ONE_UNIT(xdr_u_int16_t, u_int16_t, u_long)
XDR_ONE_UNIT(xdr_uint16_t, uint16_t, u_long)
XDR_ONE_UNIT(xdr_int32_t, int32_t, long)
XDR_ONE_UNIT(xdr_u_int32_t, u_int32_t, u_long)
XDR_ONE_UNIT(xdr_uint32_t, uint32_t, u_long)
XDR_ONE_UNIT(xdr_char, char, long)
XDR_ONE_UNIT(xdr_u_char, u_char, u_long)
XDR_ONE_UNIT(xdr_enum, enum_t, long)

bool_t xdr_bool(XDR* xdrs, bool_t* object) {
  long unit;
  switch (xdrs->x_op) {
    case XDR_ENCODE:
      unit = *object ? 1 : 0;
      return XDR_PUTLONG(xdrs, &unit);
    case XDR_DECODE:
      if (!XDR_GETLONG(xdrs, &unit)) return FALSE;
      *object = unit ? TRUE : FALSE;
      return TRUE;
    case XDR_FREE:
      return TRUE;
  }
  return FALSE;
}

/* Two units, the upper half first. */
static bool_t two_units(XDR* xdrs, uint64_t* object) {
  long high, low;
  switch (xdrs->x_op) {
    case XDR_ENCODE:
      high = (long)(*object >> 32);
      low = (long)(*object & 0xffffffffu);
      return XDR_PUTLONG(xdrs, &high) && XDR_PUTLONG(xdrs, &low);
    case XDR_DECODE:
      if (!XDR_GETLONG(xdrs, &high) || !XDR_GETLONG(xdrs, &low)) return FALSE;
      *object = (uint64_t)(uint32_t)high << 32 | (uint32_t)low;
      return TRUE;
    case XDR_FREE:
      return TRUE;
  }
  return FALSE;
}

#define XDR_TWO_UNITS(name, type)              \
  bool_t name(XDR* xdrs, type* object) {       \
    return two_units(xdrs, (uint64_t*)object); \
  }

XDR_TWO_UNITS(xdr_int64_t, int64_t)
XDR_TWO_UNITS(xdr_u_int64_t, u_int64_t)
XDR_TWO_UNITS(xdr_uint64_t, uint64_t)
XDR_TWO_UNITS(xdr_quad_t, int64_t)
XDR_TWO_UNITS(xdr_u_quad_t, u_int64_t)
XDR_TWO_UNITS(xdr_hyper, quad_t)
XDR_TWO_UNITS(xdr_u_hyper, u_quad_t)
XDR_TWO_UNITS(xdr_longlong_t, quad_t)
XDR_TWO_UNITS(xdr_u_longlong_t, u_quad_t)

/* IEEE 754 single and double precision (RFC 1832, sections 3.6 and 3.7): the processor's own formats. */
bool_t xdr_float(XDR* xdrs, float* object) {
  return xdr_int32_t(xdrs, (int32_t*)(void*)object);
}

bool_t xdr_double(XDR* xdrs, double* object) {
  return two_units(xdrs, (uint64_t*)(void*)object);
}
