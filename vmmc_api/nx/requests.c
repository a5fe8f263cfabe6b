/* SPDX-License-Identifier: MIT */
/* Requests: a fixed pool, so that a handler may take one, too. */
#include "state.h"

struct nx_request nx_requests[NX_ALL_REQUESTS];

static inline struct nx_request* take(struct nx_request** list) {
  struct nx_request* r = *list;
  if (!r) return 0;
  *list = r->next;
  (void)*(volatile uint32_t*)&r->total; /* brings the second line in */
  r->step = NX_FREE;
  r->is_send = r->has_mid = r->extended = r->owned = r->released = r->watched = 0;
  r->moved = r->total = 0;
  r->error = 0;
  r->handler = 0;
  r->merged = 0;
  r->info = 0; /* or safe */
  r->pieces = 0;
  r->saved = 0;
  return r;
}

struct nx_request* nx_new_request(void) {
  return take(&nx.free_requests);
}
struct nx_request* nx_new_blocking_request(void) {
  return take(nx.free_requests ? &nx.free_requests : &nx.free_spares);
}

void nx_free_request(struct nx_request* r) {
  if (r->owned) nx_release(r->buf);
  if (r->is_send && r->safe) nx_release(r->safe);
  r->owned = 0;
  r->has_mid = 0;
  r->step = NX_FREE;
  struct nx_request** const list = nx_is_spare(r) ? &nx.free_spares : &nx.free_requests;
  r->next = *list;
  *list = r;
}

int nx_remove(struct nx_queue* q, struct nx_request* r) {
  for (struct nx_request** at = &q->first; *at; at = &(*at)->next) {
    if (*at != r) continue;
    *at = r->next;
    if (!r->next) q->end = at;
    return 1;
  }
  return 0;
}

void nx_watch_for(struct nx_request* r) {
  r->watched = 1;
  nx_want_watch(1);
}

void nx_unwatch(struct nx_request* r) {
  if (r->watched) nx_want_watch(-1);
  r->watched = 0;
}

/* Sends are counted as in want of notifications while they wait; hrecv's receives as long as they live, those
 * of a large irecv until a scout has been answered. */
void nx_done(struct nx_request* r, int error) {
  if (r->is_send) {
    if (r->step != NX_DONE && r->step != NX_FREE) nx_want_watch(-1);
  } else {
    nx_unwatch(r);
  }
  r->step = NX_DONE;
  if (error) r->error = error;
  if (r->handler) {
    nx_append(&nx.to_handle, r);
    nx.attention = 1;
  } else if (r->released) {
    nx_free_request(r);
  }
}
