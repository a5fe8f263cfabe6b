// SPDX-License-Identifier: MIT
// All requests of node 1 are in use: its blocking calls work all the same, and messages that it throws away
// are gone for their sender, too.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

enum { REQUESTS = 1024, LARGE = 30000, MESSAGES = 5 };
static volatile int handled;
static char data[LARGE];

static void check(int right, const char* what) {
  if (right) return;
  printf("node %ld: %s\n", mynode(), what);
  exit(9);
}

static void sent(long type, long count, long node, long ptype) {
  check(type == 7 && count == LARGE && node == 1 && ptype == 0, "handler");
  ++handled;
}

static void throw_away(void) {
  static long got[REQUESTS], mid[REQUESTS];
  long word = 0, work;
  for (long i = 0; i < REQUESTS; ++i) mid[i] = irecv(1000 + i, &got[i], sizeof got[i]);
  check(_irecv(1, &word, sizeof word) == -1 && errno == EQNOMID, "a request too many");
  check(_isend(1, &word, sizeof word, 0, 0) == -1 && errno == EQNOMID, "a send too many");
  check(_hrecv(1, &word, sizeof word, sent) == -1 && errno == EQNOMID, "a handler too many");
  crecv(2, &word, sizeof word); /* all have been announced */
  check(word == MESSAGES, "word");
  flushmsg(7, 0, -1);
  csend(3, data, sizeof data, 0, 0);
  crecv(4, data, sizeof data);
  gisum(&word, 1, &work);
  check(word == MESSAGES + 1, "sum");
  for (long i = 0; i < REQUESTS; ++i) msgcancel(mid[i]);
  msgwait(isend(5, &word, sizeof word, 0, 0));
}

static void send_in_vain(void) {
  long word = MESSAGES, work;
  for (int i = 0; i < MESSAGES; ++i) hsend(7, data, sizeof data, 1, 0, sent);
  csend(2, &word, sizeof word, 1, 0);
  crecv(3, data, sizeof data);
  while (handled < MESSAGES) flick();
  csend(4, data, sizeof data, 1, 0);
  word = 1;
  gisum(&word, 1, &work);
  crecv(5, &word, sizeof word);
  puts("all requests");
}

int main(void) {
  if (mynode() == 0)
    send_in_vain();
  else
    throw_away();
  return 0;
}
