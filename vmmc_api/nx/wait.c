/* SPDX-License-Identifier: MIT */
/* Waiting: a while by looking, then without the processor; and noticing that a process has ended.
 *
 * A processor that is given away is back after two system calls, a switch, an interrupt and a signal to the
 * handler of the rings: about 100 us. Who looks for twice that long before has at most three times the cost
 * of the better choice [A]. Data that are known to come straight into the program's memory are looked for as
 * long as they take; beyond MOST_US of that a sleep costs a hundredth, and others get the processor. */
#include <arrivals.h>

#include "state.h"

enum { TURNS_BETWEEN_CLOCKS = 64, LOOK_FOR_US = 200, LOOKS_IN_VAIN = 16384 /* [A]: 20 ms and more */ };
enum {
  BYTES_PER_US = 22, /* of large messages [A]: what a board's engine moves over EISA */
  MOST_US = 10000    /* [A] */
};
static const int64_t patience_without_memory_ns = 5000000000; /* [A] */

/* How long it pays to look for what comes next. All data go through one board, one behind the other. */
static double patience_us(void) {
  double us = 0;
  for (const struct nx_request* r = nx.completing; r; r = r->next) us += (double)r->total / BYTES_PER_US;
  return LOOK_FOR_US + (us > MOST_US ? 0 : us);
}

/* All that was to come from or to go to a process that has ended. */
static void mourn(struct nx_peer* p) {
  const int32_t node = (int32_t)(p - nx.peer);
  p->dead = 1;
  p->credits = 0; /* a send asks, and is told */
  --nx.live;
  p->in_request = 0;
  p->in_arrived = 0;
  for (struct nx_arrived** at = &nx.arrived; *at;) {
    struct nx_arrived* m = *at;
    if (m->node == node && (m->is_scout || m->got < m->total)) {
      m->is_scout = 0;
      nx_drop_arrived(at);
    } else {
      at = &m->next;
    }
  }
  nx_queue_clear(&p->answers);
  nx_queue_clear(&p->messages);
  nx_queue_clear(&p->streams);
  for (struct nx_request** at = &nx.completing; *at;) {
    if ((*at)->node == node)
      *at = (*at)->next;
    else
      at = &(*at)->next;
  }
  for (struct nx_request* r = nx_requests; r != nx_requests + NX_ALL_REQUESTS; ++r) {
    if (r->node != node || r->step == NX_FREE || r->step == NX_DONE || r->step == NX_POSTED) continue;
    if (!r->is_send) nx_free_pieces(r);
    nx_done(r, EQNOACT);
  }
}

int nx_has_ended(int node) {
  struct nx_peer* p = &nx.peer[node];
  if (node == nx.node || p->dead) return p->dead;
  if (vmmc_import_state((vmmc_proxy)((uintptr_t)p->out_control + p->to_proxy)) == VMMC_OK) return 0;
  while (nx_progress()) continue; /* what it sent before it ended */
  if (!p->dead) mourn(p);
  return 1;
}

static void look_for_ends(void) {
  for (int i = 0; i < nx.nodes; ++i) nx_has_ended(i);
}

static int is_hopeless(int node) {
  if (node == nx.node || nx.nodes == 1) return 0;
  return node == NX_ANY ? nx.live == 0 : nx.peer[node].dead;
}

int nx_look_in_vain(int node) {
  if (++nx.in_vain < LOOKS_IN_VAIN) return 0;
  nx.in_vain = 0;
  look_for_ends();
  if (!is_hopeless(node)) return 0;
  nx_blame(node);
  return 1;
}

/* Packets that have come and find no memory hold back all that their senders send. Others may still send what
 * the call waits for; when nothing comes any more it never returns, as on the iPSC, so it fails. */
static void sleep_until_news(void) {
  const int starved = nx.starved;
  const int came = vmmc_await(starved ? patience_without_memory_ns : -1, VMMC_AWAIT_DATA);
  nx.starved = 0;
  if (nx_progress()) return;
  if (starved && nx.starved && !came) {
    errno = EQMEM;
    nx_die("messages that nobody has received");
  }
  look_for_ends();
}

int nx_rest(struct nx_patience* patience, int node) {
  if (++patience->turns % TURNS_BETWEEN_CLOCKS) return 1;
  const double now = dclock();
  if (patience->turns == TURNS_BETWEEN_CLOCKS) {
    patience->since = now;
    if (nx.watching && !nx.in_notification) {
      nx_set_watch(0);
      nx.attention = 1;
    }
    return !is_hopeless(node);
  }
  if (now - patience->since < patience_us() * 1e-6) return !is_hopeless(node);
  patience->since = now;
  if (nx.in_notification) { /* a handler cannot be put to sleep */
    look_for_ends();
  } else {
    if (!nx.watching) {
      nx_set_watch(1);
      nx.attention = 1;
      if (nx_progress()) return 1;
    }
    sleep_until_news();
    patience->turns = TURNS_BETWEEN_CLOCKS; /* awake: looks for as long again */
    patience->since = dclock();
  }
  return !is_hopeless(node);
}

/* Only a posted receive is left when a node has ended. */
static void give_up(struct nx_request* r) {
  nx_remove(&nx.posted, r);
  nx_done(r, EQNOACT);
}

void nx_look_for(struct nx_request* r) {
  if (nx_look_in_vain(r->node) && r->step == NX_POSTED) give_up(r);
}

int nx_wait_for(struct nx_request* r) {
  struct nx_patience patience = {0, 0, 0};
  while (r->step != NX_DONE) {
    if (nx_progress()) {
      patience.turns = 0;
      continue;
    }
    if (nx_rest(&patience, r->node) || nx_progress() || r->step == NX_DONE) continue;
    give_up(r);
  }
  if (r->error == EQNOACT) nx_blame(r->node);
  return r->error;
}
