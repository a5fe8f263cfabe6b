/* SPDX-License-Identifier: MIT */
/* What the measurements share: two processes that find each other, exchange buffers and read the clock.
 * Include it first. */
#ifndef SHRIMP_WORKLOADS_TWO_PROCESSES_H
#define SHRIMP_WORKLOADS_TWO_PROCESSES_H
#define _POSIX_C_SOURCE 200112L
#include <sbl.h>
#include <sbl_ext.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { WORD_BYTES = 4, PAGE_BYTES = 4096, PAGE_WORDS = PAGE_BYTES / WORD_BYTES };
enum { BUFFER_ID = 1, FIRST_PROCESS = 100 };

/* Ends the program with a sentence. */
static inline void fail(const char* sentence, ...) {
  va_list arguments;
  va_start(arguments, sentence);
  vfprintf(stderr, sentence, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(1);
}

static inline void must(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

/* 0 or 1. */
static inline int my_rank(void) {
  const char* rank = getenv("SHRIMP_RANK");
  if (!rank || rank[1] || (rank[0] != '0' && rank[0] != '1')) {
    fail("This program needs two processes (SHRIMP_RANK 0 and 1), but SHRIMP_RANK is %s.",
         rank ? rank : "not set");
  }
  return rank[0] - '0';
}

/* Exports nwords words at own, and imports what the other process exports: the result is its proxy address.
 */
static inline Int32* exchange_buffers(Int32* own, int nwords) {
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  must(SBL_Hosts(&nodes, &node), "listing the nodes");
  if (nodes < 2) fail("This program needs two nodes, but the machine has %d.", nodes);
  must(SBL_ExportRecvBuf(own, nwords, BUFFER_ID, NULL, 0), "exporting the receive buffer");
  must(SBL_ImportRecvBuf(node[1 - my_rank()], FIRST_PROCESS, BUFFER_ID, &proxy, &words),
       "importing the peer's buffer");
  return proxy;
}

static inline double now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec * 1e-3;
}

#endif
