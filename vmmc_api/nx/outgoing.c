/* SPDX-License-Identifier: MIT */
/* Messages on their way out. Each peer has three queues: answers to scouts, messages in the order of their
 * sends, and large messages that go by packets. A credit goes to them in that order, since an answer sets a
 * whole message free. */
#include <string.h>

#include "state.h"

/* Whether the receiver says where the data go. Where all requests are in use the call has to wait until its
 * own is free, and the receiver may be in such a call itself, so the data go by packets to buffers there. */
static int needs_answer(const struct nx_request* r) {
  return r->count > NX_MOST_EAGER && !nx_is_spare(r);
}

/* Sends what credits allow of the message; 1: nothing is left to do in the queue. */
static int send_message(struct nx_peer* p, struct nx_request* r) {
  if (!nx_has_credit(p)) return 0;
  if (needs_answer(r)) {
    struct nx_scout scout = {(uint32_t)(r - nx_requests), r->count, 0};
    memcpy(&scout.tail, r->buf + (r->count & ~3u), r->count & 3);
    nx_send_packet(p, NX_SCOUT, &scout, sizeof scout, 1, (uint32_t)r->type, 0);
    return 1;
  }
  if (r->moved == 0) {
    if (r->count <= nx.fragment) {
      nx_send_packet(p, NX_ONLY, r->buf, r->count, 1, (uint32_t)r->type, 0);
      return 1;
    }
    nx_send_packet(p, NX_FIRST, r->buf, nx.fragment, 2, r->count, (uint32_t)r->type);
    r->moved = nx.fragment;
  }
  while (nx_has_credit(p)) {
    const uint32_t left = r->count - r->moved, bytes = left < nx.fragment ? left : nx.fragment;
    nx_send_packet(p, NX_MORE, r->buf + r->moved, bytes, 0, 0, 0);
    r->moved += bytes;
    if (bytes == left) return 1;
  }
  return 0;
}

static void has_left(struct nx_request* r) {
  if (!needs_answer(r)) {
    nx_done(r, 0);
    return;
  }
  if (r->step == NX_FREE) nx_want_watch(1);
  r->step = NX_ANNOUNCED;
}

static int send_stream(struct nx_peer* p, struct nx_request* r) {
  while (nx_has_credit(p)) {
    const uint32_t left = r->count - r->moved, bytes = left < NX_MOST_STREAM ? left : NX_MOST_STREAM;
    nx_send_packet(p, NX_STREAM, r->buf + r->moved, bytes, 1, r->receive, 0);
    r->moved += bytes;
    if (bytes == left) return 1;
  }
  return 0;
}

static int find_completion(const struct nx_peer* p) {
  for (int i = 0; i < NX_COMPLETIONS; ++i)
    if (!p->receive[i]) return i;
  return -1;
}

/* The peer has a credit. */
static void send_answer_packet(struct nx_peer* p, const struct nx_answer* answer) {
  const size_t pieces = answer->pieces > 0 ? (size_t)answer->pieces : 0;
  nx_send_packet(p, NX_ANSWER, answer,
                 (uint32_t)(offsetof(struct nx_answer, piece) + pieces * sizeof answer->piece[0]), 0, 0, 0);
}

void nx_send_dropped(struct nx_peer* p, uint32_t send) {
  send_answer_packet(p, &(struct nx_answer){send, 0, 0, NX_DROPPED, {{0, 0, 0}}});
}

/* Says where the data of an announced message go: straight into the buffer if its words are the network's,
 * and its pages can be exported. */
static int send_answer(struct nx_peer* p, struct nx_request* r) {
  struct nx_answer answer = {r->send, 0, 0, 0, {{0, 0, 0}}};
  const int number = find_completion(p);
  if (number < 0) return 0;
  r->receive = answer.receive = (uint32_t)number;
  r->pieces = answer.pieces = nx_export_pieces(r, answer.piece);
  p->receive[number] = r;
  nx_take_first(&p->answers);
  if (!r->handler) nx_unwatch(r);
  if (answer.pieces > 0) {
    if (++p->completions == 0) ++p->completions; /* the words begin as 0 */
    r->value = answer.value = p->completions;
    r->next = nx.completing;
    nx.completing = r;
  }
  send_answer_packet(p, &answer);
  return 1;
}

void nx_has_unsent(struct nx_peer* p) {
  if (p->waiting) return;
  p->waiting = 1;
  ++nx.unsent;
}

