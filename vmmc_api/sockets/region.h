/* SPDX-License-Identifier: MIT */
/* The memory through which one end of a connection receives: a page of control words and a ring of data,
 * exported to the other end, which alone writes there.
 *
 *   0     4096                        4096 + ring
 *   +------+---------------------------+
 *   | ctrl |  ring of received bytes   |
 *   +------+---------------------------+
 *
 * The control words are one line of the data cache, so that a look at a connection costs one hit. They lie
 * elsewhere in the page for each connection, so that the lines of many connections fall into different sets
 * of the cache. */
#ifndef SHRIMP_VMMC_API_SOCKETS_REGION_H
#define SHRIMP_VMMC_API_SOCKETS_REGION_H
#include <stddef.h>
#include <stdint.h>

enum {
  PAGE_BYTES = 4096,
  LINE_BYTES = 64, /* of the level-2 cache */
  LEAST_RING = PAGE_BYTES,
  USUAL_RING =
      32 * 1024, /* some 1.5 ms of data at full speed: longer than a sleep, a wake-up and a switch [A] */
  MOST_RING = 256 * 1024
};

/* What the other end says, by stores or sends into our memory. Counters run freely, modulo 2^32. A little
 * data that finds the ring empty may come here too, so that one send brings all of it; the words are in the
 * order in which they arrive, the tail last. Looking at the last line of it is enough. */
struct control {
  volatile char little[40];       /* such data, at the end of this */
  volatile uint32_t little_from;  /* where in the stream they begin */
  volatile uint32_t little_bytes; /* 0: there are none */
  volatile uint32_t head;         /* bytes of ours that it has taken out of its ring */
  volatile uint32_t state;        /* enum said */
  volatile uint32_t tail;         /* bytes it has sent to us */
};

/* Bits of control.state; each is set once. FINISHED comes behind the last tail. */
enum said {
  SAID_READY = 1,    /* it has imported our region */
  SAID_FINISHED = 2, /* it sends no more */
  SAID_CLOSED = 4,   /* it reads no more */
  SAID_RESET = 8     /* it has given up the connection with data unread */
};

struct region {
  char* memory;
  uint32_t ring_bytes; /* a power of two, whole pages */
  uint32_t control_at; /* where in the first page the control words lie */
  unsigned int id;     /* of the export; never used again */
  struct region* next; /* in the list of free ones */
};

static inline struct control* control_of(const struct region* r) {
  return (struct control*)(r->memory + r->control_at);
}
static inline char* ring_of(const struct region* r) {
  return r->memory + PAGE_BYTES;
}

/* A region of at least `bytes` bytes of ring, zeroed control words, and exported. Null: no memory, or no more
 * of it can be pinned. */
struct region* take_region(uint32_t bytes);

/* Withdraws it; its memory serves later connections. */
void give_region(struct region* r);

/* Memory of the same shape that is not exported: what is sent from. */
char* take_shadow(uint32_t ring_bytes);
void give_shadow(char* memory, uint32_t ring_bytes);

#endif
