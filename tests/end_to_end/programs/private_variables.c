/* SPDX-License-Identifier: MIT */
/* Computes for longer than it takes to be stuck, with variables that it only reads and that stay in its cache. */
#include <stdio.h>

static int steps = 800000;
static double weights[] = {4, 4, 4, 4};

int main(void) {
  double sum = 0;
  for (int i = 0; i < *(volatile int*)&steps; ++i) {
    const double x = (i + 0.5) / steps;
    sum += *(volatile double*)&weights[i & 3] / (1 + x * x);
  }
  printf("pi is about %.6f\n", sum / steps);
  return 0;
}
