/* SPDX-License-Identifier: MIT */
/* C = A * B: node 0 is the host that deals rows of A out, the others compute. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

#define N 48
#define TYPE_B 1
#define TYPE_ROW 2
#define TYPE_RESULT 3
#define TYPE_STOP 4

double a[N][N], b[N][N], c[N][N];

struct row { long index; double x[N]; };

void host(void)
{
  struct row r;
  long i, j, k, sent = 0, got = 0, wrong = 0;
  for (i = 0; i < N; i++)
    for (j = 0; j < N; j++) { a[i][j] = i + 2 * j; b[i][j] = i - j; }
  csend(TYPE_B, (char *)b, sizeof(b), -1, 0);
  for (i = 1; i < numnodes() && sent < N; i++, sent++) {
    r.index = sent;
    for (j = 0; j < N; j++) r.x[j] = a[sent][j];
    csend(TYPE_ROW, (char *)&r, sizeof(r), i, mypid());
  }
  while (got < N) {
    crecv(TYPE_RESULT, (char *)&r, sizeof(r));
    for (j = 0; j < N; j++) c[r.index][j] = r.x[j];
    got++;
    if (sent < N) {
      r.index = sent;
      for (j = 0; j < N; j++) r.x[j] = a[sent][j];
      csend(TYPE_ROW, (char *)&r, sizeof(r), infonode(), infopid());
      sent++;
    }
  }
  csend(TYPE_STOP, NULL, 0, -1, 0);
  for (i = 0; i < N; i++)
    for (j = 0; j < N; j++) {
      double s = 0;
      for (k = 0; k < N; k++) s += a[i][k] * b[k][j];
      if (s != c[i][j]) wrong++;
    }
  printf("matmul: %ld wrong\n", wrong);
}

void node(void)
{
  struct row r, result;
  long j, k;
  crecv(TYPE_B, (char *)b, sizeof(b));
  for (;;) {
    cprobe(-1);
    if (infotype() == TYPE_STOP) { crecv(TYPE_STOP, NULL, 0); return; }
    crecv(TYPE_ROW, (char *)&r, sizeof(r));
    result.index = r.index;
    for (j = 0; j < N; j++)
      for (k = 0, result.x[j] = 0; k < N; k++) result.x[j] += r.x[k] * b[k][j];
    csend(TYPE_RESULT, (char *)&result, sizeof(result), 0, 0);
  }
}

int main()
{
  if (mynode() == 0) host(); else node();
  return 0;
}
