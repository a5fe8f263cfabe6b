/* SPDX-License-Identifier: MIT */
/* XDR with record marking (RFC 1831, section 10), over any stream of bytes that the user's two functions read
 * and write: a record is one or more fragments, each behind four bytes with its length and, in bit 31,
 * whether it is the last.
 *
 * The library's own transport does not use it: there a record ends where its pages say so (ring.h). */
#include <rpc/rpc.h>
#include <string.h>

enum { HEADER_BYTES = 4, DEFAULT_BYTES = 4000, LEAST_BYTES = 100 };
#define LAST_FRAGMENT 0x80000000u

typedef int (*transfer)(void* handle, void* bytes, int count);

/* Bytes in a buffer, or room for them, from `next` up to `end`. */
struct side {
  char* base;
  char* next;
  char* end;
  u_int bytes; /* of the buffer */
  transfer move;
};

struct record_stream {
  void* handle;
  struct side out, in;
  char* header;         /* of the fragment that is being written */
  bool_t fragment_sent; /* a part of this record has left */
  uint32_t left;        /* of the fragment that is being read */
  bool_t last_fragment; /* it is the record's last */
};

static struct record_stream* of(XDR* xdrs) {
  return xdrs->x_private;
}

/* ---- Output ---- */

static void mark(struct record_stream* s, uint32_t last) {
  const uint32_t header = htonl((uint32_t)(s->out.next - s->header - HEADER_BYTES) | last);
  memcpy(s->header, &header, HEADER_BYTES);
}

static bool_t flush(struct record_stream* s, uint32_t last) {
  mark(s, last);
  const int count = (int)(s->out.next - s->out.base);
  if (s->out.move(s->handle, s->out.base, count) != count) return FALSE;
  s->header = s->out.base;
  s->out.next = s->out.base + HEADER_BYTES;
  return TRUE;
}

static bool_t flush_fragment(struct record_stream* s) {
  s->fragment_sent = TRUE;
  return flush(s, 0);
}

static bool_t put_unit(XDR* xdrs, const long* unit) {
  struct record_stream* const s = of(xdrs);
  const uint32_t word = htonl((uint32_t)*unit);
  if (s->out.end - s->out.next < (long)sizeof word && !flush_fragment(s)) return FALSE;
  memcpy(s->out.next, &word, sizeof word);
  s->out.next += sizeof word;
  return TRUE;
}

static bool_t put_bytes(XDR* xdrs, const char* bytes, u_int count) {
  struct record_stream* const s = of(xdrs);
  while (count > 0) {
    const size_t room = (size_t)(s->out.end - s->out.next);
    const u_int piece = count < room ? count : (u_int)room;
    memcpy(s->out.next, bytes, piece);
    s->out.next += piece;
    bytes += piece;
    count -= piece;
    if (s->out.next == s->out.end && !flush_fragment(s)) return FALSE;
  }
  return TRUE;
}

bool_t xdrrec_endofrecord(XDR* xdrs, int now) {
  struct record_stream* const s = of(xdrs);
  if (now || s->fragment_sent || s->out.next + HEADER_BYTES >= s->out.end) {
    s->fragment_sent = FALSE;
    return flush(s, LAST_FRAGMENT);
  }
  mark(s, LAST_FRAGMENT);
  s->header = s->out.next;
  s->out.next += HEADER_BYTES;
  return TRUE;
}

/* ---- Input ---- */

static bool_t fill(struct record_stream* s) {
  const int count = s->in.move(s->handle, s->in.base, (int)s->in.bytes);
  if (count <= 0) return FALSE;
  s->in.next = s->in.base;
  s->in.end = s->in.base + count;
  return TRUE;
}

/* The next bytes of the stream, headers or not; bytes == 0: they are skipped. */
static bool_t read_stream(struct record_stream* s, char* bytes, size_t count) {
  while (count > 0) {
    const size_t there = (size_t)(s->in.end - s->in.next);
    if (there == 0) {
      if (!fill(s)) return FALSE;
      continue;
    }
    const size_t piece = count < there ? count : there;
    if (bytes) {
      memcpy(bytes, s->in.next, piece);
      bytes += piece;
    }
    s->in.next += piece;
    count -= piece;
  }
  return TRUE;
}

/* A header of 0 is nothing that a sender makes: the stream is not what it should be. */
static bool_t next_fragment(struct record_stream* s) {
  uint32_t header;
  if (!read_stream(s, (char*)&header, HEADER_BYTES)) return FALSE;
  header = ntohl(header);
  s->last_fragment = (header & LAST_FRAGMENT) != 0;
  if (header == 0) return FALSE;
  s->left = header & ~LAST_FRAGMENT;
  return TRUE;
}

static bool_t get_bytes(XDR* xdrs, char* bytes, u_int count) {
  struct record_stream* const s = of(xdrs);
  while (count > 0) {
    if (s->left == 0) {
      if (s->last_fragment || !next_fragment(s)) return FALSE;
      continue;
    }
    const u_int piece = count < s->left ? count : s->left;
    if (!read_stream(s, bytes, piece)) return FALSE;
    bytes += piece;
    s->left -= piece;
    count -= piece;
  }
  return TRUE;
}

