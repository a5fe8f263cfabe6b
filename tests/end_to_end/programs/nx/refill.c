/* SPDX-License-Identifier: MIT */
/* refill BYTES: when the id of isendrecv is done, so is the send, and its buffer may be filled again. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS = 6 };

int main(int argc, char** argv) {
  const long bytes = argc > 1 ? atol(argv[1]) : 0, me = mynode(), other = 1 - me;
  char *out = malloc((size_t)bytes), *in = malloc((size_t)bytes);
  long bad = 0, work;
  for (int step = 1; step <= STEPS; ++step) {
    memset(out, step, (size_t)bytes);
    for (volatile int i = 0; (step + me) % 2 && i < 100000;) ++i;
    const long id = isendrecv(step, out, bytes, other, 0, step, in, bytes);
    if (step % 3)
      msgwait(id);
    else
      while (!msgdone(id)) continue;
    memset(out, 0xaa, (size_t)bytes);
    for (long i = 0; i < bytes; ++i) bad += in[i] != step;
  }
  gisum(&bad, 1, &work);
  if (me == 0) printf("%ld bad\n", bad);
  return 0;
}
