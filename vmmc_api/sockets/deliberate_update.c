/* SPDX-License-Identifier: MIT */
/* DU-1copy and DU-2copy: bytes move by deliberate updates, the control words by another one behind them,
 * which stays in order. The engine moves whole words, and a stream has no alignment; so the sender keeps a
 * shadow of the other end's ring in memory of its own, and sends a word that is only partly new from there,
 * old bytes and all. What lies behind the last byte in its word is not read by anybody.
 *
 * DU-2copy copies everything into the shadow; the next part is copied while one is being sent. DU-1copy sends
 * whole words straight from the user's memory, if they lie there as they lie in the ring. */
#include <errno.h>
#include <string.h>

#include "copy.h"
#include "socket.h"

enum {
  WORD = 4,
  PIECE = 1024,            /* copied while the piece before it is on its way */
  WORTH_SENDING_APART = 64 /* bytes: two more sends cost as much as this copy and more [A] */
};

static int open_update(struct socket* s) {
  memset(s->shadow + s->peer_control_at, 0, sizeof(struct control));
  return 0;
}
static void close_update(struct socket* s) {
  (void)s;
}

/* Each look at the engine takes cycles of the bus that it works on. */
static void rest(void) {
  for (volatile int i = 0; i < 30; ++i) {
  }
}

/* The words that hold the bytes from ring offset `at` on. Starts the transfers; the last may still be
 * reading. */
static int send_shadow(struct socket* s, uint32_t at, uint32_t bytes) {
  const uint32_t end = (at + bytes + WORD - 1) & ~(WORD - 1u);
  at &= ~(WORD - 1u);
  while (at < end) {
    const char* from = s->shadow + PAGE_BYTES + at;
    const vmmc_proxy to = vmmc_at(s->destination, PAGE_BYTES + at);
    const size_t limit = vmmc_transfer_limit(from, to), piece = end - at < limit ? end - at : limit;
    int status;
    while ((status = vmmc_send_start(from, to, piece)) == VMMC_ERROR_BUSY) rest();
    if (status != VMMC_OK) return -EPIPE;
    at += (uint32_t)piece;
  }
  return 0;
}

/* A piece is copied while the one before it is being sent. */
static int put_2copy(struct socket* s, const char* from, uint32_t bytes) {
  uint32_t at = s->sent & (s->peer_ring - 1);
  for (uint32_t piece; bytes != 0; bytes -= piece, at += piece, from += piece) {
    piece = PIECE - at % PIECE;
    if (piece > bytes) piece = bytes;
    copy_cached(s->shadow + PAGE_BYTES + at, from, piece);
    if (send_shadow(s, at, piece) < 0) return -EPIPE;
  }
  return 0;
}

static int put_1copy(struct socket* s, const char* from, uint32_t bytes) {
  uint32_t at = s->sent & (s->peer_ring - 1);
  const uint32_t first = -at % WORD, last = (at + bytes) % WORD;
  const int lies_so = ((uintptr_t)from - at) % WORD == 0;
  if (!lies_so || bytes < WORTH_SENDING_APART) return put_2copy(s, from, bytes);
  char* shadow = s->shadow + PAGE_BYTES;
  const uint32_t whole = bytes - first - last;
  if (first != 0) {
    memcpy(shadow + at, from, first);
    if (send_shadow(s, at, first) < 0) return -EPIPE;
    at += first, from += first;
  }
  if (vmmc_send(from, vmmc_at(s->destination, PAGE_BYTES + at), whole) != VMMC_OK) return -EPIPE;
  if (last == 0) return 0;
  memcpy(shadow + at + whole, from + whole, last);
  return send_shadow(s, at + whole, last);
}

/* The control line from `first` to its end, in one packet: the head travels for nothing. */
static int send_control(struct socket* s, struct control* there, uint32_t first) {
  s->told = s->taken;
  there->head = s->taken;
  there->state = s->say;
  there->tail = s->sent;
  const vmmc_proxy to = vmmc_at(s->destination, s->peer_control_at + first);
  return vmmc_send_notify((char*)there + first, to, sizeof *there - first) == VMMC_OK ? 0 : -EPIPE;
}

static struct control* control_there(struct socket* s) {
  return (struct control*)(s->shadow + s->peer_control_at);
}

static int put_little(struct socket* s, const char* from, uint32_t bytes) {
  struct control* there = control_there(s);
  char* to = (char*)there->little + LITTLE_BYTES - bytes;
  there->little_from = s->sent;
  there->little_bytes = bytes;
  copy_few(to, from, bytes);
  s->sent += bytes;
  return send_control(s, there, (LITTLE_BYTES - bytes) & ~(WORD - 1u));
}

static int tell(struct socket* s) {
  struct control* there = control_there(s);
  const uint32_t head = control_of(s->region)->head;
  if (head - there->little_from >= there->little_bytes) there->little_bytes = 0; /* they have been taken */
  return send_control(s, there, LITTLE_BYTES);
}

const struct transport deliberate_1copy = {4096, open_update, close_update, put_1copy, put_little, tell};
const struct transport deliberate_2copy = {4096, open_update, close_update, put_2copy, put_little, tell};
