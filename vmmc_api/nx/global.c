/* SPDX-License-Identifier: MIT */
/* Global operations by pairwise exchange: in step k the nodes whose numbers differ in bit k exchange their
 * values and combine them. Operations are commutative, so both get the same bits. Nodes beyond the greatest
 * power of two give their values to a partner first, and get the result last. */
#include <string.h>

#include "global.h"

/* Each operation has a type of its own for each step: a fast node's next operation cannot be taken for a slow
 * one's, since messages of a pair come in order. */
enum { FOLD = 32, UNFOLD = 33 };

int nx_swap(int partner, int step, const void* out, uint32_t bytes, void* in, uint32_t room, long* info) {
  struct nx_request* r = nx_new_blocking_request();
  r->type = NX_FIRST_SYSTEM_TYPE + step;
  r->node = partner;
  r->buf = in;
  r->count = room;
  nx_post(r);
  int error = (int)nx_send_blocking(NX_FIRST_SYSTEM_TYPE + step, out, bytes, partner);
  const int received = r->step == NX_DONE ? r->error : nx_wait_for(r);
  if (info) nx_tell(info, r->type, r->total, r->node);
  nx_free_request(r);
  return error ? error : received;
}

static int combine(void* x, uint32_t bytes, void* work, nx_combine* combiner, long n, nx_function function) {
  int power = 1, error = 0;
  while (2 * power <= nx.nodes) power *= 2;
  const int extra = nx.nodes - power;
  if (nx.node >= power) {
    error = (int)nx_send_blocking(NX_FIRST_SYSTEM_TYPE + FOLD, x, bytes, nx.node - power);
    if (!error) error = (int)nx_receive_blocking(NX_FIRST_SYSTEM_TYPE + UNFOLD, x, bytes, nx.node - power, 0);
    return error;
  }
  if (nx.node < extra) {
    error = (int)nx_receive_blocking(NX_FIRST_SYSTEM_TYPE + FOLD, work, bytes, nx.node + power, 0);
    if (!error) combiner(x, work, n, function);
  }
  int step = 0;
  for (int bit = 1; bit < power && !error; bit *= 2, ++step) {
    error = nx_swap(nx.node ^ bit, step, x, bytes, work, bytes, 0);
    if (!error) combiner(x, work, n, function);
  }
  if (!error && nx.node < extra)
    error = (int)nx_send_blocking(NX_FIRST_SYSTEM_TYPE + UNFOLD, x, bytes, nx.node + power);
  return error;
}

long nx_combine_all(void* x, long n, size_t element, void* work, nx_combine* combiner, nx_function function) {
  if (n < 0 || (size_t)n > INT32_MAX / element) return nx_fail(EQLEN);
  if (n > 0 && (!x || !work)) return nx_fail(EQPBUF);
  nx_enter();
  const int error = combine(x, (uint32_t)((size_t)n * element), work, combiner, n, function);
  nx_leave();
  return error ? nx_fail(error) : 0;
}

static void nothing(void* x, const void* work, long n, nx_function function) {
  (void)x, (void)work, (void)n, (void)function;
}

long _gsync(void) {
  return nx_combine_all(0, 0, 1, 0, nothing, 0);
}
void gsync(void) {
  if (_gsync() < 0) nx_die("gsync");
}

static void by_function(void* x, const void* work, long n, nx_function function) {
  (void)n;
  function(x, (void*)work);
}

long _gopf(void* x, long xlen, void* work, nx_function function) {
  if (!function) return nx_fail(EQPARAM);
  return nx_combine_all(x, xlen, 1, work, by_function, function);
}
void gopf(void* x, long xlen, void* work, nx_function function) {
  if (_gopf(x, xlen, work, function) < 0) nx_die("gopf");
}
