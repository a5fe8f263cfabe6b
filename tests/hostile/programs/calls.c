/* SPDX-License-Identifier: MIT */
/* Traps of the kernel with pointers that lead nowhere: `calls pointers ID`, each attacker one call with one
 * bad pointer. `calls fuzz ID`: each attacker calls with numbers at random until it dies or gets tired. */
#include "hostile.h"

enum { CALLS = 18, POINTERS = 8, OWN = 11 };
static int32_t own[PAGE_WORDS] PAGE_ALIGNED;

static uint64_t bad_pointer(int i) {
  const uint64_t w = (uint64_t)(uintptr_t)window();
  const uint64_t pointers[POINTERS] = {0,
                                       (uint64_t)(uintptr_t)own + PROXY_OFFSET,
                                       w + DESTINATIONS,
                                       w + COMMANDS,
                                       w + WINDOW_BYTES - 2,
                                       (uint64_t)(uintptr_t)secret - 2 * WINDOW_BYTES,
                                       0xfffffffffffffffeull,
                                       0x8000000000000000ull};
  return pointers[i];
}

static long trap(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e) {
  return shrimp_trap(number, (long)a, (long)b, (long)c, (long)d, (long)e);
}

/* Call number `call` with `bad` where a result belongs, or where an argument lies. */
static long call_with(int call, uint64_t bad, uint64_t proxy) {
  static uint64_t good[4];
  static int32_t good_word;
  static const char file[] = "no such program";
  const uint64_t result = (uint64_t)(uintptr_t)good, word = (uint64_t)(uintptr_t)&good_word;
  const uint64_t me = vmmc_self().node, pid = (uint64_t)vmmc_self().pid;
  const struct vmmc_permission_list list = {1, (const struct vmmc_permission_entry*)(uintptr_t)bad};
  const char* const arguments[] = {"x", (const char*)(uintptr_t)(bad ? bad : 2), NULL};
  const uint64_t not_null = bad ? bad : 2; /* where null has a meaning */
  switch (call) {
    case 0:
      return trap(VMMC_TRAP_IMPORT, me, pid, OWN, bad, word);
    case 1:
      return trap(VMMC_TRAP_IMPORT, me, pid, OWN, result, bad);
    case 2:
      return trap(VMMC_TRAP_IMPORT_START, me, pid, OWN, bad, word);
    case 3:
      return trap(VMMC_TRAP_IMPORT_START, me, pid, OWN, result, bad);
    case 4:
      return trap(VMMC_TRAP_NODES, not_null, 4, 0, 0, 0);
    case 5:
      return trap(VMMC_TRAP_IMPORTERS, OWN, bad, result, 4, 0);
    case 6:
      return trap(VMMC_TRAP_IMPORTERS, OWN, result, bad, 4, 0);
    case 7:
      return trap(VMMC_TRAP_IMPORTED, proxy, bad, word, 0, 0);
    case 8:
      return trap(VMMC_TRAP_IMPORTED, proxy, result, bad, 0, 0);
    case 9:
      return trap(VMMC_TRAP_SELF, bad, word, 0, 0, 0);
    case 10:
      return trap(VMMC_TRAP_EXPORT, result, 4, 12, 0, not_null);
    case 11:
      return trap(VMMC_TRAP_EXPORT, result, 4, 12, 0, (uint64_t)(uintptr_t)&list);
    case 12:
      return trap(VMMC_TRAP_SPAWN, bad, 0, me, word, 0);
    case 13:
      return trap(VMMC_TRAP_SPAWN, (uint64_t)(uintptr_t)file, not_null, me, word, 0);
    case 14:
      return trap(VMMC_TRAP_SPAWN, (uint64_t)(uintptr_t)file, (uint64_t)(uintptr_t)arguments, me, word, 0);
    case 15:
      return trap(VMMC_TRAP_SEND, bad, proxy, 4, 0, 0);
    case 16:
      return trap(VMMC_TRAP_PAIR, bad, proxy, 0, 0, 0);
    default:
      return trap(VMMC_TRAP_PAIR, (uint64_t)(uintptr_t)own, bad, 0, 0, 0);
  }
}

static uint32_t random_state;
static uint32_t next_random(void) {
  random_state = random_state * 1664525u + 1013904223u;
  return random_state >> 8;
}

/* A number that means something somewhere. */
static uint64_t some_argument(uint64_t proxy) {
  static uint64_t scratch[64];
  switch (next_random() % 14) {
    case 0:
      return 0;
    case 1:
      return next_random() % 20;
    case 2:
      return next_random();
    case 3:
      return ~(uint64_t)(next_random() % 5000);
    case 4:
      return (uint64_t)next_random() << 32 | next_random();
    case 5:
      return bad_pointer((int)(next_random() % POINTERS));
    case 6:
      return proxy + next_random() % 8192;
    case 7:
      return (uint64_t)(uintptr_t)own + next_random() % 8192;
    case 8:
      return node_of((int)next_random());
    case 9:
      return FIRST_PID + next_random() % 4;
    case 10:
      return 4096u * (next_random() % 5);
    case 11:
      return (uint64_t)(uintptr_t)window() + next_random() * 256ull;
    case 12:
      return OWN;
    default:
      return (uint64_t)(uintptr_t)(scratch + next_random() % 32);
  }
}

/* Calls that wait for ever, print, or end the process say nothing about protection. */
static int is_tried(long number) {
  static const long others[] = {1, 2, 3, 5, VMMC_TRAP_IMPORT, VMMC_TRAP_WAIT_NOTIFICATION};
  for (unsigned i = 0; i < sizeof others / sizeof *others; ++i)
    if (number == others[i]) return 0;
  return 1;
}

static void fuzz(uint64_t proxy) {
  random_state = (uint32_t)my_rank() * 2654435761u;
  for (int i = 0; i < 60; ++i) {
    const long number =
        next_random() % 8 == 0 ? (long)(next_random() % 128) : 64 + (long)(next_random() % 19);
    uint64_t a[5];
    for (int j = 0; j < 5; ++j) a[j] = some_argument(proxy);
    if (is_tried(number)) trap(number, a[0], a[1], a[2], a[3], a[4]);
  }
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  MUST(vmmc_export(own, sizeof own, OWN, NULL, NULL, 0));
  const uint64_t proxy = (uint64_t)(uintptr_t)import_from(my_rank(), OWN);
  if (strcmp(argv[1], "fuzz") == 0) {
    printf("contained %s\n", argv[2]);
    fuzz(proxy);
    return 0;
  }
  const int call = attacker() / POINTERS % CALLS;
  printf("contained %s\n", argv[2]);
  const long status = call_with(call, bad_pointer(attacker() % POINTERS), proxy);
  if (status >= 0)
    printf("breaks %s: call %d with pointer %d came to %ld\n", argv[2], call, attacker() % POINTERS, status);
  return 0;
}
