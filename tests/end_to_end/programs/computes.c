/* SPDX-License-Identifier: MIT */
/* Computes for longer than it takes to be stuck, in registers and with constants. */
#include <stdio.h>

int main(void) {
  const int steps = 800000;
  double sum = 0;
  for (int i = 0; i < steps; ++i) {
    const double x = (i + 0.5) / steps;
    sum += 4 / (1 + x * x);
  }
  printf("pi is about %.6f\n", sum / steps);
  return 0;
}
