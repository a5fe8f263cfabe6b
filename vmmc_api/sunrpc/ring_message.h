/* SPDX-License-Identifier: MIT */
/* Messages of a ring (ring.h): what each call and reply goes through, in line, with the waits left out. */
#ifndef SHRIMP_VMMC_API_SUNRPC_RING_MESSAGE_H
#define SHRIMP_VMMC_API_SUNRPC_RING_MESSAGE_H
#include "sunrpc/ring.h"

enum {
  RING_DATA_BYTES = VMMC_PAGE_BYTES - VMMC_WORD_BYTES, /* of a page; the flag is behind them */
  RING_PIECE_BYTES = 512,                              /* with its last word */
  RING_PIECE_DATA = RING_PIECE_BYTES - VMMC_WORD_BYTES,
  RING_PAGE_DATA = VMMC_PAGE_BYTES / RING_PIECE_BYTES * RING_PIECE_DATA,
  RING_LEAST_BYTES = 64,           /* up to the end of the first piece: a message's header is in one */
  RING_TELL_PAGES = RING_PAGES / 2 /* read without a message going back, before the other end is told */
};

/* The flag's parts. */
enum {
  RING_READ = 1, /* in the reader's copy only */
  RING_LAST = 1 << 2,
  RING_ABORTED = 1 << 3,
  RING_START = 4,
  RING_END = 14,
  RING_CREDIT = 24,
  RING_PASS = 28
};

static inline volatile uint32_t* ring_flag_of(char* page) {
  return (volatile uint32_t*)(void*)(page + RING_DATA_BYTES);
}

static inline uint32_t ring_pass(uint32_t pages) {
  return (pages / RING_PAGES + 1) & 15;
}

/* The last word of the piece that this place of a page is in. */
static inline char* ring_piece_end(char* place) {
  return (char*)(((uintptr_t)place | (RING_PIECE_BYTES - 1)) - (VMMC_WORD_BYTES - 1));
}

/* ---- Reading ---- */

/* Whether a whole fragment waits to be read. */
static inline int ring_page_arrived(const struct ring* ring) {
  return *ring->in_flag >> RING_PASS == ring->in_pass;
}

/* Whether a fragment, or its next piece, waits to be read. */
static inline int ring_arrived(const struct ring* ring) {
  return ring_page_arrived(ring) || *ring->in_more != 0;
}

/* Whether a message waits to be read. */
static inline int ring_has_message(struct ring* ring) {
  return ring_arrived(ring) && (!ring->torn || ring_mend(ring));
}

/* Only as far as pages were sent: the number is the other end's. */
static inline void ring_credit(struct ring* ring, uint32_t pages) {
  if (pages <= ring->sent - ring->credited) ring->credited += pages;
}

static inline char* ring_page_of(const struct ring* ring) {
  return (char*)(uintptr_t)ring->in_flag - RING_DATA_BYTES;
}

/* Where a flag's fragment begins and ends, in bytes of its page. Numbers that the other end wrote are cut to
 * it. */
static inline uint32_t ring_end_of(uint32_t flag) {
  return (flag >> RING_END & 1023) * VMMC_WORD_BYTES;
}
static inline uint32_t ring_first_of(uint32_t flag) {
  const uint32_t first = (flag >> RING_START & 1023) * VMMC_WORD_BYTES;
  return first < ring_end_of(flag) && !(flag & RING_ABORTED) ? first : ring_end_of(flag);
}

static inline int ring_in_last(const struct ring* ring) {
  return (ring->in_word & RING_LAST) != 0;
}

/* The message that was read last is none: its sender could not encode it. */
static inline int ring_in_aborted(const struct ring* ring) {
  return (ring->in_word & RING_ABORTED) != 0;
}

/* Begins with a piece of the fragment, which is to be read up to here at most. */
static inline void ring_take_piece(struct ring* ring, char* start, char* most) {
  char* const end = ring_piece_end(start);
  ring->in_start = ring->in.x_base = start;
  ring->in.x_handy = (u_int)((end < most ? end : most) - start);
}

/* Reads the flag, which has arrived. */
static inline void ring_take_flag(struct ring* ring) {
  const uint32_t flag = *ring->in_flag;
  ring->in_word = flag | RING_READ;
  ring_credit(ring, ((flag >> RING_CREDIT) - ring->credited) & 15);
  __atomic_signal_fence(__ATOMIC_SEQ_CST); /* of the compiler: data are looked at after the flag */
}

