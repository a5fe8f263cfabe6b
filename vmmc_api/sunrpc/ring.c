/* SPDX-License-Identifier: MIT */

#include <string.h>

#include "sunrpc/ring_message.h"

enum {
  GAP_BYTES = 64, /* between data and flag, that are sent with them */
  CACHE_LINE_BYTES = 32,
  COPIED_BYTES = 8 * CACHE_LINE_BYTES, /* at a time: a small part of the data cache */
  POLLS = 2000 /* looks before the processor is given away: some 250 us, longer than a page takes */
};

/* The word by which pages are told that were read without a message going back. */
static volatile uint32_t* told_word(char* pages) {
  return ring_flag_of(pages + RING_PAGES * VMMC_PAGE_BYTES);
}

/* The word that says whether a message was given up before this page; it names the page. */
static volatile uint32_t* mark_of(char* pages, uint32_t page) {
  return told_word(pages) - RING_MARKS + page % RING_MARKS;
}

bool_t ring_failed(struct ring* ring, enum clnt_stat why) {
  ring->failure = why;
  return FALSE;
}

/* ---- Credits ---- */

static int has_room(struct ring* ring) {
  if (ring->sent - ring->credited < RING_PAGES) return 1;
  ring_credit(ring, *told_word(ring->link.in) - ring->credited);
  return ring->sent - ring->credited < RING_PAGES;
}

void ring_tell(struct ring* ring) {
  *told_word(ring->link.out) = ring->told = ring->read;
  if (!ring->link.automatic)
    rpc_link_update(&ring->link, RING_PAGES * VMMC_PAGE_BYTES + RING_DATA_BYTES, VMMC_WORD_BYTES);
}

/* Deliberate updates arrive in order, so the flag may come by itself; but a send costs what some words do. Of
 * a message that goes on, the page is only started: the next is encoded meanwhile. Its own turn comes again
 * after seven others, each of which the engine took after it. */
void ring_update(struct ring* ring, uint32_t page, uint32_t start, uint32_t end, int last) {
  struct rpc_link* const link = &ring->link;
  int status = VMMC_OK;
  if (RING_DATA_BYTES - end > GAP_BYTES) {
    if (end > start)
      status = vmmc_send(link->out + page + start, vmmc_at(link->peer, page + start), end - start);
    start = RING_DATA_BYTES;
  }
  const char* const source = link->out + page + start;
  const vmmc_proxy destination = vmmc_at(link->peer, page + start);
  if (status == VMMC_OK && !last) {
    do status = vmmc_send_start_notify(source, destination, VMMC_PAGE_BYTES - start);
    while (status == VMMC_ERROR_BUSY);
  } else if (status == VMMC_OK) {
    status = vmmc_send_notify(source, destination, VMMC_PAGE_BYTES - start);
  }
  if (status < 0) link->status = status;
}

/* ---- Waiting ---- */

static int arrived(struct ring* ring) {
  return ring_arrived(ring);
}

static int page_arrived(struct ring* ring) {
  return ring_page_arrived(ring);
}

/* Looks at the word of the piece that ends there in its page; the last piece has none. */
static void heed(struct ring* ring, char* page, uint32_t end) {
  ring->in_more = end >= RING_DATA_BYTES ? &ring->in_never : (volatile uint32_t*)(void*)(page + end);
}

void ring_clear_pieces(struct ring* ring, uint32_t next) {
  const uint32_t first = (ring->in_word >> RING_START & 1023) * VMMC_WORD_BYTES,
                 end = ring_end_of(ring->in_word);
  const uint32_t piece = first / RING_PIECE_BYTES * RING_PIECE_BYTES + RING_PIECE_DATA;
  char* const page = ring_page_of(ring);
  for (uint32_t word = piece; word < end; word += RING_PIECE_BYTES)
    *(volatile uint32_t*)(void*)(page + word) = 0;
  heed(ring, ring->link.in + next * VMMC_PAGE_BYTES,
       ring->torn                        ? RING_DATA_BYTES
       : ring->in_pages || ring->reading ? RING_PIECE_DATA
                                         : piece);
  ring->in_pages = ring->reading;
}

void ring_take_first_piece(struct ring* ring) {
  char* const end = (char*)(uintptr_t)ring->in_more;
  char* const start = ring_page_of(ring) + ((*ring->in_more - 1) & 1023) * VMMC_WORD_BYTES;
  __atomic_signal_fence(__ATOMIC_SEQ_CST); /* of the compiler: data are looked at after the word */
  ring->in_word = 0;
  ring_take_piece(ring, start < end ? start : end, end);
  heed(ring, ring_page_of(ring), (uint32_t)(end - ring_page_of(ring)) + RING_PIECE_BYTES);
}

