/* SPDX-License-Identifier: MIT */
/* The two queues of NX: receives that wait for messages, and messages that wait for receives. Both are
 * searched from the oldest on, which keeps the order of messages. */
#include "state.h"

/* The library's own types are in no set, nor in -1. */
int nx_takes_set(int32_t selector, int32_t type) {
  if (type >= NX_FIRST_SYSTEM_TYPE && type < NX_FIRST_FORCE_TYPE) return 0;
  const int bit = type < 30 ? type : 30;
  return (uint32_t)selector >> bit & 1;
}

struct nx_request* nx_match_posted(int32_t type, int32_t node) {
  for (struct nx_request** at = &nx.posted.first; *at; at = &(*at)->next) {
    struct nx_request* r = *at;
    if (!nx_takes(r->type, type) || (r->node != node && r->node != NX_ANY)) continue;
    *at = r->next;
    if (!r->next) nx.posted.end = at;
    return r;
  }
  return 0;
}

void nx_unmatch(struct nx_request* r) {
  if (!(r->next = nx.posted.first)) nx.posted.end = &r->next;
  nx.posted.first = r;
}

struct nx_arrived** nx_match_arrived(int32_t selector, int32_t node) {
  for (struct nx_arrived** at = &nx.arrived; *at; at = &(*at)->next)
    if (nx_takes(selector, (*at)->type) && (node == NX_ANY || node == (*at)->node)) return at;
  return 0;
}

static struct nx_arrived* take_out(struct nx_arrived** at) {
  struct nx_arrived* m = *at;
  *at = m->next;
  if (!m->next) nx.arrived_end = at;
  return m;
}

struct nx_arrived* nx_keep(int32_t type, int32_t node, uint32_t total, uint32_t room) {
  struct nx_arrived* m = nx_allocate(sizeof *m + room);
  if (!m) return 0;
  m->next = 0;
  m->type = type;
  m->node = node;
  m->total = total;
  m->got = 0;
  m->is_scout = 0;
  *nx.arrived_end = m;
  nx.arrived_end = &m->next;
  return m;
}

int nx_accept(struct nx_request* r, int32_t type, int32_t node, uint32_t total) {
  r->type = type;
  r->node = node;
  r->total = total;
  r->step = NX_ARRIVING;
  if (total <= r->count) return 1;
  nx_done(r, EQMSGLONG);
  return 0;
}

/* It is kept in the scout's own buffer, so that it needs no request: all of them may be in use. */
static void refuse(struct nx_arrived* m) {
  m->next = nx.refused;
  nx.refused = m;
  ++nx.unsent;
}

int nx_refuse(void) {
  int any = 0;
  for (struct nx_arrived** at = &nx.refused; *at;) {
    struct nx_arrived* m = *at;
    if (!nx_has_credit(&nx.peer[m->node])) {
      at = &m->next;
      continue;
    }
    *at = m->next;
    nx_send_dropped(&nx.peer[m->node], m->scout.send);
    nx_release(m);
    --nx.unsent;
    any = 1;
  }
  return any;
}

void nx_drop_arrived(struct nx_arrived** at) {
  struct nx_arrived* m = take_out(at);
  struct nx_peer* p = &nx.peer[m->node];
  if (m->is_scout) {
    refuse(m);
    return;
  }
  if (p->in_arrived == m) p->in_arrived = 0;
  nx_release(m);
}

void nx_post(struct nx_request* r) {
  /* What has arrived for a force type before this call is thrown away, not received. */
  if (r->type >= NX_FIRST_FORCE_TYPE) nx_progress();
  struct nx_arrived** at = nx.arrived ? nx_match_arrived(r->type, r->node) : 0;
  if (!at) {
    r->step = NX_POSTED;
    nx_append(&nx.posted, r);
    return;
  }
  struct nx_arrived* m = *at;
  struct nx_peer* p = &nx.peer[m->node];
  if (!nx_accept(r, m->type, m->node, m->total)) {
    nx_drop_arrived(at);
    return;
  }
  take_out(at);
  if (m->is_scout) {
    r->send = m->scout.send;
    r->tail = m->scout.tail;
    nx_append(&p->answers, r);
    nx_has_unsent(p);
    nx_push(p);
  } else {
    nx_copy(r->buf, m->data, m->got);
    r->moved = m->got;
    if (m->got == m->total) {
      nx_done(r, 0);
    } else {
      p->in_arrived = 0;
      p->in_request = r;
    }
  }
  nx_release(m);
}
