/* SPDX-License-Identifier: MIT */
/* Computes for longer than it takes to be stuck, with what lies in a receive buffer, and stays in its cache. */
#include <stdio.h>
#include <vmmc.h>

enum { STEPS = 400000 };

static double weights[512] __attribute__((aligned(4096)));

int main(void) {
  double sum = 0;
  for (int i = 0; i < 512; ++i) weights[i] = 4;
  if (vmmc_export(weights, sizeof weights, 1, 0, 0, 0) != VMMC_OK) return 1;
  for (int i = 0; i < STEPS; ++i) {
    const double x = (i + 0.5) / STEPS;
    sum += *(volatile double*)&weights[i & 3] / (1 + x * x);
  }
  printf("pi is about %.6f\n", sum / STEPS);
  return 0;
}
