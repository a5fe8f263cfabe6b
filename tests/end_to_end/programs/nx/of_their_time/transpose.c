/* SPDX-License-Identifier: MIT */
/* The transposition of a distributed matrix, as between the passes of a Fourier transform: all to all, by the
 * exchange along gray codes and exclusive ors, started as a Paragon application starts itself. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

#define N 128

typedef struct { double re, im; } complex;
static complex mine[N][N], turned[N][N], block[N * N], other[N * N];

int main(int argc, char *argv[])
{
  long n = nx_initve(NULL, 0, NULL, &argc, argv), me, p, rows, step, i, j, wrong = 0, work;
  if (n < 0) { nx_perror("nx_initve"); exit(1); }
  if (nx_nfork(NULL, -1, 0, NULL) != 0) { nx_waitall(); exit(0); }
  me = mynode(); p = numnodes(); rows = N / p;
  for (i = 0; i < rows; i++)
    for (j = 0; j < N; j++) { mine[i][j].re = me * rows + i; mine[i][j].im = j; }
  for (step = 0; step < p; step++) {
    long partner = (step - me + 2 * p) % p, k = 0, id;
    for (i = 0; i < rows; i++)
      for (j = 0; j < rows; j++) block[k++] = mine[i][partner * rows + j];
    id = irecvx(100 + step, (char *)other, sizeof(complex) * rows * rows, partner, 0, msginfo);
    csend(100 + step, (char *)block, sizeof(complex) * rows * rows, partner, 0);
    while (!msgdone(id)) flick();
    for (i = k = 0; i < rows; i++)
      for (j = 0; j < rows; j++) turned[j][partner * rows + i] = other[k++];
  }
  for (i = 0; i < rows; i++)
    for (j = 0; j < N; j++) wrong += turned[i][j].re != j || turned[i][j].im != me * rows + i;
  gisum(&wrong, 1, &work);
  if (me == 0) printf("transpose: %ld wrong, %d arguments\n", wrong, argc);
  return 0;
}
