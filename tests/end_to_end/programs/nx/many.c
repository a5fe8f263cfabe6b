/* SPDX-License-Identifier: MIT */
/* many COUNT BYTES: two nodes send each other COUNT messages, and receive them afterwards, last ones first.
 */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

static int data[2000];

int main(int argc, char** argv) {
  const int count = argc > 1 ? atoi(argv[1]) : 0, last = argc > 2 ? atoi(argv[2]) / 4 - 1 : 0;
  const long bytes = 4 * (last + 1), other = 1 - mynode();
  long bad = 0, work;
  gsync();
  for (int i = 0; i < count; ++i) {
    data[0] = data[last] = i;
    csend(i, data, bytes, other, 0);
  }
  for (int i = count - 1; i >= 0; --i) {
    crecv(i, data, bytes);
    bad += infocount() != bytes || data[0] != i || data[last] != i;
  }
  gisum(&bad, 1, &work);
  if (mynode() == 0) printf("%d messages, %ld bad\n", count, bad);
  return 0;
}
