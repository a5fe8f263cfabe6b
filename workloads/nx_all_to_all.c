/* SPDX-License-Identifier: MIT */
/* Every node sends to every other; each byte is checked, and all packet buffers have to be free at the end.
 *
 *   nx_all_to_all [BYTES [SEED]]       (1048576 bytes a pair, seed 1)
 *
 * Each node sends and receives in an order of its own, which the seed says; sends come first, so that
 * receivers are late. */
#include <nx.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static uint32_t state;
static uint32_t draw(uint32_t below) {
  state = state * 1664525u + 1013904223u;
  return (state >> 8) % below;
}

static void fail(const char* what, long node) {
  fprintf(stderr, "Node %ld: %s %ld.\n", mynode(), what, node);
  exit(1);
}

/* The bytes from one node to another: every word depends on both and on its place. */
static uint32_t word_of(long from, long to, long i) {
  return (uint32_t)(from * 1000003 + to * 7919 + 1) * 2654435761u + (uint32_t)i * 40503u;
}

static void shuffle(long* order, long count) {
  for (long i = 0; i < count; ++i) {
    const long k = draw((uint32_t)i + 1);
    order[i] = order[k];
    order[k] = i;
  }
}

static void rest(void) {
  for (int i = 0; i < 40; ++i) usleep(100), iprobe(-1);
}

/* When all are at rest: what one has sent the other has taken, and credits are kept back for less than half
 * of the packet buffers. */
static void check_packets(long nodes) {
  const long me = mynode();
  struct nx_traffic t;
  unsigned long* sent = calloc((size_t)(nodes * (nodes + 2)), sizeof *sent); /* of all nodes, to each */
  long* lengths = (long*)(sent + nodes * nodes);
  unsigned long* taken = sent + nodes * (nodes + 1);
  if (!sent) fail("there is no memory for the counts of node", me);
  gsync();
  rest();
  for (long n = 0; n < nodes; ++n) {
    lengths[n] = nodes * (long)sizeof *sent;
    if (n == me) continue;
    nx_traffic(n, &t);
    if (t.in_flight > t.slots / 2) fail("credits are missing of node", n);
    sent[me * nodes + n] = t.sent;
    taken[n] = t.taken;
  }
  usleep(10000); /* until all have looked */
  gcolx(sent + me * nodes, lengths, sent);
  for (long n = 0; n < nodes; ++n)
    if (n != me && sent[n * nodes + me] != taken[n]) fail("packets have been lost of node", n);
  free(sent);
}

int main(int argc, char** argv) {
  const long bytes = argc > 1 ? atol(argv[1]) : 1 << 20, seed = argc > 2 ? atol(argv[2]) : 1;
  const long me = mynode(), nodes = numnodes(), words = bytes / 4;
  if (bytes < 4 || bytes % 4) fail("the size is no whole number of words:", bytes);
  state = (uint32_t)(seed * 69069 + me * 104729);
  long* order = malloc((size_t)nodes * 2 * sizeof *order);
  uint32_t* out = malloc((size_t)bytes);
  uint32_t** in = calloc((size_t)nodes, sizeof *in);
  if (!order || !out || !in) fail("there is no memory for the lists of node", me);
  long* received = order + nodes;
  shuffle(order, nodes);
  gsync();
  const double start = dclock();
  for (long i = 0; i < nodes; ++i) { /* about half of the receives are there early */
    received[i] = -1;
    if (i == me) continue;
    in[i] = malloc((size_t)bytes);
    if (!in[i]) fail("there is no memory for the data of node", i);
    if (draw(2)) received[i] = irecvx(1, in[i], bytes, i, -1, msginfo);
  }
  for (long i = 0; i < nodes; ++i) {
    const long to = order[i];
    if (to == me) continue;
    for (long k = 0; k < words; ++k) out[k] = word_of(me, to, k);
    csend(1, out, bytes, to, 0);
  }
  shuffle(order, nodes);
  for (long i = 0; i < nodes; ++i) {
    const long from = order[i];
    if (from == me) continue;
    if (received[from] >= 0)
      msgwait(received[from]);
    else
      crecvx(1, in[from], bytes, from, -1, msginfo);
    if (infocount() != bytes || infonode() != from)
      fail("another message came instead of that of node", from);
    for (long k = 0; k < words; ++k)
      if (in[from][k] != word_of(from, me, k)) fail("wrong data came from node", from);
    free(in[from]);
  }
  gsync();
  const double ms = (dclock() - start) * 1e3;
  check_packets(nodes);
  if (me == 0) printf("nx_all_to_all nodes=%ld bytes=%ld seed=%ld ms=%.3f\n", nodes, bytes, seed, ms);
  return 0;
}