int nx_push(struct nx_peer* p) {
  int any = 0;
  while (p->answers.first && nx_has_credit(p) && send_answer(p, p->answers.first)) any = 1;
  while (p->messages.first) {
    struct nx_request* r = p->messages.first;
    const uint32_t sent = p->sent;
    const int all = send_message(p, r);
    any |= p->sent != sent;
    if (!all) break;
    nx_take_first(&p->messages);
    has_left(r);
  }
  while (p->streams.first) {
    struct nx_request* r = p->streams.first;
    const uint32_t sent = p->sent;
    const int all = send_stream(p, r);
    any |= p->sent != sent;
    if (!all) break;
    nx_take_first(&p->streams);
    nx_done(r, 0);
  }
  if (p->waiting && !p->answers.first && !p->messages.first && !p->streams.first) {
    p->waiting = 0;
    --nx.unsent;
  }
  return any;
}

void nx_begin_send(struct nx_request* r) {
  struct nx_peer* p = &nx.peer[r->node];
  r->is_send = 1;
  r->total = r->count;
  if (p->dead) {
    nx_done(r, EQNOACT);
    return;
  }
  if (r->node == nx.node) {
    const int error = nx_send_to_self(r->type, r->buf, r->count);
    nx_done(r, error);
    return;
  }
  if (!p->messages.first && send_message(p, r)) {
    has_left(r);
    return;
  }
  r->step = NX_QUEUED;
  nx_want_watch(1);
  nx_append(&p->messages, r);
  nx_has_unsent(p);
}

int nx_send_to_self(int32_t type, const char* buf, uint32_t count) {
  struct nx_request* r = nx_match_posted(type, nx.node);
  if (r) {
    if (nx_accept(r, type, nx.node, count)) {
      memcpy(r->buf, buf, count);
      nx_done(r, 0);
    }
    return 0;
  }
  if (type >= NX_FIRST_FORCE_TYPE) return 0;
  struct nx_arrived* m = nx_keep(type, nx.node, count, count);
  if (!m) return EQMEM;
  memcpy(m->data, buf, count);
  m->got = count;
  return 0;
}

/* Two pages through which data go that do not lie on words: one is filled while the other is read. */
static char bounce[2][VMMC_PAGE_BYTES] __attribute__((aligned(VMMC_PAGE_BYTES)));

static int send_unaligned(const char* from, vmmc_proxy to, uint32_t bytes) {
  for (int page = 0; bytes > 0; page ^= 1) {
    int status;
    const size_t limit = vmmc_transfer_limit(bounce[page], to);
    const uint32_t piece = bytes < limit ? bytes : (uint32_t)limit;
    while (!vmmc_send_done(bounce[page])) continue;
    memcpy(bounce[page], from, piece);
    while ((status = vmmc_send_start(bounce[page], to, piece)) == VMMC_ERROR_BUSY) continue;
    if (status < 0) return status;
    from += piece;
    to = vmmc_at(to, piece);
    bytes -= piece;
  }
  while (!vmmc_send_done(bounce[0]) || !vmmc_send_done(bounce[1])) continue;
  return VMMC_OK;
}

static int send_straight(struct nx_peer* p, struct nx_request* r, const struct nx_answer* answer) {
  const char* from = r->buf;
  for (int i = 0; i < answer->pieces; ++i) {
    const struct nx_piece* piece = &answer->piece[i];
    const vmmc_proxy to = nx_import_piece(p, piece);
    if (!to) return EQNOACT;
    const int status =
        (uintptr_t)from % 4 ? send_unaligned(from, to, piece->bytes) : vmmc_send(from, to, piece->bytes);
    if (status < 0) return status == VMMC_ERROR_LOST ? EQBADNODE : EQNOACT;
    from += piece->bytes;
  }
  p->out_control->completion[answer->receive] = answer->value;
  ++p->direct;
  return nx_send_word(p, &p->out_control->completion[answer->receive]) < 0 ? EQNOACT : 0;
}

void nx_answered(struct nx_peer* p, const struct nx_answer* answer) {
  struct nx_request* r = &nx_requests[answer->send];
  if (r->step != NX_ANNOUNCED) return;
  if (answer->pieces == NX_DROPPED) {
    nx_done(r, 0);
  } else if (answer->pieces == NX_BY_STREAM) {
    r->step = NX_STREAMING;
    r->receive = answer->receive;
    nx_append(&p->streams, r);
    nx_has_unsent(p);
  } else {
    nx_done(r, send_straight(p, r, answer));
  }
}
