// SPDX-License-Identifier: MIT
// A random schedule of messages against a reference model of NX's queues.
//   schedule SEED MESSAGES MOST_BYTES
// All processes make the same list of messages in one global order; each executes its part of it in that
// order, so that what a receive may wait for is always sent. Receives choose at random how exactly they ask;
// the model says which message of the sender they must have got: the oldest one that fits. Sends and receives
// are of every kind: waited for, merged, ignored, by handlers that are masked at times, or taken back, and
// then they may have happened or not. At the end all credits have to be back.
#include <nx.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 4000, PENDING = 16, TYPES = 40, TAKEN_BACK = 3000 /* a type */ };

struct message {
  int from, to, type, sent_at, received, claimed;
  uint32_t bytes;
};
static struct message list[MOST];
static int count, me, nodes;
static uint32_t most;
static uint64_t state;

static uint32_t next(uint32_t below) {
  state = state * 6364136223846793005ull + 1442695040888963407ull;
  return (uint32_t)(state >> 33) % below;
}

static void fail(const char* what, int k) {
  printf("node %d: %s (message %d)\n", me, what, k);
  exit(1);
}

static uint32_t random_size(void) {
  const uint32_t kind = next(20);
  const uint32_t limit = kind < 10 ? 64 : kind < 15 ? 4200 : kind < 19 ? 40000 : 1u << 20;
  return next((limit < most ? limit : most) + 1);
}

static void make_list(void) {
  for (int k = 0; k < count; ++k) {
    struct message* m = &list[k];
    m->from = (int)next((uint32_t)nodes);
    m->to = (int)next((uint32_t)nodes);
    m->type = (int)(next(4) ? next(TYPES) : 1000 + next(3));
    m->bytes = random_size();
    m->sent_at = k;
  }
}

static unsigned char byte_of(int k, uint32_t i) {
  return (unsigned char)((unsigned)k * 37u + i * 11u + (i >> 8) * 5u);
}

/* A buffer at a random distance from words and pages, with a guard on either side. */
struct buffer {
  char *memory, *data;
  uint32_t bytes;
};
static struct buffer make_buffer(uint32_t bytes) {
  struct buffer b;
  b.bytes = bytes;
  b.memory = malloc(bytes + 4200);
  if (!b.memory) fail("no memory", -1);
  b.data = b.memory + 16 + (next(2) ? next(8) : next(2) ? 4 * next(500) : 0);
  memset(b.data - 8, 0x5a, 8);
  memset(b.data + bytes, 0x5a, 8);
  return b;
}
static void check_guards(struct buffer b, int k) {
  for (int i = 0; i < 8; ++i)
    if (b.data[-1 - i] != 0x5a || b.data[b.bytes + (uint32_t)i] != 0x5a) fail("wrote beside the buffer", k);
}

static struct {
  long mid; /* -1: a handler tells */
  struct buffer b, merged;
} sends[PENDING];
static struct {
  long mid, info[8];
  struct buffer b;
  int k, partner; /* merged with, or -1 */
} receives[PENDING];
static volatile int sent[PENDING], arrived[PENDING];

static void was_sent(long type, long bytes, long node, long ptype, long slot) {
  (void)type, (void)bytes, (void)node, (void)ptype;
  ++sent[slot];
}

static void has_arrived(long type, long bytes, long node, long ptype, long slot) {
  receives[slot].info[0] = type;
  receives[slot].info[1] = bytes;
  receives[slot].info[2] = node;
  receives[slot].info[3] = ptype;
  ++arrived[slot];
}

static void wait_for_handler(const volatile int* done) {
  const long before = masktrap(0);
  while (!*done) flick();
  masktrap(before);
}

static void free_send(int i) {
  free(sends[i].b.memory);
  free(sends[i].merged.memory);
  sends[i].b.memory = sends[i].merged.memory = 0;
}

static void finish_send(int i) {
  if (!sends[i].b.memory) return;
  if (sends[i].mid < 0)
    wait_for_handler(&sent[i]);
  else
    msgwait(sends[i].mid);
  free_send(i);
}

/* A large message is gone when its receiver has asked for it, which this schedule does not wait for. */
static int is_free(int i) {
  if (sends[i].b.memory && (sends[i].mid < 0 ? sent[i] : msgdone(sends[i].mid))) free_send(i);
  return !sends[i].b.memory;
}

