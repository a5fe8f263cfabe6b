/* SPDX-License-Identifier: MIT */
/* A token goes round a ring of all nodes; each adds its number.
 *
 *   nx_ring [LAPS [BYTES]]       (10 laps, 8 bytes) */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  const long laps = argc > 1 ? atol(argv[1]) : 10,
             words = (argc > 2 ? atol(argv[2]) : 8) / (long)sizeof(long);
  const long me = mynode(), nodes = numnodes(), next = (me + 1) % nodes, before = (me + nodes - 1) % nodes;
  long* token = words > 0 ? calloc((size_t)words, sizeof *token) : NULL;
  if (!token || laps < 1) {
    fprintf(stderr, "nx_ring [LAPS [BYTES]]: at least one lap and 8 bytes.\n");
    return 1;
  }
  gsync();
  const double start = dclock();
  for (long lap = 0; lap < laps; ++lap) {
    if (me != 0 || lap > 0) crecvx(lap, token, words * (long)sizeof *token, before, -1, msginfo);
    token[0] += me;
    token[words - 1] += words > 1;
    csend(me == nodes - 1 ? lap + 1 : lap, token, words * (long)sizeof *token, next, 0);
  }
  if (me == 0) {
    crecvx(laps, token, words * (long)sizeof *token, before, -1, msginfo);
    const double us = (dclock() - start) * 1e6;
    const long sum = laps * nodes * (nodes - 1) / 2;
    if (token[0] != sum || (words > 1 && token[words - 1] != laps * nodes)) {
      fprintf(stderr, "The token says %ld, but it should say %ld.\n", token[0], sum);
      return 1;
    }
    printf("nx_ring nodes=%ld laps=%ld bytes=%ld hop_us=%.3f\n", nodes, laps, words * (long)sizeof *token,
           us / (double)(laps * nodes));
  }
  free(token);
  return 0;
}
