/* SPDX-License-Identifier: MIT */
/* The time of remote procedure calls by stubs of shrimp-rpcgen: without arguments, with four bytes each way,
 * and with blocks.
 *   shrimp_calls HOST [ROUNDS [ONLY]]
 * ONLY: the name of the calls to make (null, same, take, give, scale); all without it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "shrimp_calls.h"

enum { MOST_BYTES = 65536 };

static struct shrimp_rpc* server;
static char block[MOST_BYTES];
static const char* only; /* null: all */

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void must(int status) {
  if (status >= 0) return;
  fprintf(stderr, "call: %s\n", shrimp_rpc_error_text(status));
  exit(1);
}

static void nothing(int unused) {
  (void)unused;
  must(shrimp_calls_nothing(server));
}

static void same(int value) {
  int back = -1;
  must(shrimp_calls_same(server, value, &back));
  if (back != value) printf("%d came back as %d\n", value, back);
}

static void take(int bytes) {
  int last = -1;
  must(shrimp_calls_take(server, block, bytes, &last));
  if (last != block[bytes - 1]) printf("the last byte came as %d\n", last);
}

static void give(int bytes) {
  must(shrimp_calls_give(server, block, bytes));
}

static void scale(int bytes) {
  must(shrimp_calls_scale(server, (double*)(void*)block, bytes / 8, 1.0));
}

static void time_calls(const char* name, void (*function)(int), int bytes, int rounds) {
  if (only && strcmp(only, name) != 0) return;
  for (int i = 0; i < 4; ++i) function(bytes);
  const double start = now_us();
  for (int i = 0; i < rounds; ++i) function(bytes);
  printf("%s bytes=%d round_trip_us=%.3f\n", name, bytes, (now_us() - start) / rounds);
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s HOST [ROUNDS [ONLY]]\n", argv[0]);
    return 1;
  }
  const int rounds = argc > 2 ? atoi(argv[2]) : 1000;
  only = argc > 3 ? argv[3] : NULL;
  int status;
  server = shrimp_calls_bind(argv[1], &status);
  if (!server) {
    fprintf(stderr, "%s: %s\n", argv[1], shrimp_rpc_error_text(status));
    return 1;
  }
  time_calls("null", nothing, 0, rounds);
  time_calls("same", same, 4, rounds);
  for (int bytes = 64; bytes <= MOST_BYTES; bytes *= 4) {
    const int fewer = bytes > 1024 ? 1 + rounds / 20 : rounds;
    time_calls("take", take, bytes, fewer);
    time_calls("give", give, bytes, fewer);
    time_calls("scale", scale, bytes, fewer);
  }
  shrimp_rpc_unbind(server);
  return 0;
}