uint16_t ring_start_of(uint32_t bytes) {
  uint32_t end = RING_DATA_BYTES;
  for (; bytes > RING_PIECE_DATA; bytes -= RING_PIECE_DATA) end -= RING_PIECE_BYTES;
  const int little =
      bytes < RING_LEAST_BYTES && end != RING_DATA_BYTES; /* in the first piece: sooner, then */
  return (uint16_t)(end - (little ? RING_LEAST_BYTES : bytes));
}

/* The page that is read next is no part of the message that the one before was of. */
static int was_given_up(struct ring* ring) {
  return *mark_of(ring->link.in, ring->read) == ring->read;
}

static void drop_fragment(struct ring* ring) {
  ring_take_flag(ring);
  ring->in.x_handy = 0;
  ring->torn = !ring_in_last(ring);
  ring_page_read(ring);
}

int ring_mend(struct ring* ring) {
  while (ring->torn && !was_given_up(ring) && ring_page_arrived(ring)) drop_fragment(ring);
  if (ring->torn && was_given_up(ring)) ring->torn = 0;
  return !ring->torn && ring_arrived(ring);
}

/* What comes while a client's end sends answers a call that nobody waits for any more. */
static int has_room_or_drops(struct ring* ring) {
  if (has_room(ring)) return 1;
  while (ring->calls && ring_page_arrived(ring)) drop_fragment(ring);
  return has_room(ring);
}

static int64_t deadline_of(struct ring* ring) {
  if (!ring->calls || !ring->timed) ring->deadline = ring->patience < 0 ? -1 : rpc_now() + ring->patience;
  ring->timed = 1;
  return ring->deadline;
}

/* 1, 0 at the deadline, or the error that ended the link. Sleeps after some looks; what the sleeper watches
 * is watched before it looks again, so nothing is missed. */
static inline __attribute__((always_inline)) int wait_until(struct ring* ring, int (*ready)(struct ring*)) {
  for (int i = 0; i < POLLS; ++i)
    if (ready(ring)) return 1;
  const int64_t deadline = deadline_of(ring);
  int result = 0;
  vmmc_watch(ring->link.id, 1);
  for (;;) {
    if (ready(ring)) {
      result = 1;
      break;
    }
    const int64_t left = rpc_left(deadline);
    if (left == 0) break;
    if (rpc_link_state(&ring->link) < 0) {
      result = ready(ring) ? 1 : ring->link.status; /* what came before the end counts */
      break;
    }
    vmmc_await(left, VMMC_AWAIT_DATA);
  }
  vmmc_watch(ring->link.id, 0);
  return result;
}

static bool_t came(struct ring* ring, int result) {
  if (result > 0) return TRUE;
  return ring_failed(ring, result == 0 ? RPC_TIMEDOUT : RPC_CANTRECV);
}

static bool_t await_flag(struct ring* ring) {
  return came(ring, wait_until(ring, page_arrived));
}

/* The whole fragment, or its next piece, if it has one. */
static bool_t await_fragment(struct ring* ring) {
  if (ring->in_more == &ring->in_never) return await_flag(ring);
  return came(ring, wait_until(ring, arrived));
}

static int goes_on_or_not(struct ring* ring) {
  return ring_arrived(ring) || was_given_up(ring);
}

/* A further page of the message. FALSE: none comes, or the message has been given up. */
static bool_t await_page(struct ring* ring) {
  return came(ring, wait_until(ring, goes_on_or_not)) &&
         (!was_given_up(ring) || ring_failed(ring, RPC_CANTDECODERES));
}

bool_t ring_await(struct ring* ring) {
  do
    if (!await_fragment(ring)) return FALSE;
  while (!ring_has_message(ring));
  return TRUE;
}

bool_t ring_await_room(struct ring* ring) {
  if (has_room(ring)) return TRUE;
  const int result = wait_until(ring, has_room_or_drops);
  if (result > 0) return TRUE;
  if (!ring->calls && result == 0)
    ring->link.status = RPC_LINK_TIMED_OUT; /* no second wait for this client */
  return ring_failed(ring, result == 0 ? RPC_TIMEDOUT : RPC_CANTSEND);
}

/* ---- Further fragments of a message ---- */

/* There is no room for the rest of the message. The word that is sent last ends its page, and so the mark's
 * packet too. */
static bool_t give_up(struct ring* ring) {
  ring->writing = 0;
  if (ring->link.status < 0) return FALSE;
  volatile uint32_t* const mark = mark_of(ring->link.out, ring->sent);
  *mark = ring->sent;
  if (!ring->link.automatic)
    rpc_link_update(&ring->link, (uint32_t)((const volatile char*)mark - ring->link.out), VMMC_WORD_BYTES);
  ring_tell(ring);
  return FALSE;
}

