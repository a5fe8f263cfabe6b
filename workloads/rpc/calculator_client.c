/* SPDX-License-Identifier: MIT */
/* Asks a calculator, calculator_server.
 *   calculator_client HOST */
#include <stdio.h>

#include "calculator.h"

enum { BATCH = 100, NUMBERS = 2000 };

static void fail(CLIENT* client, const char* what) {
  clnt_perror(client, what);
  exit(1);
}

static CLIENT* connect_to(const char* host, rpcvers_t version) {
  CLIENT* const client = clnt_create(host, CALCULATOR, version, "tcp");
  if (client) return client;
  clnt_pcreateerror(host);
  exit(1);
}

/* Many stores, none of them waited for; the call behind them sees them all. */
static void batch(CLIENT* client) {
  struct timeval no_time = {0, 0};
  for (int i = 1; i <= BATCH; ++i)
    if (clnt_call(client, STORE, (xdrproc_t)xdr_int, (char*)&i, NULL, NULL, no_time) != RPC_SUCCESS)
      fail(client, "storing");
  const int* const sum = recall_1(NULL, client);
  if (!sum) fail(client, "recalling");
  printf("1 + ... + %d = %d\n", BATCH, *sum);
}

static void summarize(CLIENT* client) {
  static double values[NUMBERS];
  for (int i = 0; i < NUMBERS; ++i) values[i] = (i * 7919 % NUMBERS) / 4.0;
  numbers n = {NUMBERS, values};
  const statistics* const s = summarize_1(&n, client);
  if (!s) fail(client, "summarizing");
  printf("%u numbers from %g to %g, sum %g\n", s->count, s->least, s->most, s->sum);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s HOST\n", argv[0]);
    return 1;
  }
  CLIENT* client = connect_to(argv[1], CALCULATOR_V1);
  operands o = {20, 3};
  const int* const sum = add_1(&o, client);
  if (!sum) fail(client, "adding");
  printf("%d + %d = %d\n", o.left, o.right, *sum);
  for (; o.right >= 0; o.right -= 3) {
    const quotient* const q = divide_1(&o, client);
    if (!q) fail(client, "dividing");
    if (q->defined)
      printf("%d / %d = %d\n", o.left, o.right, q->quotient_u.value);
    else
      printf("%d / %d is not defined\n", o.left, o.right);
  }
  summarize(client);
  batch(client);
  clnt_destroy(client);

  client = connect_to(argv[1], CALCULATOR_V2);
  char** const text = describe_2(NULL, client);
  if (!text) fail(client, "describing");
  printf("it is %s\n", *text);
  clnt_destroy(client);
  return 0;
}
