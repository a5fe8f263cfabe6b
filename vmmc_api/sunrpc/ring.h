/* SPDX-License-Identifier: MIT */
/* The transport of ONC RPC here: a stream of messages between two processes, in each direction one circular
 * buffer of pages in the receiver's memory, which XDR writes to and reads from in place.
 *
 * A page holds one fragment of a message. Its last word is the flag, which the receiver polls: the end of a
 * page closes a packet at once, so a message shorter than a packet arrives as one packet, flag and all, and
 * nobody waits for a timer. For that the data must end where the flag begins, hence start where their length
 * says, before it is known: the sender starts where the last two messages of that procedure would have fitted
 * (or at the beginning of the page if they differed, then a gap stays before the flag, and two packets go).
 *
 *   page:  |  unused  | data ......|p| data ......|p| data ... | gap | flag |
 *                     ^ start                             end ^
 *   flag:  pass (4 bits) credit (4) end (10) start (10) aborted (1) last (1), from bit 31 down, two unused
 *
 * A page has pieces, so that the receiver decodes the beginning of a fragment while the rest of it is
 * encoded: the last word of each but the last piece is left out by the data, and tells, when data go on
 * behind it, that those before it are there (p: the fragment's start in words, and one). The receiver looks
 * at the flag, and at the word of the piece where the last message began; if this one begins elsewhere, it
 * waits for the flag. It clears the words behind it.
 *
 * pass: how often the buffer has been gone round, so that a flag of the last round is none. credit: how many
 * pages of the other direction have been read, modulo 16. Pages that are read without a message going back
 * are told in the last word of the page behind the buffer. No sender is more than RING_PAGES ahead.
 *
 * A sender that finds no room in time for the next page of a message gives the message up. To say so it needs
 * no room: before the word that tells of pages, RING_MARKS words each name the page at which a message was
 * given up that had begun before. The receiver looks there before it takes a further page of a message. */
#ifndef SHRIMP_VMMC_API_SUNRPC_RING_H
#define SHRIMP_VMMC_API_SUNRPC_RING_H
#include <rpc/rpc.h>

#include "rpc_link/link.h"

enum {
  RING_PAGES = 8,
  RING_BYTES = (RING_PAGES + 1) * VMMC_PAGE_BYTES,
  RING_LENGTHS = 16,          /* procedures whose lengths are remembered, modulo this */
  RING_MARKS = 2 * RING_PAGES /* a mark is looked at before its word is written again */
};

/* Lengths of messages of one procedure. */
struct ring_lengths {
  uint16_t last;  /* in bytes */
  uint16_t start; /* where in a page the next one begins */
};

struct ring {
  struct rpc_link link;
  XDR out, in;                /* x_base: next byte, x_handy: bytes up to the end of the piece */
  uint32_t sent;              /* pages sent, of all time */
  uint32_t credited;          /* of these, read by the other end */
  uint32_t read;              /* pages read */
  uint32_t told;              /* of these, the other end knows of */
  volatile uint32_t* in_flag; /* of the page that is read next, */
  uint32_t in_pass;           /* and its first part when a fragment is there */
  volatile uint32_t*
      in_more;         /* other than zero when the next piece is there, unless it is the page's last: then */
  uint32_t in_never;   /* this */
  uint32_t in_word;    /* the flag of the fragment that is being read; 0: it has not come yet */
  char* in_start;      /* of its present piece */
  uint32_t in_before;  /* bytes of this message in pieces before that */
  int in_pages;        /* the message that is being read began in an earlier page */
  char* out_page;      /* the page that is written next */
  char* out_first;     /* of the fragment that is being written; null between two */
  char* out_start;     /* of its present piece */
  uint32_t out_before; /* bytes of this message in pieces before that */
  struct ring_lengths* lengths; /* of the message that is being written */
  int64_t patience; /* in nanoseconds, < 0: no end; a server's of each wait, a client's of a whole call */
  int64_t deadline; /* of the wait, or of the call */
  int timed;        /* the call has its deadline: it begins to count when the call first sleeps */
  int reading;      /* a message has been begun and not ended */
  int writing;
  int torn;               /* what comes up to the next last fragment is the rest of a message given up */
  int calls;              /* this is a client's end: what comes while it sends is late, and dropped */
  enum clnt_stat failure; /* why the last operation failed: RPC_TIMEDOUT, RPC_CANTSEND or RPC_CANTRECV */
  struct ring_lengths known[RING_LENGTHS];
};

/* The stream's two directions, once the link stands. */
void ring_open(struct ring* ring, int calls);

/* Waits for a message, as long as the ring's patience lasts. FALSE: ring->failure says why there is none. */
bool_t ring_await(struct ring* ring);

/* The message that is being written is none after all. Does not wait. */
void ring_abort_write(struct ring* ring);

/* xdr_void, of the type that the library's own tables have. */
bool_t rpc_xdr_nothing(XDR* xdrs, ...);

/* ---- The long ways of ring_message.h ---- */

/* Clears the words behind pieces of the page that has been read, and sets out where the next message, or the
 * next page of this one, is expected to begin. */
void ring_clear_pieces(struct ring* ring, uint32_t next);

/* Whether a message waits behind the rest of one that was given up. */
int ring_mend(struct ring* ring);
void ring_tell(struct ring* ring);
/* Sends the page at `page`, whose data stand from `start` up to `end`, by deliberate update; last: of its
 * message. */
void ring_update(struct ring* ring, uint32_t page, uint32_t start, uint32_t end, int last);
bool_t ring_await_room(struct ring* ring);
/* Begins with a fragment whose first piece has arrived, and not its flag. */
void ring_take_first_piece(struct ring* ring);
/* Where in a page a message of this length begins that ends where the flag begins. */
uint16_t ring_start_of(uint32_t bytes);
bool_t ring_skip(struct ring* ring);
bool_t ring_failed(struct ring* ring, enum clnt_stat why);

#endif