/* The next piece of the page, or the next page. */
static bool_t next_fragment(struct ring* ring) {
  if (!ring->writing) return FALSE;
  char* const end = ring_piece_end(ring->out_start);
  if (end != ring->out_page + RING_DATA_BYTES) {
    __atomic_signal_fence(__ATOMIC_SEQ_CST); /* of the compiler: what the word tells of is stored */
    *(volatile uint32_t*)(void*)end = (uint32_t)(ring->out_first - ring->out_page) / VMMC_WORD_BYTES + 1;
    ring->out_before += (uint32_t)(ring->out.x_base - ring->out_start);
    ring_begin_piece(ring, end + VMMC_WORD_BYTES);
    return TRUE;
  }
  if (!ring_end_fragment(ring, 0) || !ring_await_room(ring)) return give_up(ring);
  ring_begin_fragment(ring, 0);
  return TRUE;
}

/* Nothing of it has become visible if its first piece has not. */
void ring_abort_write(struct ring* ring) {
  if (ring->writing && ring->out_before > 0) ring_end_fragment(ring, RING_LAST | RING_ABORTED);
  ring->writing = 0;
  ring->out.x_handy = 0;
  ring->out_first = NULL;
}

/* The rest of the message is given up: what of it comes is dropped up to its last flag. */
static bool_t tear(struct ring* ring) {
  ring->reading = ring->in_pages = 0;
  ring->torn = 1;
  heed(ring, NULL, RING_DATA_BYTES);
  ring->in.x_handy = 0;
  return FALSE;
}

/* As tear, inside a page: a mark at its number was of the message before. */
static bool_t tear_page(struct ring* ring) {
  *mark_of(ring->link.in, ring->read) = 0;
  return tear(ring);
}

static bool_t next_page(struct ring* ring) {
  ring_page_read(ring);
  return await_page(ring) || tear(ring);
}

/* The next piece of the page, or the next page. */
static bool_t next_read(struct ring* ring) {
  if (!ring->reading) return ring_failed(ring, RPC_CANTDECODERES);
  char* const page = ring_page_of(ring);
  char* const next = ring_piece_end(ring->in_start) + VMMC_WORD_BYTES;
  if (!ring->in_word) {
    if (!await_fragment(ring)) return tear_page(ring);
    if (ring_page_arrived(ring)) ring_take_flag(ring);
  }
  ring->in_before += (uint32_t)(ring->in.x_base - ring->in_start);
  ring->in_start = ring->in.x_base;
  if (!ring->in_word) {
    ring_take_piece(ring, next, page + RING_DATA_BYTES);
    heed(ring, page, (uint32_t)(next - page) + RING_PIECE_BYTES + RING_PIECE_DATA);
    return TRUE;
  }
  char* const end = page + ring_end_of(ring->in_word);
  if (next < end && !ring_in_aborted(ring)) {
    ring_take_piece(ring, next, end);
    return TRUE;
  }
  if (ring_in_last(ring)) return ring_failed(ring, RPC_CANTDECODERES);
  if (!next_page(ring)) return FALSE;
  ring_take(ring);
  return TRUE;
}

bool_t ring_skip(struct ring* ring) {
  while (!ring_in_last(ring)) {
    if (ring->in_word && !next_page(ring)) return FALSE;
    if (!await_flag(ring)) return tear_page(ring);
    ring_take_flag(ring);
  }
  return TRUE;
}

/* ---- The XDR of both directions ---- */

static struct ring* of(XDR* xdrs) {
  return xdrs->x_private;
}

/* A store to a line that is not in the data cache goes to the memory bus by itself, one to a line that is
 * there does not: so lines are fetched before they are written. */
static void copy(char* to, const char* from, u_int bytes) {
  while (bytes > 0) {
    const u_int piece = bytes < COPIED_BYTES ? bytes : COPIED_BYTES;
    for (u_int at = 0; at < piece; at += CACHE_LINE_BYTES) (void)*(volatile const char*)(to + at);
    (void)*(volatile const char*)(to + piece - 1);
    memcpy(to, from, piece);
    to += piece;
    from += piece;
    bytes -= piece;
  }
}

static bool_t get_unit(XDR* xdrs, long* unit) {
  while (xdrs->x_handy < sizeof(uint32_t))
    if (!next_read(of(xdrs))) return FALSE;
  *unit = (long)ntohl(*(const uint32_t*)(const void*)xdrs->x_base);
  xdrs->x_base += sizeof(uint32_t);
  xdrs->x_handy -= (u_int)sizeof(uint32_t);
  return TRUE;
}

