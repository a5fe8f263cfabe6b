/* SPDX-License-Identifier: MIT */
/* A process that computes, on nothing but its registers or with memory and the C library, while a timer
 * ticks: whatever is interrupted goes on as it was. argv[1]: microseconds between ticks. */
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t ticks;
static double of_handler;

static void tick(int number) {
  char text[32];
  ++ticks;
  of_handler = sqrt(of_handler + number);
  free(malloc(100));
  snprintf(text, sizeof text, "%d", (int)ticks);
  memset(text, 0, sizeof text);
}

int main(int argc, char** argv) {
  char text[64] = "";
  double sum = 0;
  long double precise = 0;
  unsigned long hash = 1;
  signal(SIGALRM, tick);
  if (argc > 1) ualarm((useconds_t)atoi(argv[1]), (useconds_t)atoi(argv[1]));
  for (int i = 1; i < 60000; ++i) {
    sum += 1.0 / i;
    precise += (long double)i / (i + 1);
    hash = hash * 31 + (unsigned long)i;
    if (i % 1000 != 0) continue;
    char* copy = strdup(text);
    snprintf(text, sizeof text, "%d %.6f", i, sum);
    hash ^= strlen(text) + (copy != NULL);
    free(copy);
  }
  alarm(0);
  printf("%.12f %.12Lf %lx %s\n", sum, precise, hash, text);
  fprintf(stderr, "%d ticks\n", (int)ticks);
  return argc > 1 && ticks < 10;
}
