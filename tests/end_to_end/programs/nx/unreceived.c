/* SPDX-License-Identifier: MIT */
/* unreceived BYTES: every node sends a last message that nobody receives, and ends. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

static char data[50000];

int main(int argc, char** argv) {
  const long me = mynode(), bytes = argc > 1 ? atol(argv[1]) : 0;
  gsync();
  csend(1, data, bytes, (me + 1) % numnodes(), 0);
  if (numnodes() > 2) csend(2, data, bytes, (me + 2) % numnodes(), 0);
  if (me == 0) puts("sent");
  return 0;
}
