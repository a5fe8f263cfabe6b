/* SPDX-License-Identifier: MIT */
/* Handlers of the program, and the notifications that let them interrupt it.
 *
 * Packets notify always; the rings are watched only while something needs it: receives of hrecv, and sends
 * that wait for an answer or a credit while the program computes. A call that waits looks for itself,
 * without. */
#include <arrivals.h>

#include "state.h"

void nx_set_watch(int on) {
  for (int group = 0; group * NX_GROUP < nx.nodes; ++group) vmmc_watch(NX_RINGS_ID + (unsigned)group, on);
  nx.watching = on;
}

static void call(struct nx_request* r) {
  const struct nx_request done = *r;
  const nx_handler plain = (nx_handler)r->handler;
  nx_free_request(r);
  if (done.error) {
    errno = done.error;
    if (done.error == EQNOACT) nx_blame(done.node);
    if (done.is_send) nx_die(done.extended ? "hsendx" : "hsend");
    nx_die(done.extended ? "hrecvx" : "hrecv");
  }
  nx_tell(msginfo, done.type, done.total, done.node);
  const long type = done.type, count = (long)done.total, node = done.node;
  if (done.extended)
    done.handler(type, count, node, nx.ptype, done.hparam);
  else
    plain(type, count, node, nx.ptype);
}

void nx_run_handlers(void) {
  if (nx.masked || nx.in_handler) return;
  long kept[4];
  for (int i = 0; i < 4; ++i) kept[i] = msginfo[i];
  const int error = errno;
  nx.in_handler = 1;
  while (nx.to_handle.first && !nx.masked) {
    struct nx_request* r = nx.to_handle.first;
    nx_take_first(&nx.to_handle);
    call(r);
  }
  nx.in_handler = 0;
  errno = error;
  for (int i = 0; i < 4; ++i) msginfo[i] = kept[i];
}

/* Takes what has come only while something is wanted of it. The rest stays in the rings: the next receive
 * takes it straight to its place, and credits hold its sender back. Who took it here would copy it twice, and
 * never be done while a sender goes on that is faster than that. */
static void take_what_is_wanted(void) {
  while (nx.wanted > 0 && nx_progress()) continue;
}

void nx_leave_slowly(void) {
  while (nx.attention) {
    nx.attention = 0;
    nx.inside = 1;
    NX_BARRIER();
    take_what_is_wanted();
    nx_run_handlers();
    const int on = nx.wanted > 0;
    if (on != nx.watching) {
      if (on) nx_reserve();
      nx_set_watch(on);
      if (on) nx.attention = 1; /* what came before the watch does not notify: look once more */
    }
    NX_BARRIER();
    nx.inside = 0;
    NX_BARRIER();
  }
}

void nx_notified(unsigned int id) {
  (void)id;
  nx.attention = 1;
  if (nx.inside) { /* the call looks for itself; what else comes at once should not notify as well */
    if (nx.watching) nx_set_watch(0);
    return;
  }
  nx.inside = 1;
  nx.in_notification = 1;
  NX_BARRIER();
  nx.attention = 0;
  take_what_is_wanted();
  nx_run_handlers();
  if (nx.watching && nx.wanted == 0) nx_set_watch(0);
  NX_BARRIER();
  nx.in_notification = 0;
  nx.inside = 0;
}

long _masktrap(long state) {
  nx_enter();
  const long before = nx.masked;
  nx.masked = state != 0;
  if (!nx.masked && nx.to_handle.first) nx.attention = 1;
  nx_leave();
  return before;
}
long masktrap(long state) {
  return _masktrap(state);
}
