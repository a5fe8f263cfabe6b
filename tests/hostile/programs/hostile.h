/* SPDX-License-Identifier: MIT */
/* What the hostile programs share: victims, who must come out unharmed, and words for how an attack ended.
 *
 * Processes 0 and 1 are victims, one on each of two nodes. They exchange messages by buffers that admit each
 * other alone, and look after every byte of theirs until `end_us`. The processes behind them attack, on both
 * nodes. An attack says how it ended: an error's name, `page-fault` before what must be its last act, or
 * another word that the list explains. Include it first. */
#ifndef SHRIMP_TESTS_HOSTILE_H
#define SHRIMP_TESTS_HOSTILE_H
#define _POSIX_C_SOURCE 200112L
#define _DEFAULT_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <trap.h>
#include <unistd.h>
#include <vmmc.h>

enum { PAGE_BYTES = 4096, PAGE_WORDS = 1024, VICTIMS = 2, FIRST_PID = 100 };
enum { INBOX = 1, INBOX_WORDS = 1500, INBOX_FIRST = 300, SPACE_WORDS = 3 * PAGE_WORDS };
#define PAGE_ALIGNED __attribute__((aligned(4096)))
/* The window of addresses of a process, and the parts of it (docs/architecture.md). */
#define WINDOW_BYTES 0x100000000ull
#define PROXY_OFFSET 0x40000000u
#define DESTINATIONS 0x80000000u
#define NOTIFYING_OFFSET 0x20000000u
#define COMMANDS 0xc0000000u

#ifndef END_US
#define END_US 80000
#endif
static const double start_us = 40000, end_us = END_US; /* the attacks begin; the victims go home */

static inline int number_of(const char* name) {
  const char* text = getenv(name);
  return text ? atoi(text) : 0;
}
static inline int my_rank(void) {
  return number_of("SHRIMP_RANK");
}
static inline double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}
static inline void sleep_until(double us) {
  const double now = now_us();
  if (us > now) usleep((useconds_t)(us - now));
}
static inline int32_t look(const int32_t* word) {
  return *(const volatile int32_t*)word;
}

static inline vmmc_node node_of(int rank) {
  vmmc_node ids[16];
  return ids[rank % vmmc_nodes(ids, 16)];
}
static inline struct vmmc_process process_of(int rank) {
  vmmc_node ids[16];
  const int nodes = vmmc_nodes(ids, 16);
  const struct vmmc_process p = {ids[rank % nodes], FIRST_PID + rank / nodes};
  return p;
}

static inline void must_line(int status, const char* call, int line) {
  if (status >= 0) return;
  fprintf(stderr, "line %d, %s: %s\n", line, call, vmmc_error_text(status));
  exit(1);
}
#define MUST(call) must_line(call, #call, __LINE__)

static inline vmmc_proxy import_from(int rank, unsigned id) {
  vmmc_proxy proxy = NULL;
  size_t bytes;
  MUST(vmmc_import(process_of(rank), id, &proxy, &bytes));
  return proxy;
}

/* ---- How an attack ended ---- */