/* Begins with the fragment that has arrived, or whose first piece has. */
static inline void ring_take(struct ring* ring) {
  if (!ring_page_arrived(ring)) {
    ring_take_first_piece(ring);
    return;
  }
  ring_take_flag(ring);
  char* const page = ring_page_of(ring);
  ring_take_piece(ring, page + ring_first_of(ring->in_word), page + ring_end_of(ring->in_word));
}

/* The page is the other end's again. Most messages begin in the last piece of a page, as the one before did.
 */
static inline void ring_page_read(struct ring* ring) {
  const uint32_t page = ++ring->read % RING_PAGES;
  if ((ring->in_word >> RING_START & 1023) < (VMMC_PAGE_BYTES - RING_PIECE_BYTES) / VMMC_WORD_BYTES ||
      ring->in_more != &ring->in_never)
    ring_clear_pieces(ring, page);
  ring->in_flag = ring_flag_of(ring->link.in + page * VMMC_PAGE_BYTES);
  if (page == 0) ring->in_pass = ring_pass(ring->read);
  if (ring->read - ring->told >= RING_TELL_PAGES) ring_tell(ring);
}

/* Begins to read a message, which has arrived; ring->in decodes it from then on. */
static inline void ring_begin_read(struct ring* ring) {
  ring->reading = 1;
  ring->in_before = 0;
  ring_take(ring);
}

/* Passes by what is left of it; FALSE if the rest does not come. */
static inline bool_t ring_end_read(struct ring* ring) {
  if (!ring->reading) return TRUE;
  if (!ring_in_last(ring) && !ring_skip(ring)) return FALSE;
  ring->reading = 0;
  ring_page_read(ring);
  ring->in.x_handy = 0;
  return TRUE;
}

/* ---- Writing ---- */

/* A new call: with a deadline of its own. */
static inline void ring_begin_call(struct ring* ring) {
  ring->timed = 0;
}

static inline void ring_begin_piece(struct ring* ring, char* start) {
  ring->out_start = ring->out.x_base = start;
  ring->out.x_handy = (u_int)(ring_piece_end(start) - start);
}

/* Data may stand from here to the end of the page. */
static inline void ring_begin_fragment(struct ring* ring, uint32_t start) {
  ring_begin_piece(ring, ring->out_first = ring->out_page + start);
}

/* The flag is the last store of the page. */
static inline bool_t ring_end_fragment(struct ring* ring, uint32_t how) {
  char* const page = ring->out_page;
  const uint32_t start = (uint32_t)(ring->out_first - page), end = (uint32_t)(ring->out.x_base - page);
  const uint32_t flag = ring_pass(ring->sent) << RING_PASS | (ring->read & 15) << RING_CREDIT |
                        end / VMMC_WORD_BYTES << RING_END | start / VMMC_WORD_BYTES << RING_START | how;
  __atomic_signal_fence(__ATOMIC_SEQ_CST); /* of the compiler: the flag is the last store */
  *ring_flag_of(page) = flag;
  if (!ring->link.automatic)
    ring_update(ring, (uint32_t)(page - ring->link.out), start, end, (how & RING_LAST) != 0);
  ring->told = ring->read;
  ring->out_before += (uint32_t)(ring->out.x_base - ring->out_start);
  ring->out_first = NULL;
  ring->out_page = ring->link.out + ++ring->sent % RING_PAGES * VMMC_PAGE_BYTES;
  ring->out.x_handy = 0;
  return ring->link.status < 0 ? ring_failed(ring, RPC_CANTSEND) : TRUE;
}

/* Begins a message about a procedure; ring->out encodes it. FALSE: there is no room in time. */
static inline bool_t ring_begin_write(struct ring* ring, uint32_t procedure) {
  if (ring->link.status < 0) return ring_failed(ring, RPC_CANTSEND);
  if (ring->sent - ring->credited >= RING_PAGES && !ring_await_room(ring)) return FALSE;
  ring->writing = 1;
  ring->out_before = 0;
  ring->lengths = &ring->known[procedure % RING_LENGTHS];
  ring_begin_fragment(ring, ring->lengths->start);
  return TRUE;
}

/* The message is complete and may be read. A length that came twice is expected a third time. */
static inline bool_t ring_end_write(struct ring* ring) {
  if (!ring->writing) return FALSE; /* given up, and what encodes it has not heeded that */
  const bool_t done = ring_end_fragment(ring, RING_LAST);
  struct ring_lengths* const lengths = ring->lengths;
  if (ring->out_before != lengths->last) {
    lengths->last = ring->out_before > RING_PAGE_DATA ? 0 : (uint16_t)ring->out_before;
    lengths->start = 0;
  } else if (lengths->start == 0) {
    lengths->start = ring_start_of(lengths->last);
  }
  ring->writing = 0;
  return done;
}

#endif
