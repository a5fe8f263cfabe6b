/* SPDX-License-Identifier: MIT */
/* Writing a packet: what ring.c and the short way of csend share. */
#ifndef SHRIMP_VMMC_API_NX_RING_H
#define SHRIMP_VMMC_API_NX_RING_H
#include <string.h>

#include "state.h"

/* Word by word, in rising order: the bus takes longer for each store than the loop for its turn. */
static inline volatile uint32_t* nx_put(volatile uint32_t* to, const char* from, uint32_t bytes) {
  uint32_t word;
  for (; bytes >= 4; bytes -= 4, from += 4) {
    memcpy(&word, from, 4);
    *to++ = word;
  }
  if (bytes) {
    word = 0;
    for (uint32_t i = 0; i < bytes; ++i) word |= (uint32_t)(unsigned char)from[i] << 8 * i;
    *to++ = word;
  }
  return to;
}

/* The last step of a packet, behind its flag: sends it, and goes on to the next slot. */
static inline void nx_close_packet(struct nx_peer* p, volatile uint32_t* start, uint32_t length) {
  char* const end = p->out;
  const uint32_t taken = p->taken;
  if (nx.closing) {
    p->out_control->credits = taken;
  } else if (!nx.automatic) {
    const vmmc_proxy to = (vmmc_proxy)((uintptr_t)start + p->to_proxy);
    while (vmmc_send_start_notify((const void*)start, to, length) == VMMC_ERROR_BUSY) continue;
  }
  p->told = taken;
  p->sequence += NX_SEQUENCE_ONE;
  p->out = end == p->out_last ? p->out_first : end + NX_SLOT_BYTES;
  --p->credits;
  ++p->sent;
}

static inline uint32_t nx_make_flag(const struct nx_peer* p, enum nx_kind kind, uint32_t bytes) {
  return p->sequence | (p->taken & 0xff) << NX_CREDIT_SHIFT | (uint32_t)kind << NX_KIND_SHIFT | bytes;
}

/* A small message of one packet. */
static inline void nx_send_small(struct nx_peer* p, int32_t type, const void* data, uint32_t bytes) {
  const uint32_t length = nx_whole_words(bytes) + 8;
  volatile uint32_t* const start = (volatile uint32_t*)(p->out - length);
  volatile uint32_t* to = nx_put(start, data, bytes);
  to[0] = (uint32_t)type;
  to[1] = nx_make_flag(p, NX_ONLY, bytes);
  nx_close_packet(p, start, length);
}

#endif
