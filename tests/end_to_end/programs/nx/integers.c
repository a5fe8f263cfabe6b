/* SPDX-License-Identifier: MIT */
/* Global operations as programs wrote them: declared by themselves, on tables, and truth as 0 or 1. */
#include <nx.h>
#include <stdio.h>
extern void gisum();
extern void gcol(), gsendx();
extern long _gisum();

int main(void) {
  const int nodes = (int)numnodes();
  int table[3][4], work[3][4], wrong = 0;
  for (int i = 0; i < 12; ++i) table[i / 4][i % 4] = i;
  gisum(table, 12, work);
  _gisum(table[2], 4, work[2]);
  for (int i = 0; i < 12; ++i) wrong += table[i / 4][i % 4] != (i < 8 ? i : i * nodes) * nodes;
  int truth[3] = {5, 0, 256}, room[3];
  long long_truth[2] = {7, 0}, long_room[2];
  gland(truth, 3, room);
  wrong += truth[0] != 1 || truth[1] != 0 || truth[2] != 1;
  truth[0] = 4;
  glor(truth, 3, room);
  wrong += truth[0] != 1 || truth[1] != 0 || truth[2] != 1;
  glor(long_truth, 2, long_room);
  wrong += long_truth[0] != 1 || long_truth[1] != 0;
  if (mynode() == 0) printf("%d wrong\n", wrong);
  return 0;
}
