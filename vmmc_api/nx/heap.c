/* SPDX-License-Identifier: MIT */
/* Buffers for messages that nobody has asked for yet, and for sends that nobody has answered.
 *
 * Sizes are powers of two, with a list of free buffers for each. malloc is asked only while no notification
 * handler runs, which may have interrupted it; a handler lives on the lists. */
#include <stdlib.h>

#include "state.h"

enum { LEAST_SHIFT = 6, CLASSES = 26, RESERVED_CLASSES = 7 /* what goes by packets */, RESERVED = 8 };

struct buffer {
  struct buffer* next;
  unsigned size_class;
  unsigned unused;
};

static struct buffer* lists[CLASSES];

static unsigned class_of(size_t bytes) {
  unsigned c = 0;
  while (((size_t)1 << (c + LEAST_SHIFT)) < bytes) ++c;
  return c;
}

static struct buffer* make(unsigned c) {
  struct buffer* b = malloc((size_t)1 << (c + LEAST_SHIFT));
  if (b) b->size_class = c;
  return b;
}

void* nx_allocate(size_t bytes) {
  const unsigned c = class_of(bytes + sizeof(struct buffer));
  if (c >= CLASSES) return 0;
  struct buffer* b = lists[c];
  if (b)
    lists[c] = b->next;
  else if (nx.in_notification || !(b = make(c)))
    return 0;
  return b + 1;
}

void nx_release(void* buffer) {
  struct buffer* b = (struct buffer*)buffer - 1;
  b->next = lists[b->size_class];
  lists[b->size_class] = b;
}

void nx_reserve(void) {
  for (unsigned c = 0; c < RESERVED_CLASSES; ++c) {
    int there = 0;
    for (struct buffer* b = lists[c]; b && there < RESERVED; b = b->next) ++there;
    for (; there < RESERVED; ++there) {
      struct buffer* b = make(c);
      if (!b) return;
      b->next = lists[c];
      lists[c] = b;
    }
  }
}
