/* SPDX-License-Identifier: MIT */
/* What the measurements share: processes work in pairs, 0 with 1, 2 with 3 and so on. Which of the two a
 * process is, where its partner runs, the clock, and how to fail. Include it first. */
#ifndef SHRIMP_WORKLOADS_PAIRS_H
#define SHRIMP_WORKLOADS_PAIRS_H
#define _POSIX_C_SOURCE 200112L
#include <limits.h>
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

/* A number from 0 to most of the environment. */
static inline int environment_number(const char* name, int most) {
  const char* text = getenv(name);
  char* end = NULL;
  const long value = text ? strtol(text, &end, 10) : -1;
  if (value < 0 || value > most || *end) {
    fail("%s is a number from 0 to %d, but it is %s.", name, most, text ? text : "not set");
  }
  return (int)value;
}

/* From 0, even: the processes of the run are pairs. */
static inline int process_count(void) {
  const int count = environment_number("SHRIMP_SIZE", INT_MAX);
  if (count < 2 || count % 2) fail("This program needs pairs of processes, but SHRIMP_SIZE is %d.", count);
  return count;
}

static inline int my_rank(void) {
  return environment_number("SHRIMP_RANK", process_count() - 1);
}

/* 0 or 1: which of its pair this process is. */
static inline int my_side(void) {
  return my_rank() % 2;
}

/* The processes are dealt to the nodes in turn. */
static inline int partner_node(int nodes) {
  if (nodes < 2) fail("This program needs two nodes, but the machine has %d.", nodes);
  return (my_rank() ^ 1) % nodes;
}
static inline int partner_pid(int nodes) {
  return FIRST_PROCESS + (my_rank() ^ 1) / nodes;
}

/* Ends a line of results with the number of the pair, if there are several. */
static inline void end_line(void) {
  if (process_count() > 2) printf(" pair=%d", my_rank() / 2);
  putchar('\n');
}

static inline double now_us(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e6 + (double)now.tv_nsec * 1e-3;
}

#endif
