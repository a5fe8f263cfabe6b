/* SPDX-License-Identifier: MIT */
/* gcol and gcolx: everybody's contribution, in the order of the nodes, to everybody. Each node's part goes
 * round the ring of nodes, so that every link carries the same; in gcol the lengths go round first. */
#include <stdlib.h>
#include <string.h>

#include "global.h"

enum { LENGTHS = 40, PARTS = 41 };

/* In step k each node hands on the part that it got last, and gets that of the node k + 1 before it. */
static int hand_round(char* y, const long* start, const long* length, int type) {
  const int next = (nx.node + 1) % nx.nodes, before = (nx.node + nx.nodes - 1) % nx.nodes;
  int part = nx.node;
  for (int step = 1; step < nx.nodes; ++step) {
    const int coming = (part + nx.nodes - 1) % nx.nodes;
    struct nx_request* r = nx_new_blocking_request();
    r->type = NX_FIRST_SYSTEM_TYPE + type;
    r->node = before;
    r->buf = y + start[coming];
    r->count = (uint32_t)length[coming];
    nx_post(r);
    int error =
        (int)nx_send_blocking(NX_FIRST_SYSTEM_TYPE + type, y + start[part], (uint32_t)length[part], next);
    const int received = nx_wait_for(r);
    nx_free_request(r);
    if (error || received) return error ? error : received;
    part = coming;
  }
  return 0;
}

/* starts: room for a number of each node; the sum of the lengths, or -1: one of them is none. */
static long add_up(const long* lengths, long* starts) {
  long sum = 0;
  for (int i = 0; i < nx.nodes; ++i) {
    if (lengths[i] < 0 || lengths[i] > INT32_MAX - sum) return -1;
    starts[i] = sum;
    sum += lengths[i];
  }
  return sum;
}

static long collect(const void* x, const long* lengths, long* starts, char* y) {
  if (lengths[nx.node] > 0) memmove(y + starts[nx.node], x, (size_t)lengths[nx.node]);
  return hand_round(y, starts, lengths, PARTS);
}

long _gcol(void* x, long xlen, void* y, long ylen, long* ncnt) {
  if (xlen < 0 || ylen < 0) return nx_fail(EQLEN);
  if ((!x && xlen > 0) || (!y && ylen > 0)) return nx_fail(EQPBUF);
  long* table =
      malloc(3 * (size_t)nx.nodes * sizeof *table); /* lengths, where parts begin, and both for these */
  if (!table) return nx_fail(EQMEM);
  long *lengths = table, *starts = table + nx.nodes, *one = table + 2 * nx.nodes;
  for (int i = 0; i < nx.nodes; ++i) {
    starts[i] = i * (long)sizeof *lengths;
    one[i] = (long)sizeof *lengths;
  }
  lengths[nx.node] = xlen;
  nx_enter();
  long error = hand_round((char*)lengths, starts, one, LENGTHS);
  if (!error) {
    const long sum = add_up(lengths, starts);
    if (sum < 0 || sum > ylen)
      error = EQMSGLONG; /* all nodes know, and none sends */
    else
      error = collect(x, lengths, starts, y);
    if (!error && ncnt) *ncnt = sum;
  }
  nx_leave();
  free(table);
  return error ? nx_fail((int)error) : 0;
}
void gcol(void* x, long xlen, void* y, long ylen, long* ncnt) {
  if (_gcol(x, xlen, y, ylen, ncnt) < 0) nx_die("gcol");
}

long _nx_int_gcol(void* x, long xlen, void* y, long ylen, int* ncnt) {
  long sum;
  if (_gcol(x, xlen, y, ylen, &sum) < 0) return -1;
  *ncnt = (int)sum;
  return 0;
}
void nx_int_gcol(void* x, long xlen, void* y, long ylen, int* ncnt) {
  if (_nx_int_gcol(x, xlen, y, ylen, ncnt) < 0) nx_die("gcol");
}

long _gcolx(void* x, long xlens[], void* y) {
  if (!xlens) return nx_fail(EQPBUF);
  long* starts = malloc((size_t)nx.nodes * sizeof *starts);
  if (!starts) return nx_fail(EQMEM);
  const long sum = add_up(xlens, starts);
  long error = sum < 0 ? EQLEN : (!y && sum > 0) || (!x && xlens[nx.node] > 0) ? EQPBUF : 0;
  if (!error) {
    nx_enter();
    error = collect(x, xlens, starts, y);
    nx_leave();
  }
  free(starts);
  return error ? nx_fail((int)error) : 0;
}
void gcolx(void* x, long xlens[], void* y) {
  if (_gcolx(x, xlens, y) < 0) nx_die("gcolx");
}

long _nx_int_gcolx(void* x, int xlens[], void* y) {
  if (!xlens) return nx_fail(EQPBUF);
  long* lengths = malloc((size_t)nx.nodes * sizeof *lengths);
  if (!lengths) return nx_fail(EQMEM);
  for (int i = 0; i < nx.nodes; ++i) lengths[i] = xlens[i];
  const long status = _gcolx(x, lengths, y);
  free(lengths);
  return status;
}
void nx_int_gcolx(void* x, int xlens[], void* y) {
  if (_nx_int_gcolx(x, xlens, y) < 0) nx_die("gcolx");
}