static bool_t put_unit(XDR* xdrs, const long* unit) {
  if (xdrs->x_handy < sizeof(uint32_t) && !next_fragment(of(xdrs))) return FALSE;
  *(volatile uint32_t*)(void*)xdrs->x_base = htonl((uint32_t)*unit);
  xdrs->x_base += sizeof(uint32_t);
  xdrs->x_handy -= (u_int)sizeof(uint32_t);
  return TRUE;
}

static bool_t get_bytes(XDR* xdrs, char* bytes, u_int count) {
  while (count > 0) {
    if (xdrs->x_handy == 0 && !next_read(of(xdrs))) return FALSE;
    const u_int piece = count < xdrs->x_handy ? count : xdrs->x_handy;
    copy(bytes, xdrs->x_base, piece);
    xdrs->x_base += piece;
    xdrs->x_handy -= piece;
    bytes += piece;
    count -= piece;
  }
  return TRUE;
}

static bool_t put_bytes(XDR* xdrs, const char* bytes, u_int count) {
  while (count > 0) {
    if (xdrs->x_handy == 0 && !next_fragment(of(xdrs))) return FALSE;
    const u_int piece = count < xdrs->x_handy ? count : xdrs->x_handy;
    if (of(xdrs)->link.automatic)
      memcpy(xdrs->x_base, bytes, piece); /* its stores go to the bus anyway */
    else
      copy(xdrs->x_base, bytes, piece);
    xdrs->x_base += piece;
    xdrs->x_handy -= piece;
    bytes += piece;
    count -= piece;
  }
  return TRUE;
}

static u_int out_position(XDR* xdrs) {
  return of(xdrs)->out_before + (u_int)(xdrs->x_base - of(xdrs)->out_start);
}

static u_int in_position(XDR* xdrs) {
  return of(xdrs)->in_before + (u_int)(xdrs->x_base - of(xdrs)->in_start);
}

/* Only inside the present fragment: the others have left, or are read. */
static bool_t move(XDR* xdrs, u_int before, char* start, u_int to) {
  char* const end = xdrs->x_base + xdrs->x_handy;
  if (to < before || to - before > (size_t)(end - start)) return FALSE;
  xdrs->x_base = start + (to - before);
  xdrs->x_handy = (u_int)(end - xdrs->x_base);
  return TRUE;
}

static bool_t move_out(XDR* xdrs, u_int to) {
  return move(xdrs, of(xdrs)->out_before, of(xdrs)->out_start, to);
}

static bool_t move_in(XDR* xdrs, u_int to) {
  return move(xdrs, of(xdrs)->in_before, of(xdrs)->in_start, to);
}

static int32_t* place(XDR* xdrs, u_int count) {
  if (count > xdrs->x_handy) return NULL;
  int32_t* const here = (int32_t*)(void*)xdrs->x_base;
  xdrs->x_base += count;
  xdrs->x_handy -= count;
  return here;
}

/* The ring belongs to its client or server. */
static void destroy(XDR* xdrs) {
  (void)xdrs;
}

static bool_t cannot_get_unit(XDR* xdrs, long* unit) {
  (void)xdrs, (void)unit;
  return FALSE;
}

static bool_t cannot_put_unit(XDR* xdrs, const long* unit) {
  (void)xdrs, (void)unit;
  return FALSE;
}

static bool_t cannot_get_bytes(XDR* xdrs, char* bytes, u_int count) {
  (void)xdrs, (void)bytes, (void)count;
  return FALSE;
}

static bool_t cannot_put_bytes(XDR* xdrs, const char* bytes, u_int count) {
  (void)xdrs, (void)bytes, (void)count;
  return FALSE;
}

void ring_open(struct ring* ring, int calls) {
  static const struct xdr_ops writes = {cannot_get_unit, put_unit, cannot_get_bytes, put_bytes, out_position,
                                        move_out,        place,    destroy,          NULL};
  static const struct xdr_ops reads = {
      get_unit, cannot_put_unit, get_bytes, cannot_put_bytes, in_position, move_in, place, destroy, NULL};
  ring->out = (XDR){XDR_ENCODE, &writes, NULL, ring, NULL, 0};
  ring->in = (XDR){XDR_DECODE, &reads, NULL, ring, NULL, 0};
  ring->in_flag = ring_flag_of(ring->link.in);
  ring->in_pass = ring_pass(0);
  ring->in_more = &ring->in_never;
  ring->out_page = ring->link.out;
  ring->calls = calls;
  ring->patience = -1;
}
