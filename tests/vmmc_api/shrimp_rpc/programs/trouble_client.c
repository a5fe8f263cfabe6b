/* SPDX-License-Identifier: MIT */
/* trouble_client HOST WHAT */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "trouble.h"

static void say(const char* what, int status) {
  printf("%s: %s\n", what, shrimp_rpc_error_text(status));
}

static struct shrimp_rpc* bind_to(const char* host, const struct shrimp_rpc_interface* interface) {
  int status;
  struct shrimp_rpc* const rpc = shrimp_rpc_bind(host, interface, &status);
  if (!rpc) say("bind", status);
  return rpc;
}

static void names(const char* host) {
  struct shrimp_rpc_interface other = trouble_client;
  bind_to("nowhere", &other);
  other.version = 2;
  bind_to(host, &other);
  other.version = 1;
  other.signature ^= 1;
  bind_to(host, &other);
  other.name = "unheard_of";
  bind_to(host, &other);
}

/* Lengths about the 20,000 bytes that the interface's buffer has. */
static void bounds(struct shrimp_rpc* rpc) {
  static const int lengths[] = {0, 1, 19999, 20000, 20001, 20004, 20480, -1, INT32_MAX, INT32_MIN};
  static uint8_t bytes[20480];
  for (size_t i = 0; i < sizeof lengths / sizeof *lengths; ++i) {
    const int n = lengths[i], used = n >= 0 && n <= 20000 ? n : 0;
    int sum = -1;
    memset(bytes, 1, sizeof bytes);
    printf("%d: %s", n, shrimp_rpc_error_text(trouble_sum(rpc, bytes, n, &sum)));
    if (used == n && sum != n) printf(", but the sum is %d", sum);
    printf("; %s\n", shrimp_rpc_error_text(trouble_fill(rpc, bytes, n, 2)));
    for (int k = 0; k < (int)sizeof bytes; ++k)
      if (bytes[k] != (k < used ? 2 : 1)) printf("byte %d is %d\n", k, bytes[k]);
  }
}

/* A client that goes round its stubs: the words of a call to sum, with a length of its own. */
static void cheats(struct shrimp_rpc* rpc) {
  static const int lengths[] = {20000, 20001, -1};
  for (int i = 0; i < 3; ++i) {
    char* const from = rpc->call_flag - 4;
    *shrimp_rpc_word(from) = (uint32_t)lengths[i];
    printf("%d: %s\n", lengths[i], shrimp_rpc_error_text(shrimp_rpc_call(rpc, 5, from, rpc->return_flag)));
  }
  printf("procedure 99: %s\n",
         shrimp_rpc_error_text(shrimp_rpc_call(rpc, 99, rpc->call_flag, rpc->call_flag)));
}

int main(int argc, char** argv) {
  (void)argc;
  usleep(20000);
  const char* const what = argv[2];
  if (strcmp(what, "names") == 0) {
    names(argv[1]);
    return 0;
  }
  int back = -1;
  struct shrimp_rpc* const rpc = bind_to(argv[1], &trouble_client);
  if (!rpc) return 1;
  for (int i = 0; i < 20; ++i)
    if (trouble_same(rpc, i, &back) < 0 || back != i) printf("%d came back as %d\n", i, back);
  say("same", trouble_same(rpc, 5, &back));
  if (strcmp(what, "late") == 0) {
    shrimp_rpc_set_patience(rpc, 20000000);
    say("sleeps 5 ms", trouble_sleeps(rpc, 5));
    say("sleeps 50 ms", trouble_sleeps(rpc, 50));
    say("same", trouble_same(rpc, 6, &back));
    shrimp_rpc_unbind(rpc);
    struct shrimp_rpc* const again = bind_to(argv[1], &trouble_client);
    say("bound again", trouble_same(again, 7, &back));
    return back != 7;
  }
  if (strcmp(what, "ends") == 0) {
    say("ends", trouble_ends(rpc));
    say("same", trouble_same(rpc, 6, &back));
    bind_to(argv[1], &trouble_client);
  }
  if (strcmp(what, "bounds") == 0) bounds(rpc);
  if (strcmp(what, "cheats") == 0) cheats(rpc);
  if (strcmp(what, "leaves") == 0) say("leaves", trouble_leaves(rpc));
  shrimp_rpc_unbind(rpc);
  return 0;
}