static bool_t get_unit(XDR* xdrs, long* unit) {
  uint32_t word;
  if (!get_bytes(xdrs, (char*)&word, sizeof word)) return FALSE;
  *unit = (long)ntohl(word);
  return TRUE;
}

/* Reads to the end of the record. */
static bool_t to_end(struct record_stream* s) {
  while (s->left > 0 || !s->last_fragment) {
    if (!read_stream(s, NULL, s->left)) return FALSE;
    s->left = 0;
    if (!s->last_fragment && !next_fragment(s)) return FALSE;
  }
  return TRUE;
}

bool_t xdrrec_skiprecord(XDR* xdrs) {
  if (!to_end(of(xdrs))) return FALSE;
  of(xdrs)->last_fragment = FALSE;
  return TRUE;
}

bool_t xdrrec_eof(XDR* xdrs) {
  struct record_stream* const s = of(xdrs);
  return !to_end(s) || s->in.next == s->in.end;
}

/* As many of the record's bytes as there are, up to `count`; how many they were. */
u_int xdrrec_readbytes(XDR* xdrs, caddr_t bytes, u_int count) {
  struct record_stream* const s = of(xdrs);
  u_int got = 0;
  while (got < count) {
    if (s->left == 0) {
      if (s->last_fragment) break;
      if (!next_fragment(s)) return (u_int)-1;
      continue;
    }
    const u_int wanted = count - got;
    const u_int piece = wanted < s->left ? wanted : s->left;
    if (!read_stream(s, bytes + got, piece)) return (u_int)-1;
    s->left -= piece;
    got += piece;
  }
  return got;
}

/* ---- Both ---- */

/* Of the buffer, not of the record. */
static u_int position(XDR* xdrs) {
  const struct record_stream* const s = of(xdrs);
  if (xdrs->x_op == XDR_ENCODE) return (u_int)(s->out.next - s->out.base - HEADER_BYTES);
  if (xdrs->x_op == XDR_DECODE) return (u_int)(s->in.end - s->in.next - HEADER_BYTES);
  return (u_int)-1;
}

static bool_t set_position(XDR* xdrs, u_int to) {
  struct record_stream* const s = of(xdrs);
  const long by = (long)to - (long)position(xdrs);
  if (xdrs->x_op == XDR_ENCODE) {
    char* const next = s->out.next + by;
    if (next <= s->header || next >= s->out.end) return FALSE;
    s->out.next = next;
    return TRUE;
  }
  if (xdrs->x_op == XDR_DECODE) {
    char* const next = s->in.next + by;
    if (by > (long)s->left || next > s->in.end || next < s->in.base) return FALSE;
    s->in.next = next;
    s->left -= (uint32_t)by;
    return TRUE;
  }
  return FALSE;
}

static int32_t* place(XDR* xdrs, u_int count) {
  struct record_stream* const s = of(xdrs);
  struct side* const side = xdrs->x_op == XDR_ENCODE ? &s->out : &s->in;
  if (xdrs->x_op == XDR_FREE || count > (size_t)(side->end - side->next)) return NULL;
  if (xdrs->x_op == XDR_DECODE) {
    if (count > s->left) return NULL;
    s->left -= count;
  }
  char* const here = side->next;
  side->next += count;
  return (int32_t*)(void*)here;
}

static void destroy(XDR* xdrs) {
  struct record_stream* const s = of(xdrs);
  free(s->out.base);
  free(s->in.base);
  free(s);
}

static bool_t make_side(struct side* side, u_int bytes, transfer move) {
  side->bytes = RNDUP(bytes < LEAST_BYTES ? DEFAULT_BYTES : bytes);
  side->base = side->next = side->end = malloc(side->bytes);
  side->move = move;
  return side->base != NULL;
}

/* sendsize, recvsize: of the buffers, in bytes; below 100: 4,000. Reading begins with xdrrec_skiprecord. */
void xdrrec_create(XDR* xdrs, u_int sendsize, u_int recvsize, void* handle, transfer readit,
                   transfer writeit) {
  static const struct xdr_ops operations = {get_unit,     put_unit, get_bytes, put_bytes, position,
                                            set_position, place,    destroy,   NULL};
  struct record_stream* const s = calloc(1, sizeof *s);
  if (!s || !make_side(&s->out, sendsize, writeit) || !make_side(&s->in, recvsize, readit)) {
    fprintf(stderr, "xdrrec_create: out of memory\n");
    if (s) {
      free(s->out.base);
      free(s);
    }
    return;
  }
  s->handle = handle;
  s->header = s->out.base;
  s->out.next = s->out.base + HEADER_BYTES;
  s->out.end = s->out.base + s->out.bytes;
  s->last_fragment = TRUE;
  xdrs->x_ops = &operations;
  xdrs->x_private = s;
}
