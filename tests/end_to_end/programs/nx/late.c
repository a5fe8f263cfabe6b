/* SPDX-License-Identifier: MIT */
/* Messages whose receivers come late: both nodes send before they receive, and wait until the send is done.
 *
 *   late BYTES wait|look|merge */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPE = 1, MOST = 1 << 17 };
static char out[2][MOST], in[MOST];

static void finish(const char* way, long mid) {
  if (!strcmp(way, "wait"))
    msgwait(mid);
  else
    while (!msgdone(mid)) continue;
}

int main(int argc, char** argv) {
  const long bytes = argc > 1 ? atol(argv[1]) : 1, other = 1 - mynode();
  const char* way = argc > 2 ? argv[2] : "wait";
  const int messages = 2;
  memset(out[0], (int)(10 + mynode()), MOST);
  memset(out[1], (int)(20 + mynode()), MOST);
  if (!strcmp(way, "merge")) {
    long mid = isend(TYPE, out[0], bytes, other, 0);
    mid = msgmerge(mid, isend(TYPE, out[1], bytes, other, 0));
    finish(way, mid);
  } else {
    for (int i = 0; i < messages; ++i) finish(way, isend(TYPE, out[i], bytes, other, 0));
  }
  memset(out, 0, sizeof out); /* the buffers are the program's again */
  int good = 1;
  for (int i = 0; i < messages; ++i) {
    crecv(TYPE, in, MOST);
    good &= infocount() == bytes;
    for (long k = 0; k < bytes; ++k) good &= in[k] == 10 * (i + 1) + other;
  }
  gsync();
  if (mynode() == 0) printf("%s\n", good ? "good" : "bad");
  return 0;
}
