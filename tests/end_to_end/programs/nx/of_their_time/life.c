/* SPDX-License-Identifier: MIT */
/* The game of life on a ring of strips, halos by csendrecv; the number of cells against one node's. */
#include <nx.h>
#include <stdio.h>
#include <string.h>

#define N 60
#define STEPS 12

static char a[N + 2][N], b[N + 2][N];

static void step(int rows)
{
  int i, j, k, l, n;
  for (i = 1; i <= rows; i++)
    for (j = 0; j < N; j++) {
      for (n = 0, k = -1; k <= 1; k++)
        for (l = -1; l <= 1; l++)
          if (k || l) n += a[i + k][(j + l + N) % N];
      b[i][j] = n == 3 || (n == 2 && a[i][j]);
    }
  memcpy(a[1], b[1], rows * N);
}

static int cells(int rows)
{
  int i, j, n = 0;
  for (i = 1; i <= rows; i++)
    for (j = 0; j < N; j++) n += a[i][j];
  return n;
}

static void fill(int first, int rows)
{
  int i, j;
  for (i = 1; i <= rows; i++)
    for (j = 0; j < N; j++) a[i][j] = ((first + i) * (first + i) * 7 + j * 13 + (first + i) * j) % 5 < 2;
}

int main(void)
{
  int me = mynode(), p = numnodes(), rows = N / p, s, alive, work, alone;
  int up = (me + p - 1) % p, down = (me + 1) % p;
  fill(me * rows, rows);
  for (s = 0; s < STEPS; s++) {
    csendrecv(2 * s, a[1], N, up, 0, 2 * s, a[rows + 1], N);
    if (csendrecv(2 * s + 1, a[rows], N, down, 0, 2 * s + 1, a[0], N) != N) return 1;
    step(rows);
  }
  alive = cells(rows);
  gisum(&alive, 1, &work);
  fill(0, N);
  for (s = 0; s < STEPS; s++) {
    memcpy(a[0], a[N], N);
    memcpy(a[N + 1], a[1], N);
    step(N);
  }
  alone = cells(N);
  if (me == 0) printf("life: %s\n", alive == alone ? "right" : "wrong");
  return 0;
}
