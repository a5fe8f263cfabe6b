// SPDX-License-Identifier: MIT
// hrecv, hsend and masktrap: handlers interrupt a program that computes, are told of their message, send,
// wait while masked, and do not interrupt each other. Two nodes; prints "all handlers" on node 0.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHECK(condition)                                                 \
  do {                                                                   \
    if (!(condition)) {                                                  \
      printf("node %ld, line %d: %s\n", mynode(), __LINE__, #condition); \
      exit(1);                                                           \
    }                                                                    \
  } while (0)

enum { MESSAGES = 20, LARGE = 60000 };
static volatile int handled, inside, sent;
static volatile long last[5];
static long buffer;
static char large[LARGE], mirror[LARGE];

static void note(long type, long count, long node, long ptype, long hparam) {
  last[0] = type, last[1] = count, last[2] = node, last[3] = ptype, last[4] = hparam;
  ++handled;
}

/* Posts the next receive itself, and answers. */
static void serve(long type, long count, long node, long ptype) {
  CHECK(!inside);
  inside = 1;
  note(type, count, node, ptype, 0);
  CHECK(infotype() == type && infonode() == node);
  const long answer = buffer + 1;
  if (handled < MESSAGES) hrecv(1, &buffer, sizeof buffer, serve);
  csend(2, (void*)&answer, sizeof answer, node, 0);
  inside = 0;
}

static void was_sent(long type, long count, long node, long ptype, long hparam) {
  note(type, count, node, ptype, hparam);
  ++sent;
}

/* Computes, without a call of the library. */
static void compute_until(int count) {
  for (volatile long i = 0; handled < count; ++i) CHECK(i < 20000000);
}

static void ask(void) {
  long answer;
  for (long i = 0; i < MESSAGES; ++i) {
    csend(1, &i, sizeof i, 1, 0);
    crecv(2, &answer, sizeof answer);
    CHECK(answer == i + 1);
  }
  /* while masked, nothing runs */
  csend(3, &answer, 3, 1, 0);
  crecv(4, 0, 0);
  /* a large message goes into a program that computes */
  csend(5, large, LARGE, 1, 0);
  crecv(6, 0, 0);
  /* and out of one, without its doing */
  usleep(3000);
  crecv(7, mirror, LARGE);
  CHECK(memcmp(large, mirror, LARGE) == 0);
  /* hsend: small and large */
  hsendx(8, &answer, 8, 1, 0, was_sent, 77);
  CHECK(sent == 1 && last[0] == 8 && last[1] == 8 && last[2] == 1 && last[4] == 77);
  hsendx(9, large, LARGE, 1, 0, was_sent, 78);
  CHECK(sent == 1);
  for (volatile long i = 0; sent == 1; ++i) CHECK(i < 20000000);
  CHECK(last[0] == 9 && last[1] == LARGE && last[4] == 78);
  handled = 0;
  hsendrecv(10, &answer, 8, 1, 0, 11, &buffer, sizeof buffer, note);
  compute_until(1);
  CHECK(last[0] == 11 && buffer == 1234);
}

static void answer(void) {
  hrecv(1, &buffer, sizeof buffer, serve);
  compute_until(MESSAGES);
  CHECK(masktrap(1) == 0);
  hrecvx(3, &buffer, sizeof buffer, 0, -1, note, 55);
  for (volatile long i = 0; i < 30000; ++i) CHECK(handled == MESSAGES);
  CHECK(masktrap(0) == 1);
  compute_until(MESSAGES + 1);
  CHECK(last[0] == 3 && last[1] == 3 && last[2] == 0 && last[3] == 0 && last[4] == 55);
  hrecv(5, mirror, LARGE, note);
  csend(4, 0, 0, 0, 0);
  compute_until(MESSAGES + 2);
  CHECK(last[1] == LARGE && memcmp(large, mirror, LARGE) == 0);
  csend(6, 0, 0, 0, 0);
  csend(7, large, LARGE, 0, 0); /* returns before it is received */
  memset(large, 0, LARGE);
  const double start = dclock();
  while (dclock() - start < 0.012) continue; /* computes; the message goes on the way */
  crecv(8, &buffer, sizeof buffer);
  usleep(1000);
  crecv(9, large, LARGE);
  buffer = 1234;
  crecv(10, mirror, LARGE);
  csend(11, &buffer, sizeof buffer, 0, 0);
}

int main(void) {
  for (int i = 0; i < LARGE; ++i) large[i] = (char)(i * 3 + i / 200);
  if (mynode() == 0)
    ask();
  else
    answer();
  gsync();
  if (mynode() == 0) puts("all handlers");
  return 0;
}
