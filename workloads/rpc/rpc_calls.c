/* SPDX-License-Identifier: MIT */
/* The time of remote procedure calls: without arguments, with four bytes each way, and with blocks.
 *   rpc_calls HOST [ROUNDS [ONLY]]
 * ONLY: the name of the calls to make (null, same, take, give); all without it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "rpc_calls.h"

enum { WARM_UP = 16 }; /* calls before the clock starts: every page is met for the first time once */

static CLIENT* server;
static int rounds;
static const char* only; /* null: all */

static double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

static void call(rpcproc_t procedure, xdrproc_t xargs, void* arguments, xdrproc_t xresults, void* results) {
  static const struct timeval patience = {25, 0};
  if (clnt_call(server, procedure, xargs, arguments, xresults, results, patience) == RPC_SUCCESS) return;
  clnt_perror(server, "call");
  exit(1);
}

static void null_call(void* unused) {
  (void)unused;
  call(NULLPROC, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL);
}

static void same(void* value) {
  int back = -1;
  call(SAME, (xdrproc_t)xdr_int, value, (xdrproc_t)xdr_int, &back);
  if (back != *(int*)value) printf("%d came back as %d\n", *(int*)value, back);
}

static void take(void* argument) {
  int length = -1;
  call(TAKE, (xdrproc_t)xdr_block, argument, (xdrproc_t)xdr_int, &length);
}

static void give(void* argument) {
  const block* const wanted = argument;
  int count = (int)wanted->block_len;
  block back = {0, NULL};
  call(GIVE, (xdrproc_t)xdr_int, &count, (xdrproc_t)xdr_block, &back);
  if (back.block_len != wanted->block_len) printf("%u bytes came\n", back.block_len);
  xdr_free((xdrproc_t)xdr_block, &back);
}

/* Large blocks take their time: fewer of them say as much. */
static void time_calls(const char* name, u_int bytes, void (*function)(void*), void* argument) {
  if (only && strcmp(only, name) != 0) return;
  const int times = bytes > 1024 ? 1 + rounds / 20 : rounds;
  for (int i = 0; i < WARM_UP; ++i) function(argument);
  const double start = now_us();
  for (int i = 0; i < times; ++i) function(argument);
  printf("%s bytes=%u round_trip_us=%.3f\n", name, bytes, (now_us() - start) / times);
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s HOST [ROUNDS [ONLY]]\n", argv[0]);
    return 1;
  }
  rounds = argc > 2 ? atoi(argv[2]) : 1000;
  only = argc > 3 ? argv[3] : NULL;
  server = clnt_create(argv[1], RPC_CALLS, RPC_CALLS_V1, "tcp");
  if (!server) {
    clnt_pcreateerror(argv[1]);
    return 1;
  }
  int value = 12345;
  static char data[MOST_BYTES];
  time_calls("null", 0, null_call, NULL);
  time_calls("same", sizeof value, same, &value);
  for (u_int size = 64; size <= MOST_BYTES; size *= 4) {
    block b = {size, data};
    time_calls("take", size, take, &b);
    time_calls("give", size, give, &b);
  }
  clnt_destroy(server);
  return 0;
}
