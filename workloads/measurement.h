/* SPDX-License-Identifier: MIT */
/* What to measure, from the command line: words in any order; the first number is the size, the second
 * the repetitions. */
#ifndef SHRIMP_WORKLOADS_MEASUREMENT_H
#define SHRIMP_WORKLOADS_MEASUREMENT_H
#include "two_processes.h"

#include <limits.h>
#include <string.h>

static const char* const policy_names[] = {"write-back", "write-through", "uncached"};
static const char* const mode_names[] = {"off", "single", "block", "timer"};

struct measurement {
  int automatic;             /* automatic update; else deliberate */
  int bytes;                 /* of a message */
  int count;                 /* 0: the program chooses */
  enum SBL_Caching policy;   /* of receive buffer and AU source */
  enum SBL_AUWriteType mode; /* of automatic update */
  int each;                  /* wait for each message's acknowledgement */
};

static inline int find_name(const char* name, const char* const* names, int count) {
  for (int i = 0; i < count; ++i) {
    if (strcmp(name, names[i]) == 0) return i;
  }
  return -1;
}

/* A positive number up to most; anything else ends the program with a sentence. */
static inline int parse_number(const char* text, int most) {
  char* end;
  const long value = strtol(text, &end, 10);
  if (end == text || *end || value < 1 || value > most) {
    fail("Argument '%s' is neither a number from 1 to %d nor a word that this program knows.", text, most);
  }
  return (int)value;
}

/* A message is `bytes` long unless an argument says otherwise, and at most `most_bytes`. Automatic update
 * defaults to write-through, since its stores must reach the bus, and to the mode with the lowest latency for
 * the size. */
static inline struct measurement parse_measurement(int argc, char** argv, int automatic, int bytes,
                                                   int most_bytes) {
  struct measurement m = {automatic, 0, 0, SBL_WriteBack, AU_Disable, 0};
  int policy = -1;
  for (int i = 1; i < argc; ++i) {
    const char* word = argv[i];
    const int as_policy = find_name(word, policy_names, 3);
    const int as_mode = find_name(word, mode_names, 4);
    if (strcmp(word, "au") == 0)
      m.automatic = 1;
    else if (strcmp(word, "du") == 0)
      m.automatic = 0;
    else if (strcmp(word, "stream") == 0)
      m.each = 0;
    else if (strcmp(word, "each") == 0)
      m.each = 1;
    else if (as_policy >= 0)
      policy = as_policy;
    else if (as_mode > AU_Disable)
      m.mode = (enum SBL_AUWriteType)as_mode;
    else if (m.bytes == 0)
      m.bytes = parse_number(word, most_bytes);
    else
      m.count = parse_number(word, INT_MAX);
  }
  if (m.bytes == 0) m.bytes = bytes;
  if (m.bytes % WORD_BYTES) fail("A message is a multiple of %d bytes, unlike %d.", WORD_BYTES, m.bytes);
  m.policy = policy >= 0 ? (enum SBL_Caching)policy : m.automatic ? SBL_WriteThrough : SBL_WriteBack;
  if (m.mode == AU_Disable) m.mode = m.bytes == WORD_BYTES ? AU_SingleWrite : AU_TimerWrite;
  return m;
}

/* Before the export. */
static inline void set_receive_caching(const struct measurement* m, Int32* buffer, int words) {
  must(SBL_CachePolicy(buffer, words * WORD_BYTES, m->policy), "setting the caching of the receive buffer");
}

/* For automatic update, binds the pages to send from; the mapping makes them write-through if they are
 * write-back. */
static inline void map_send_region(const struct measurement* m, Int32* region, Int32* peer, int words) {
  if (!m->automatic) return;
  if (m->policy != SBL_WriteBack) {
    must(SBL_CachePolicy(region, words * WORD_BYTES, m->policy), "setting the caching of the send region");
  }
  must(SBL_AUMap(region, peer, words, 0, m->mode), "mapping the send region");
}

/* Sends what still waits to be combined, and ends the mapping. */
static inline void unmap_send_region(const struct measurement* m, Int32* region, int words) {
  if (m->automatic) must(SBL_AUMap(region, NULL, words, 0, AU_Disable), "ending the mapping");
}

#endif