/* A message that is taken back at once, and its buffer used for something else. */
static void send_and_take_back(void) {
  struct buffer b = make_buffer(random_size());
  for (uint32_t i = 0; i < b.bytes; ++i) b.data[i] = (char)byte_of((int)b.bytes, i);
  msgcancel(isend(TAKEN_BACK, b.data, b.bytes, next((uint32_t)nodes), 0));
  memset(b.data, 0xee, b.bytes);
  free(b.memory);
}

static void send_message(int k) {
  const struct message* m = &list[k];
  struct buffer b = make_buffer(m->bytes);
  for (uint32_t i = 0; i < m->bytes; ++i) b.data[i] = (char)byte_of(k, i);
  const int i = (int)next(PENDING);
  const uint32_t how = next(10);
  if (how == 0) { /* its buffer is never used again */
    msgignore(isend(m->type, b.data, m->bytes, m->to, 0));
  } else if (how < 5 && is_free(i)) {
    sent[i] = 0;
    sends[i].b = b;
    sends[i].mid = -1;
    if (how == 1)
      hsendx(m->type, b.data, m->bytes, m->to, 0, was_sent, i);
    else
      sends[i].mid = isend(m->type, b.data, m->bytes, m->to, 0);
  } else if (how < 5 && sends[i].mid >= 0 && !sends[i].merged.memory) {
    sends[i].mid = msgmerge(sends[i].mid, isend(m->type, b.data, m->bytes, m->to, 0));
    sends[i].merged = b;
  } else {
    csend(m->type, b.data, m->bytes, m->to, 0);
    free(b.memory);
  }
}

/* The model: the oldest message from a node that a receive takes. */
static int fits(const struct message* m, long typesel) {
  const int32_t selector = (int32_t)typesel;
  if (selector >= 0) return m->type == selector;
  return selector == -1 || ((uint32_t)selector >> (m->type < 30 ? m->type : 30) & 1);
}
static int oldest(int from, long selector) {
  for (int k = 0; k < count; ++k)
    if (list[k].to == me && list[k].from == from && !list[k].received && !list[k].claimed &&
        fits(&list[k], selector))
      return k;
  return -1;
}

static void check(int k, struct buffer b, const long* info) {
  const struct message* m = &list[k];
  if (info[0] != m->type || info[1] != (long)m->bytes || info[2] != m->from)
    fail("another message was due", k);
  for (uint32_t i = 0; i < m->bytes; ++i)
    if ((unsigned char)b.data[i] != byte_of(k, i)) fail("a byte is wrong", k);
  check_guards(b, k);
}

static void check_received(int i) {
  const int k = receives[i].k;
  check(k, receives[i].b, receives[i].info);
  free(receives[i].b.memory);
  receives[i].b.memory = 0;
  list[k].received = 1;
  list[k].claimed = 0;
}

static void finish_receive(int i) {
  if (!receives[i].b.memory) return;
  if (receives[i].mid < 0)
    wait_for_handler(&arrived[i]);
  else
    msgwait(receives[i].mid);
  check_received(i);
  if (receives[i].partner >= 0) check_received(receives[i].partner);
}

/* Makes one id of two receives whose messages have been sent: neither is waited for before its time. */
static void merge(int i, int now) {
  for (int j = 0; j < PENDING; ++j) {
    if (j == i || !receives[j].b.memory || receives[j].partner >= 0 || receives[j].mid < 0) continue;
    if (receives[i].k >= now || receives[j].k >= now) continue;
    receives[i].mid = receives[j].mid = msgmerge(receives[i].mid, receives[j].mid);
    receives[i].partner = j;
    receives[j].partner = i;
    return;
  }
}

/* An exact receive ahead of time: nobody else gets its message, since it was asked for first. */
static void post_ahead(int now) {
  const int i = (int)next(PENDING);
  if (receives[i].b.memory) return;
  const int from = (int)next((uint32_t)nodes);
  const long type = next(TYPES);
  const int k = oldest(from, type);
  if (k < 0) return;
  receives[i].b = make_buffer(list[k].bytes + next(20));
  receives[i].k = k;
  receives[i].mid = receives[i].partner = -1;
  arrived[i] = 0;
  list[k].claimed = 1;
  if (next(3) == 0) {
    hrecvx(type, receives[i].b.data, receives[i].b.bytes, from, -1, has_arrived, i);
    return;
  }
  receives[i].mid = irecvx(type, receives[i].b.data, receives[i].b.bytes, from, -1, receives[i].info);
  if (next(3) == 0) merge(i, now);
}

