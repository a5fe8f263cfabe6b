/* SPDX-License-Identifier: MIT */
/* Taking packets out of the rings. What nobody has asked for goes to buffers of the heap, so that no sender
 * waits for another's receive: with that, a sender that waits for credits while it takes what comes can never
 * be in a circle of waiters. */
#include <string.h>

#include "state.h"

/* Stores that miss the data cache do not bring their line in, and go on to the second cache one by one: a
 * load of each line of the destination first makes a copy several times as fast. */
typedef uint32_t any_word __attribute__((may_alias, aligned(1)));

static void copy_lines(char** to, const volatile uint32_t** from, uint32_t* bytes) {
  const volatile uint32_t* f = *from;
  volatile any_word* t = (volatile any_word*)*to;
  uint32_t n = *bytes;
  for (; n >= 32; n -= 32, t += 8, f += 8) {
    (void)t[7];
    uint32_t a = f[0], b = f[1], c = f[2], d = f[3]; /* in pairs, for both pipes */
    t[0] = a, t[1] = b;
    a = f[4], b = f[5];
    t[2] = c, t[3] = d;
    c = f[6], d = f[7];
    t[4] = a, t[5] = b;
    t[6] = c, t[7] = d;
  }
  *from = f;
  *to = (char*)t;
  *bytes = n;
}

void nx_copy(char* to, const void* source, uint32_t bytes) {
  const volatile uint32_t* from = source;
  if (bytes >= 64) copy_lines(&to, &from, &bytes);
  nx_copy_words(to, from, bytes);
}

/* Each of these takes a packet that ends at `end`; 0: there is no room for it now. */
static int take_only(int32_t node, const char* end, uint32_t bytes) {
  const int32_t type = *(const volatile int32_t*)(end - 8);
  const char* data = end - 8 - nx_whole_words(bytes);
  struct nx_request* r = nx_match_posted(type, node);
  if (r) {
    if (!nx_accept(r, type, node, bytes)) return 1;
    nx_copy(r->buf, data, bytes);
    nx_done(r, 0);
    return 1;
  }
  if (type >= NX_FIRST_FORCE_TYPE) return 1;
  struct nx_arrived* m = nx_keep(type, node, bytes, bytes);
  if (!m) return 0;
  nx_copy(m->data, data, bytes);
  m->got = bytes;
  return 1;
}

static int take_first(struct nx_peer* p, int32_t node, const char* end, uint32_t bytes) {
  const int32_t type = *(const volatile int32_t*)(end - 8);
  const uint32_t total = *(const volatile uint32_t*)(end - 12);
  const char* data = end - 12 - nx_whole_words(bytes);
  struct nx_request* r = nx_match_posted(type, node);
  p->in_arrived = 0;
  p->in_request = 0;
  if (r) {
    if (nx_accept(r, type, node, total)) {
      nx_copy(r->buf, data, bytes);
      r->moved = bytes;
      p->in_request = r;
    }
  } else if (type < NX_FIRST_FORCE_TYPE) {
    struct nx_arrived* m = nx_keep(type, node, total, total);
    if (!m) return 0;
    nx_copy(m->data, data, bytes);
    m->got = bytes;
    p->in_arrived = m;
  }
  p->in_left = total - bytes;
  return 1;
}

static int take_more(struct nx_peer* p, const char* end, uint32_t bytes) {
  const char* data = end - 4 - nx_whole_words(bytes);
  struct nx_request* r = p->in_request;
  p->in_left -= bytes;
  if (r) {
    nx_copy(r->buf + r->moved, data, bytes);
    r->moved += bytes;
    if (!p->in_left) {
      p->in_request = 0;
      nx_done(r, 0);
    }
  } else if (p->in_arrived) {
    nx_copy(p->in_arrived->data + p->in_arrived->got, data, bytes);
    p->in_arrived->got += bytes;
    if (!p->in_left) p->in_arrived = 0;
  }
  return 1;
}

