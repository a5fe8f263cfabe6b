/* SPDX-License-Identifier: MIT */
/* Processes that together want more memory than their nodes have: pages leave for the disk and come back
 * under every kind of reference, in handlers of notifications too, and under deliberate updates from them,
 * while what is exported stays. Each page holds what its owner last wrote there, and each message what its
 * page held. */
#include <sbl.h>
#include <sbl_ext.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_WORDS = 1024, PAGES = 150, FIRST_PID = 100, FLAG = 2 * PAGE_WORDS };

static Int32 inbox[FLAG + 2] __attribute__((aligned(4096)));
static Int32 outbox[PAGE_WORDS] __attribute__((aligned(4096)));
static Int32* memory;         /* PAGES pages */
static unsigned times[PAGES]; /* how often each was written */
static volatile unsigned being_written = PAGES;
static int rank, size, nodes;

static unsigned state;
static unsigned pick(unsigned n) {
  state = state * 1664525u + 1013904223u;
  return (state >> 16) % n;
}

static void check(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

static Int32 value(int owner, unsigned page, unsigned time, unsigned word) {
  return (Int32)(((unsigned)owner << 28) ^ (page << 18) ^ (time << 10) ^ word);
}

static void fail(const char* what, unsigned page) {
  printf("%d: %s, page %u, written %u times\n", rank, what, page, times[page]);
  exit(3);
}

/* A tenth of the page's words, the first and the last of them: enough to see another page's data. */
static void verify(unsigned page) {
  const Int32* p = memory + page * PAGE_WORDS;
  for (unsigned w = 0; w < PAGE_WORDS; w += 11)
    if (times[page] && p[w] != value(rank, page, times[page], w)) fail("lost", page);
}

static void write_page(unsigned page) {
  Int32* p = memory + page * PAGE_WORDS;
  being_written = page;
  ++times[page];
  for (unsigned w = 0; w < PAGE_WORDS; w += 11) p[w] = value(rank, page, times[page], w);
  being_written = PAGES;
}

/* References that need two pages at a time, or the kernel to have them. */
static void odd_references(unsigned page) {
  char* const edge = (char*)(memory + (page + 1) * PAGE_WORDS);
  unsigned long long across, back;
  memcpy(&across, edge - 3, 8);
  memcpy(edge - 3, &across, 8);
  *(volatile unsigned long long*)(edge - 4) += 0;
  memcpy(&back, edge - 3, 8);
  if (across != back) fail("changed at its end", page);
  const Int32 before = memory[page * PAGE_WORDS];
  atomic_fetch_add((atomic_int*)&memory[page * PAGE_WORDS], 5);
  atomic_fetch_sub((atomic_int*)&memory[page * PAGE_WORDS], 5);
  if (memory[page * PAGE_WORDS] != before) fail("changed by locked updates", page);
  memmove(memory + page * PAGE_WORDS + 1, memory + page * PAGE_WORDS + 2, 0);
  memcpy(memory + (page + 1) * PAGE_WORDS + 1, memory + page * PAGE_WORDS + 1, 40);
}

static void step(void) {
  const unsigned page = pick(PAGES - 1);
  switch (pick(6)) {
    case 0:
      for (unsigned i = 0; i < PAGES / 3; ++i) verify((page + i) % PAGES);
      break;
    case 1:
      odd_references(page);
      break;
    case 2:
      check(SBL_CachePolicy(memory + page * PAGE_WORDS, 4096, pick(2) ? SBL_Uncached : SBL_WriteThrough),
            "caching");
      break;
    default:
      verify(page);
      write_page(page);
  }
}

static volatile int notified;

/* Runs between any two references of the rest, and when a page that the rest has waited for is there. */
static void on_message(unsigned int id) {
  static unsigned page;
  (void)id;
  ++notified;
  page = (page + 37) % PAGES;
  if (page != being_written && times[page] &&
      memory[page * PAGE_WORDS + 11] != value(rank, page, times[page], 11))
    fail("lost for a handler", page);
}

static Int32* import(int from, unsigned id) {
  Int32* proxy;
  int words;
  NodeID* node;
  check(SBL_Hosts(&nodes, &node), "hosts");
  check(SBL_ImportRecvBuf(node[from % nodes], FIRST_PID + from / nodes, id, &proxy, &words), "importing");
  return proxy;
}

static void wait_for(const Int32* word, Int32 expected) {
  while (*(const volatile Int32*)word != expected) sched_yield();
}

int main(int argc, char** argv) {
  rank = atoi(getenv("SHRIMP_RANK")), size = atoi(getenv("SHRIMP_SIZE"));
  state = (unsigned)rank * 7919u + (argc > 1 ? (unsigned)atoi(argv[1]) : 1u);
  const Int32 messages = argc > 2 ? atoi(argv[2]) : 6;
  const int next = (rank + 1) % size, before = (rank + size - 1) % size;
  memory = aligned_alloc(4096, PAGES * 4096);
  check(SBL_ExportRecvBuf(inbox, FLAG + 2, 1, on_message, 0), "exporting");
  Int32* const to_next = import(next, 1);
  Int32* const to_before = import(before, 1);
  for (unsigned page = 0; page < PAGES; ++page) write_page(page);

  for (Int32 message = 1; message <= messages; ++message) {
    for (int i = 0; i < 10; ++i) step();
    /* Both straight from pages that may be out: two halves of two pages, then the flag. */
    const unsigned page = pick(PAGES - 1);
    verify(page);
    write_page(page);
    outbox[0] = (Int32)page;
    outbox[1] = (Int32)times[page];
    outbox[2] = message;
    check(SBL_SendMsg(memory + page * PAGE_WORDS, to_next, PAGE_WORDS), "sending a page");
    check(SBL_SendMsg(outbox, to_next + PAGE_WORDS, 2), "sending its name");
    check(SBL_SendMsgWithNotify(outbox + 2, to_next + FLAG, 1), "sending the flag");

    wait_for(inbox + FLAG, message);
    const unsigned theirs = (unsigned)inbox[PAGE_WORDS], time = (unsigned)inbox[PAGE_WORDS + 1];
    for (unsigned w = 0; w < PAGE_WORDS; w += 11)
      if (inbox[w] != value(before, theirs, time, w)) {
        printf("%d: message %d has %#x at word %u\n", rank, (int)message, (unsigned)inbox[w], w);
        return 4;
      }
    outbox[3] = message;
    check(SBL_SendMsgWithNotify(outbox + 3, to_before + FLAG + 1, 1), "sending the answer");
    wait_for(inbox + FLAG + 1, message);
  }
  while (notified < 2 * messages) sched_yield();
  for (unsigned page = 0; page < PAGES; ++page) verify(page);
  char* const text = (char*)(memory + 7 * PAGE_WORDS);
  snprintf(text, 100, "%d: all pages and messages are right\n", rank);
  fputs(text, stdout);
  return 0;
}
