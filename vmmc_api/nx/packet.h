/* SPDX-License-Identifier: MIT */
/* The memory of a pair of processes, and a packet in it.
 *
 * Each process exports one region for each peer, which that peer alone writes: a page of control words, then
 * a ring of packet buffers (slots). A packet stands at the end of its slot, so that its last word, the flag
 * that the receiver polls, has a place that is known before, and all of it is one run of increasing words:
 * automatic update combines it, and the flag comes last [A].
 *
 *     slot:   | unused ... | data, filled to words | further words | flag |
 *     flag:   sequence 10 bits | credits 8 bits | kind 3 bits | bytes of data 11 bits
 *
 * further words by kind: ONLY type; FIRST total, type; MORE none; SCOUT type; ANSWER none; STREAM receive.
 *
 * The sequence number counts packets, so a slot's old flag is never taken for a new one; memory begins as 0,
 * and the first packet has number 1. */
#ifndef SHRIMP_VMMC_API_NX_PACKET_H
#define SHRIMP_VMMC_API_NX_PACKET_H
#include <stdint.h>

#include "vmmc.h"

enum {
  NX_RINGS_ID =
      0x4e580000, /* the exports of the regions ("NX"), NX_GROUP regions each, count up from here, */
  NX_BUFFERS_ID = 0x4e590000, /* those of user buffers from here */
  NX_GROUP = 4,
  NX_SLOT_BYTES = 1024, /* four to a page: a packet of deliberate update crosses no page */
  NX_CONTROL_BYTES = VMMC_PAGE_BYTES,
  NX_COLOUR_BYTES = 64, /* a line of the second cache */
  NX_COLOURS = 15,      /* with a slot to spare */
  NX_FLAG_BYTES = 4,
  NX_MOST_STREAM = NX_SLOT_BYTES - 8, /* bytes of data in a packet of this kind, */
  NX_MOST_FIRST = NX_SLOT_BYTES - 12, /* and in one of any kind */
  /* By automatic update the receiver copies a packet while the next one comes, so they are shorter [A]; a
   * transfer by deliberate update costs too much to begin for that. */
  NX_FRAGMENT = 512,
  NX_COMPLETIONS = 64 /* zero-copy receives that a pair can have under way in one direction */
};

enum nx_kind {
  NX_ONLY,   /* a whole message */
  NX_FIRST,  /* the first packet of a message of several, */
  NX_MORE,   /* and the others, in order */
  NX_SCOUT,  /* announces a large message */
  NX_ANSWER, /* says where its data go */
  NX_STREAM  /* its data, packet by packet, if they cannot go straight into the receiver's buffer */
};

#define NX_KIND_SHIFT 11
#define NX_CREDIT_SHIFT 14
#define NX_SEQUENCE_SHIFT 22
#define NX_SEQUENCE_ONE (1u << NX_SEQUENCE_SHIFT)
#define NX_SEQUENCE_MASK (~(NX_SEQUENCE_ONE - 1))

static inline uint32_t nx_flag_bytes(uint32_t flag) {
  return flag & ((1u << NX_KIND_SHIFT) - 1);
}
static inline enum nx_kind nx_flag_kind(uint32_t flag) {
  return (enum nx_kind)(flag >> NX_KIND_SHIFT & 7);
}
static inline uint32_t nx_flag_credits(uint32_t flag) {
  return flag >> NX_CREDIT_SHIFT & 0xff;
}

enum { NX_BY_AUTOMATIC_UPDATE = 1, NX_BY_DELIBERATE_UPDATE = 2 };

/* The control page of a region. */
struct nx_control {
  volatile uint32_t credits;   /* packets that its writer has taken from us, all together */
  volatile uint32_t transport; /* NX_BY_..., once, when its writer is ready */
  uint32_t unused[14];
  volatile uint32_t completion[NX_COMPLETIONS]; /* by deliberate update, behind data that went straight */
};

/* What stands in a SCOUT's data, and in an ANSWER's. */
struct nx_scout {
  uint32_t send;  /* the sender's number of the message */
  uint32_t total; /* its bytes */
  uint32_t tail;  /* the last 0 to 3 bytes, which fill no word */
};
struct nx_piece {
  uint32_t id, offset, bytes; /* of an export of the receiver */
};
enum { NX_MOST_PIECES = 16, NX_BY_STREAM = 0, NX_DROPPED = -1 };
struct nx_answer {
  uint32_t send;
  uint32_t receive; /* the receiver's number of it: the completion word, or of STREAM packets */
  uint32_t value;   /* what to write to the completion word */
  int32_t pieces;   /* how many follow; NX_BY_STREAM, NX_DROPPED */
  struct nx_piece piece[NX_MOST_PIECES];
};

static inline uint32_t nx_whole_words(uint32_t bytes) {
  return (bytes + 3) & ~3u;
}

#endif