static int take_scout(struct nx_peer* p, int32_t node, const char* end) {
  const int32_t type = *(const volatile int32_t*)(end - 8);
  struct nx_scout scout;
  memcpy(&scout, end - 8 - sizeof scout, sizeof scout);
  struct nx_request* r = nx_match_posted(type, node);
  if (r && scout.total <= r->count) {
    nx_accept(r, type, node, scout.total);
    r->send = scout.send;
    r->tail = scout.tail;
    nx_append(&p->answers, r);
    nx_has_unsent(p);
    return 1;
  }
  struct nx_arrived** const last = nx.arrived_end;
  struct nx_arrived* m = nx_keep(type, node, scout.total, 0);
  if (!m) {
    if (r) nx_unmatch(r);
    return 0;
  }
  m->is_scout = 1;
  m->scout = scout;
  if (r || type >= NX_FIRST_FORCE_TYPE) nx_drop_arrived(last);
  if (r) nx_accept(r, type, node, scout.total); /* tells that it is too long */
  return 1;
}

static int take_stream(struct nx_peer* p, const char* end, uint32_t bytes) {
  const uint32_t number = *(const volatile uint32_t*)(end - 8);
  struct nx_request* r = p->receive[number];
  nx_copy(r->buf + r->moved, end - 8 - nx_whole_words(bytes), bytes);
  r->moved += bytes;
  if (r->moved == r->total) {
    p->receive[number] = 0;
    nx_done(r, 0);
  }
  return 1;
}

/* An answer makes the sender send, which takes long, so its slot is given back first. */
int nx_take(struct nx_poll* poll) {
  const volatile uint32_t* const at = poll->flag;
  const uint32_t flag = *at, bytes = nx_flag_bytes(flag);
  const int32_t node = (int32_t)poll->node;
  struct nx_peer* p = &nx.peer[node];
  const char* end = (const char*)(at + 1);
  const enum nx_kind kind = nx_flag_kind(flag);
  int taken = 1;
  NX_BARRIER();
  switch (kind) {
    case NX_ONLY:
      taken = take_only(node, end, bytes);
      break;
    case NX_FIRST:
      taken = take_first(p, node, end, bytes);
      break;
    case NX_MORE:
      taken = take_more(p, end, bytes);
      break;
    case NX_SCOUT:
      taken = take_scout(p, node, end);
      break;
    case NX_STREAM:
      taken = take_stream(p, end, bytes);
      break;
    case NX_ANSWER:
      break;
  }
  if (!taken) {
    nx.attention = 1; /* in a handler: the next call has room */
    nx.starved = !nx.in_notification;
    return 0;
  }
  if (kind == NX_ANSWER) {
    struct nx_answer answer;
    memcpy(&answer, end - NX_FLAG_BYTES - bytes, bytes);
    nx_release_slot(poll, p, flag);
    nx_answered(p, &answer);
  } else {
    nx_release_slot(poll, p, flag);
  }
  return 1;
}

/* Receives whose data come by deliberate update into the user's buffer. */
static int take_completed(void) {
  int taken = 0;
  for (struct nx_request** at = &nx.completing; *at;) {
    struct nx_request* r = *at;
    struct nx_peer* p = &nx.peer[r->node];
    if (p->in_control->completion[r->receive] != r->value) {
      at = &r->next;
      continue;
    }
    *at = r->next;
    p->receive[r->receive] = 0;
    nx_free_pieces(r);
    nx_copy(r->buf + (r->total & ~3u), &r->tail, r->total & 3);
    r->moved = r->total;
    nx_done(r, 0);
    taken = 1;
  }
  return taken;
}

int nx_progress(void) {
  int happened = 0;
  for (struct nx_poll* poll = nx.polls; poll != nx.polls_end; ++poll)
    if (nx_has_come(poll)) happened |= nx_take(poll);
  if (nx.completing) happened |= take_completed();
  if (nx.unsent) {
    if (nx.refused) happened |= nx_refuse();
    for (struct nx_poll* poll = nx.polls; poll != nx.polls_end; ++poll)
      if (nx.peer[poll->node].waiting) happened |= nx_push(&nx.peer[poll->node]);
  }
  if (nx.to_handle.first) nx_run_handlers();
  return happened;
}