static inline void ended(const char* id, int as_documented, const char* word, const char* what, int status,
                         int line) {
  if (as_documented)
    printf("%s %s\n", word, id);
  else
    printf("breaks %s: line %d, %s came to %d\n", id, line, what, status);
}
/* The call is refused with this error. */
#define REFUSED(id, call, error)                                     \
  do {                                                               \
    const int status_ = (int)(call);                                 \
    ended(id, status_ == (error), #error, #call, status_, __LINE__); \
  } while (0)
/* The condition holds, and the attack is said to have ended so. */
#define ENDED(id, word, condition) ended(id, !!(condition), word, #condition, 0, __LINE__)

/* What follows is the last act of this process. */
static inline void last_act(const char* id) {
  printf("page-fault %s\n", id);
}
static inline void survived(const char* id) {
  printf("survived %s\n", id);
}

/* ---- The two references of a user-level DMA, without the library ---- */

enum { INITIATION = 1, TRANSFERRING = 2, INVALID = 4, MATCH = 8, WRONG_SPACE = 16, DEVICE_ERROR = 32 };

static inline void store_size(vmmc_proxy destination, int32_t bytes) {
  __asm__ volatile("" ::: "memory");
  *(volatile int32_t*)destination = bytes;
}
static inline uint32_t load_status(const void* source) {
  return *(const volatile uint32_t*)((const char*)source + PROXY_OFFSET);
}
/* Tries until the engine says something other than busy or voided; the status. */
static inline uint32_t transfer(const void* source, vmmc_proxy destination, int32_t bytes) {
  uint32_t status;
  do {
    store_size(destination, bytes);
    status = load_status(source);
  } while ((status & INITIATION) && !(status & (WRONG_SPACE | DEVICE_ERROR)));
  return status;
}

/* The same place of the window in another process, `windows` on. */
static inline char* window(void) {
  static char here;
  return (char*)((uintptr_t)&here & ~(uintptr_t)(WINDOW_BYTES - 1));
}

/* ---- Victims ---- */

static int32_t secret[2 * PAGE_WORDS] PAGE_ALIGNED; /* nobody's business */
static int32_t space[SPACE_WORDS] PAGE_ALIGNED;     /* the inbox, with more secrets before and behind it */
static int32_t message[INBOX_WORDS];
static int32_t newest[INBOX_WORDS]; /* the latest round that each word of the inbox has shown */

static inline int32_t secret_word(int i) {
  return 0x5ec00000 + i;
}

static inline void harmed(const char* what, int i, int32_t word) {
  printf("harmed: %s, word %d is %08x\n", what, i, (unsigned)word);
  exit(1);
}

static void check_secrets(const int32_t* heap, const int32_t* stack) {
  for (int i = 0; i < 2 * PAGE_WORDS; ++i)
    if (secret[i] != secret_word(i)) harmed("a secret", i, secret[i]);
  for (int i = 0; i < SPACE_WORDS; ++i)
    if ((i < INBOX_FIRST || i >= INBOX_FIRST + INBOX_WORDS) && space[i] != secret_word(i))
      harmed("a secret beside the inbox", i, space[i]);
  for (int i = 0; i < PAGE_WORDS; ++i)
    if (heap[i] != secret_word(i)) harmed("a secret on the heap", i, heap[i]);
  for (int i = 0; i < 200; ++i)
    if (stack[i] != secret_word(i)) harmed("a secret on the stack", i, stack[i]);
}

/* Word i of message number `round` is round * 4096 + i; rounds never go back. */
static void check_inbox(int32_t sent) {
  for (int i = 0; i < INBOX_WORDS; ++i) {
    const int32_t word = look(&space[INBOX_FIRST + i]);
    if (word == 0) continue;
    const int32_t round = word >> 12;
    if ((word & 4095) != i || round < newest[i] || round > sent + 1000) harmed("the inbox", i, word);
    newest[i] = round;
  }
}

/* Sends round after round to the other victim, and checks everything that is its own. */
static void be_a_victim(void) {
  int32_t stack[200];
  int32_t* const heap = malloc(PAGE_BYTES);
  for (int i = 0; i < 2 * PAGE_WORDS; ++i) secret[i] = secret_word(i);
  for (int i = 0; i < SPACE_WORDS; ++i)
    space[i] = i < INBOX_FIRST || i >= INBOX_FIRST + INBOX_WORDS ? secret_word(i) : 0;
  for (int i = 0; i < PAGE_WORDS; ++i) heap[i] = secret_word(i);
  for (int i = 0; i < 200; ++i) stack[i] = secret_word(i);
  const struct vmmc_process other = process_of(1 - my_rank());
  MUST(vmmc_export(space + INBOX_FIRST, INBOX_WORDS * 4, INBOX, NULL, &other, 1));
  const vmmc_proxy inbox = import_from(1 - my_rank(), INBOX);
  int32_t round = 0;
  while (now_us() < end_us) {
    ++round;
    for (int i = 0; i < INBOX_WORDS; ++i) message[i] = round * 4096 + i;
    MUST(vmmc_send(message, inbox, sizeof message));
    check_inbox(round);
    check_secrets(heap, stack);
    usleep(500);
  }
  usleep(2000); /* the other's last message */
  check_inbox(round);
  check_secrets(heap, stack);
  if (newest[0] == 0 || newest[INBOX_WORDS - 1] == 0) harmed("no message came", 0, 0);
  puts("unharmed");
  exit(0);
}

/* Victims do not return from here; attackers do, when the attack begins. */
static inline void take_roles(void) {
  if (my_rank() < VICTIMS) be_a_victim();
  sleep_until(start_us);
}
/* The number of this attacker, from 0 on. */
static inline int attacker(void) {
  return my_rank() - VICTIMS;
}

#endif
