// SPDX-License-Identifier: MIT
// A large message for which an irecv is posted arrives while its receiver computes, without a call of NX.
#include <nx.h>
#include <stdio.h>
#include <time.h>

enum { LARGE = 100000 };
static volatile char data[LARGE] __attribute__((aligned(64)));

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(void) {
  if (mynode() == 0) {
    for (long i = 0; i < LARGE; ++i) data[i] = 1;
    crecv(2, 0, 0);
    msgwait(isend(1, (void*)data, LARGE, 1, 0));
    crecv(2, 0, 0);
    return 0;
  }
  const long mid = irecv(1, (void*)data, LARGE);
  csend(2, 0, 0, 0, 0);
  const double end = seconds() + 0.05;
  while (!data[LARGE - 1] && seconds() < end) continue;
  puts(data[LARGE - 1] ? "it came by itself" : "it waited for a call");
  csend(2, 0, 0, 0, 0);
  msgwait(mid);
  return 0;
}
