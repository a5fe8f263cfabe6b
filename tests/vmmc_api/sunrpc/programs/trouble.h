/* SPDX-License-Identifier: MIT */
/* Procedures that behave badly, or are called badly. */
#ifndef TROUBLE_H
#define TROUBLE_H
#include <rpc/rpc.h>

enum { PROGRAM = 0x20000123, OTHER_PROGRAM = 0x20000124, LOWEST = 2, HIGHEST = 3 };
enum {
  ADD = 1, /* two numbers: their sum */
  SILENT,  /* never answers */
  LATE,    /* answers after so many milliseconds */
  END,     /* the server ends */
  BLOCK,   /* bytes, sent back each larger by one */
  WHO,     /* the caller's user, if it says who it is; else it is too weak */
  HALF,    /* a result that cannot be encoded */
  COUNT,   /* how often a batched call came: first argument 1 counts, 0 asks */
  DIES     /* the server ends in the middle of its reply */
};

struct block {
  u_int length;
  char* bytes;
};

static inline bool_t xdr_two(XDR* xdrs, int* two) {
  return xdr_int(xdrs, &two[0]) && xdr_int(xdrs, &two[1]);
}

static inline bool_t xdr_block(XDR* xdrs, struct block* b) {
  return xdr_bytes(xdrs, &b->bytes, &b->length, 1 << 20);
}

/* More than a page, then something that fails. */
static inline bool_t xdr_broken(XDR* xdrs, struct block* b) {
  return xdr_block(xdrs, b) && xdrs->x_op != XDR_ENCODE;
}

#endif