/* Whether this is one that was taken back, and went out all the same. */
static int was_taken_back(struct buffer b, const long* info) {
  if (info[0] != TAKEN_BACK) return 0;
  for (uint32_t i = 0; i < (uint32_t)info[1]; ++i)
    if ((unsigned char)b.data[i] != byte_of((int)info[1], i))
      fail("a byte is wrong that was taken back", (int)i);
  check_guards(b, -1);
  return 1;
}

/* Receives any one message that was sent before `now`. */
static void receive_message(int now) {
  int choices = 0, chosen = -1;
  for (int k = 0; k < now; ++k)
    if (list[k].to == me && !list[k].received && !list[k].claimed && next((uint32_t)++choices) == 0)
      chosen = k;
  if (chosen < 0) { /* all are claimed */
    for (int i = 0; i < PENDING; ++i)
      if (receives[i].b.memory && receives[i].k < now) return finish_receive(i);
    fail("the schedule has no message", now);
  }
  const struct message* m = &list[chosen];
  long selector = m->type, node = next(2) ? m->from : -1, info[8];
  const uint32_t how = next(4);
  if (how == 0) selector = -1;
  if (how == 1)
    selector = (long)(int32_t)(0x80000000u | 1u << (m->type < 30 ? m->type : 30) | 1u << next(30));
  if (how == 1 && next(2)) selector &= 0xffffffffl; /* as a program for 32 bits writes it */
  if (next(4) == 0) {
    cprobex(selector, node, -1, info);
    if (info[0] == TAKEN_BACK) return flushmsg(TAKEN_BACK, info[2], -1);
    node = info[2];
    if ((int32_t)selector < 0) selector = info[0];
    if (iprobex(selector, node, -1, info) != 1) fail("a probed message is gone", chosen);
    if (info[1] != (long)list[oldest((int)node, selector)].bytes) fail("the probed length is wrong", chosen);
  }
  struct buffer b = make_buffer(most);
  crecvx(selector, b.data, b.bytes, node, -1, info);
  if (was_taken_back(b, info)) {
    free(b.memory);
    return;
  }
  const int k = oldest((int)info[2], selector);
  if (k < 0) fail("a message came that nobody sent", (int)info[0]);
  check(k, b, info);
  list[k].received = 1;
  free(b.memory);
}

static void check_credits(void) {
  struct nx_traffic t;
  long sums[2] = {0, 0}, work[2];
  gsync();
  for (int i = 0; i < 20; ++i) usleep(100), iprobe(-1);
  for (int n = 0; n < nodes; ++n) {
    if (n == me) continue;
    nx_traffic(n, &t);
    if (t.in_flight > t.slots / 2) fail("credits are missing", n);
    sums[0] += (long)t.sent;
    sums[1] += (long)t.taken;
  }
  usleep(5000); /* until all have looked */
  gisum(sums, 2, work);
  if (sums[0] != sums[1]) fail("packets sent and taken differ", (int)(sums[0] - sums[1]));
}

int main(int argc, char** argv) {
  (void)argc;
  me = (int)mynode();
  nodes = (int)numnodes();
  state = (uint64_t)atol(argv[1]) * 7919 + 1;
  count = atoi(argv[2]);
  most = (uint32_t)atol(argv[3]);
  make_list();
  state += (uint64_t)me * 104729; /* from here on each for itself */
  long never = irecv(2000, &never, sizeof never);
  int due = 0;
  for (int now = 0; now < count; ++now) {
    if (list[now].from == me) send_message(now);
    due += list[now].to == me;
    if (next(3) == 0) post_ahead(now);
    if (next(20) == 0) send_and_take_back();
    if (next(10) == 0) masktrap(next(3) == 0);
    if (next(8) == 0) iprobe(-1);
    if (next(50) == 0) {
      msgcancel(never);
      never = irecv(2000, &never, sizeof never);
    }
    if (due > 0 && next(2)) {
      int open = 0;
      for (int k = 0; k <= now; ++k) open += list[k].to == me && !list[k].received;
      if (open) receive_message(now + 1);
    }
  }
  for (int i = 0; i < PENDING; ++i) finish_receive(i);
  for (;;) {
    int open = 0;
    for (int k = 0; k < count; ++k) open += list[k].to == me && !list[k].received;
    if (!open) break;
    receive_message(count);
  }
  for (int i = 0; i < PENDING; ++i) finish_send(i);
  msgcancel(never);
  masktrap(0);
  gsync();
  flushmsg(TAKEN_BACK, -1, -1);
  if (iprobe(-1)) fail("a message is left", (int)infotype());
  check_credits();
  if (me == 0) printf("%d messages\n", count);
  return 0;
}
