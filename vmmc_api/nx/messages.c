/* SPDX-License-Identifier: MIT */
/* Message ids: msgwait, msgdone, msgcancel, msgignore, msgmerge. An id is the number of a request; those of
 * msgmerge are a chain behind the first. */
#include <string.h>

#include "state.h"

static struct nx_request* find(long mid) {
  if (mid < 0 || mid >= NX_MOST_REQUESTS) return 0;
  struct nx_request* r = &nx_requests[mid];
  return r->has_mid && r->step != NX_FREE ? r : 0;
}

/* Of an operation that is done: tells the program, and frees the request. */
static int finish(struct nx_request* r) {
  const int error = r->error;
  if (!r->is_send && error != EQNOACT && r->info) nx_tell(r->info, r->type, r->total, r->node);
  if (error == EQNOACT) nx_blame(r->node);
  nx_free_request(r);
  return error;
}

long _msgwait(long mid) {
  struct nx_request* r = find(mid);
  if (!r) return nx_fail(EQMID);
  int error = 0;
  nx_enter();
  while (r) {
    struct nx_request* next = r->merged;
    int waited;
    if (r->is_send && r->step != NX_DONE && r->count > NX_MOST_EAGER) {
      waited = nx_finish_send(r);
    } else {
      waited = nx_wait_for(r);
      if (waited) r->error = waited;
      waited = finish(r);
    }
    if (!error) error = waited;
    r = next;
  }
  nx_leave();
  return error ? nx_fail(error) : 0;
}
void msgwait(long mid) {
  if (_msgwait(mid) < 0) nx_die("msgwait");
}

/* Goes on with the copies of large sends; those that are complete need the program no more. Takes them out of
 * the chain, the first one last, whose number is that of all. Whether all that is left is done. */
static int save(struct nx_request** first) {
  int waits = 0;
  for (struct nx_request** at = &(*first)->merged; *at;) {
    struct nx_request* const r = *at;
    if (nx_save(r) < 0) {
      *at = r->merged;
      continue;
    }
    waits |= r->step != NX_DONE;
    at = &r->merged;
  }
  if (waits) return 0;
  struct nx_request* const rest = (*first)->merged;
  if (nx_save(*first) < 0) *first = rest;
  return !*first || (*first)->step == NX_DONE;
}

static struct nx_request* first_open(struct nx_request* r) {
  while (r->step == NX_DONE) r = r->merged;
  return r;
}

long _msgdone(long mid) {
  struct nx_request* r = find(mid);
  if (!r) return nx_fail(EQMID);
  int error = 0, done = 1;
  nx_enter();
  for (int look = 0; look < 2; ++look) { /* the second look is behind what has just arrived */
    done = 1;
    for (struct nx_request* i = r; i && done; i = i->merged) done = i->step == NX_DONE;
    if (done || look || !nx_progress()) break;
  }
  if (!done) done = save(&r);
  if (done)
    nx.in_vain = 0;
  else
    nx_look_for(first_open(r));
  for (struct nx_request* next; done && r; r = next) {
    next = r->merged;
    const int of_this = finish(r);
    if (!error) error = of_this;
  }
  nx_leave();
  return error ? nx_fail(error) : done;
}
long msgdone(long mid) {
  const long done = _msgdone(mid);
  if (done < 0) nx_die("msgdone");
  return done;
}

/* Takes an operation back, or lets it end without its owner: a message that is on its way is received first,
 * and an announced one goes out of a copy. */
static void cancel(struct nx_request* r) {
  if (r->step == NX_POSTED) {
    nx_remove(&nx.posted, r);
    nx_done(r, 0);
  } else if (r->is_send && r->step == NX_QUEUED && r->moved == 0) {
    nx_remove(&nx.peer[r->node].messages, r);
    nx_done(r, 0);
  } else if (r->is_send && r->step != NX_DONE) {
    char* safe = nx_allocate(r->count);
    if (safe) {
      memcpy(safe, r->buf, r->count);
      nx_let_go(r, safe);
      return;
    }
  }
  nx_wait_for(r);
  nx_free_request(r);
}

long _msgcancel(long mid) {
  struct nx_request* r = find(mid);
  if (!r) return nx_fail(EQMID);
  nx_enter();
  while (r) {
    struct nx_request* next = r->merged;
    cancel(r);
    r = next;
  }
  nx_leave();
  return 0;
}
void msgcancel(long mid) {
  if (_msgcancel(mid) < 0) nx_die("msgcancel");
}

long _msgignore(long mid) {
  struct nx_request* r = find(mid);
  if (!r) return nx_fail(EQMID);
  nx_enter();
  while (r) {
    struct nx_request* next = r->merged;
    r->merged = 0;
    r->has_mid = 0;
    r->released = 1;
    if (r->step == NX_DONE) nx_free_request(r);
    r = next;
  }
  nx_leave();
  return 0;
}
void msgignore(long mid) {
  if (_msgignore(mid) < 0) nx_die("msgignore");
}

long _msgmerge(long mid1, long mid2) {
  struct nx_request *first = find(mid1), *second = find(mid2);
  if ((!first && mid1 != -1) || (!second && mid2 != -1) || (first && first == second)) return nx_fail(EQMID);
  if (!first) return mid2;
  if (!second) return mid1;
  struct nx_request* last = first;
  while (last->merged) last = last->merged;
  last->merged = second;
  second->has_mid = 0; /* its id is the first one's now */
  return mid1;
}
long msgmerge(long mid1, long mid2) {
  const long mid = _msgmerge(mid1, mid2);
  if (mid == -1 && (mid1 != -1 || mid2 != -1)) nx_die("msgmerge");
  return mid;
}
