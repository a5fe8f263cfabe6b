/* SPDX-License-Identifier: MIT */
/* Jacobi on strips of rows, halos by isend and irecv, checked against the same on one node. */
#include <nx.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define N 64
#define STEPS 20
#define UP 10
#define DOWN 20

static double u[N + 2][N], v[N + 2][N], all[N + 2][N], next[N + 2][N];

static double start(int row, int column) { return (row * 37 + column * 11) % 101 / 10.0; }

static void relax(double from[][N], double to[][N], int rows)
{
  int i, j;
  for (i = 1; i <= rows; i++) {
    to[i][0] = from[i][0];
    to[i][N - 1] = from[i][N - 1];
    for (j = 1; j < N - 1; j++)
      to[i][j] = 0.25 * (from[i - 1][j] + from[i + 1][j] + from[i][j - 1] + from[i][j + 1]);
  }
}

int main(void)
{
  long me = mynode(), p = numnodes(), rows = N / p, first = me * rows;
  long ids[4];
  double worst = 0, work;
  int i, j, s, n;

  for (i = 1; i <= rows; i++)
    for (j = 0; j < N; j++) u[i][j] = start((int)first + i, j);
  for (s = 0; s < STEPS; s++) {
    n = 0;
    if (me > 0) {
      ids[n++] = irecv(DOWN, u[0], sizeof u[0]);
      ids[n++] = isend(UP, u[1], sizeof u[1], me - 1, 0);
    }
    if (me < p - 1) {
      ids[n++] = irecv(UP, u[rows + 1], sizeof u[0]);
      ids[n++] = isend(DOWN, u[rows], sizeof u[0], me + 1, 0);
    }
    while (n > 0) msgwait(ids[--n]);
    relax(u, v, (int)rows);
    memcpy(u[1], v[1], rows * sizeof u[0]);
  }
  for (i = 1; i <= N; i++)
    for (j = 0; j < N; j++) all[i][j] = start(i, j);
  for (s = 0; s < STEPS; s++) {
    relax(all, next, N);
    memcpy(all[1], next[1], N * sizeof all[0]);
  }
  for (i = 1; i <= rows; i++)
    for (j = 0; j < N; j++) worst = fmax(worst, fabs(u[i][j] - all[first + i][j]));
  gdhigh(&worst, 1, &work);
  if (me == 0) printf("jacobi differs by %g\n", worst);
  return 0;
}
