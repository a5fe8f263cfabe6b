/* SPDX-License-Identifier: MIT */
/* The contents of a message: every word tells the message's number and its own place, so that a lost, late or
 * misplaced word is noticed. The last word is the flag that the receiver polls: it differs from message to
 * message, and within a message words arrive in order. */
#ifndef SHRIMP_WORKLOADS_MESSAGE_H
#define SHRIMP_WORKLOADS_MESSAGE_H
#include <stdint.h>

#include "pairs.h"

enum { WORD_STEP = 0x01000193 };

static inline int32_t message_word(unsigned number, int index) {
  return (int32_t)(number + (unsigned)index * WORD_STEP);
}

/* Writes message number, word by word in rising order. */
static inline void write_message(volatile int32_t* to, int words, unsigned number) {
  unsigned value = number;
  for (int i = 0; i < words; ++i, value += WORD_STEP) to[i] = (int32_t)value;
}

/* Waits for the last word of message number. */
static inline void await_message(const volatile int32_t* from, int words, unsigned number) {
  const int32_t flag = message_word(number, words - 1);
  while (from[words - 1] != flag) continue;
}

/* Fails unless the first words of a buffer are those of message number. */
static inline void check_words(const volatile int32_t* from, int words, unsigned number) {
  for (int i = 0; i < words; ++i) {
    const int32_t expected = message_word(number, i);
    const int32_t found = from[i];
    if (found != expected) {
      fail("Word %d of message %u is 0x%08x in the receive buffer, but 0x%08x was sent.", i, number,
           (unsigned)found, (unsigned)expected);
    }
  }
}

#endif
