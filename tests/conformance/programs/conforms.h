/* SPDX-License-Identifier: MIT */
/* What the programs of the conformance suite share: verdicts, the other processes, waiting.
 *
 * A program prints a line for each sentence that it tries: `conforms ID`, or `breaks ID: why`. On a board
 * that cannot do what a sentence speaks of it prints `unsupported ID`, after it has seen the library say so.
 * Process r runs on node r modulo the number of nodes. Include it first. */
#ifndef SHRIMP_TESTS_CONFORMS_H
#define SHRIMP_TESTS_CONFORMS_H
#define _POSIX_C_SOURCE 200112L
#define _DEFAULT_SOURCE
#include <sbl.h>
#include <sbl_ext.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PAGE_BYTES = 4096, PAGE_WORDS = 1024, FIRST_PID = 100, MOST_PROCESSES = 16, DOOR = 0xd0042 };
#define PAGE_ALIGNED __attribute__((aligned(4096)))

static void verdict(const char* id, int holds, const char* condition, int line) {
  if (holds)
    printf("conforms %s\n", id);
  else
    printf("breaks %s: line %d, %s\n", id, line, condition);
}

/* The sentence holds only if this does. A sentence may need several. */
#define CONFORMS(id, condition) verdict(id, condition, #condition, __LINE__)

static inline void must_line(int status, const char* call, int line) {
  if (status >= 0) return;
  fprintf(stderr, "line %d: ", line);
  SBL_Error(status, call);
  exit(1);
}
#define MUST(call) must_line(call, #call, __LINE__)

static inline int number_of(const char* name) {
  const char* text = getenv(name);
  return text ? atoi(text) : 0;
}
static inline int my_rank(void) {
  return number_of("SHRIMP_RANK");
}
static inline int processes(void) {
  return number_of("SHRIMP_SIZE");
}

static inline int nodes_and_ids(NodeID** ids) {
  int nodes = 0;
  MUST(SBL_Hosts(&nodes, ids));
  return nodes;
}
static inline NodeID node_of(int rank) {
  NodeID* ids;
  const int nodes = nodes_and_ids(&ids);
  return ids[rank % nodes];
}
static inline SBL_Squid pid_of(int rank) {
  NodeID* ids;
  return FIRST_PID + rank / nodes_and_ids(&ids);
}

/* The proxy of a buffer that process `rank` exports. */
static inline Int32* import_from(int rank, unsigned int id) {
  Int32* proxy = NULL;
  int words = 0;
  MUST(SBL_ImportRecvBuf(node_of(rank), pid_of(rank), id, &proxy, &words));
  return proxy;
}

/* A word as it is in memory now: there is no receive call. */
static inline Int32 look(const Int32* word) {
  return *(const volatile Int32*)word;
}
static inline void await(const Int32* word, Int32 value) {
  while (look(word) != value) continue;
}

static inline double now_us(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e6 + (double)t.tv_nsec * 1e-3;
}

/* Long enough for whatever is under way to arrive. */
static inline void let_arrive(void) {
  usleep(500);
}

static Int32 door[MOST_PROCESSES], door_round;
static Int32* doors[MOST_PROCESSES];

/* Waits until every process is here. What was sent to it by deliberate update before has arrived then, for
 * messages of a pair of processes stay in order. */
static inline void meet(void) {
  const int me = my_rank(), all = processes();
  if (door_round++ == 0) {
    MUST(SBL_ExportRecvBuf(door, MOST_PROCESSES, DOOR, NULL, 0));
    for (int r = 0; r < all; ++r)
      if (r != me) doors[r] = import_from(r, DOOR);
  }
  Int32 round = door_round;
  for (int r = 0; r < all; ++r)
    if (r != me) MUST(SBL_SendMsg(&round, doors[r] + me, 1));
  for (int r = 0; r < all; ++r)
    while (r != me && look(&door[r]) < round) continue;
}

#endif
