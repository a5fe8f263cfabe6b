/* SPDX-License-Identifier: MIT */
/* Receiving: out of the ring, which the other end fills without our help. It learns of the room made when a
 * quarter of the ring is, or with the next that we say. */
#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>

#include "copy.h"
#include "socket.h"

static void copy_out_of_ring(struct socket* s, char* to, uint32_t bytes, uint32_t from) {
  const char* ring = ring_of(s->region);
  const uint32_t at = from & (s->region->ring_bytes - 1), to_end = s->region->ring_bytes - at;
  const uint32_t first = bytes < to_end ? bytes : to_end;
  copy_cached(to, ring + at, first);
  if (first < bytes) copy_cached(to + first, ring, bytes - first);
}

/* What came with the control words comes before what lies in the ring. */
static void copy_out(struct socket* s, char* to, uint32_t bytes, uint32_t from) {
  const struct control* c = control_of(s->region);
  const uint32_t little = c->little_bytes, offset = from - c->little_from;
  if (little > offset) {
    const uint32_t n = bytes < little - offset ? bytes : little - offset;
    copy_few(to, (const char*)c->little + LITTLE_BYTES - little + offset, n);
    to += n, from += n, bytes -= n;
  }
  if (bytes != 0) copy_out_of_ring(s, to, bytes, from);
}

static void take(struct socket* s, uint32_t bytes) {
  s->taken += bytes;
  const int is_due = s->taken - s->told >= s->region->ring_bytes / 4;
  if (is_due) tell_peer(s);
}

/* What there is, at most `bytes`; -EAGAIN: nothing yet; 0: nothing will come. */
static long receive_now(struct socket* s, char* to, size_t bytes, uint32_t skipped, int flags) {
  if (s->state == LISTENING) return -ENOTCONN;
  if (s->state == CONNECTING) return -EAGAIN;
  if (s->state == FRESH) {
    const int error = take_error(s);
    if (error != 0) return -error;
    return s->reads_shut ? 0 : -ENOTCONN; /* shut by a connect that has failed meanwhile */
  }
  const uint32_t state = said(s), there = bytes_to_read(s) - skipped;
  if (there != 0) {
    const uint32_t n = bytes < there ? (uint32_t)bytes : there;
    if (!(flags & MSG_TRUNC)) copy_out(s, to, n, s->taken + skipped);
    if (!(flags & MSG_PEEK)) take(s, n);
    return n;
  }
  if (state & SAID_FINISHED) return 0;
  const int error = take_error(s);
  if (error != 0) return -error;
  return s->reads_shut || s->reset_seen ? 0 : -EAGAIN;
}

static long receive_or_wait(struct socket* s, void* to, size_t bytes, int flags) {
  const int waits = !(flags & MSG_DONTWAIT) && !(s->description.flags & O_NONBLOCK);
  const int64_t deadline = s->options.receive_timeout != 0 ? time_now() + s->options.receive_timeout : 0;
  size_t done = 0;
  if (flags & MSG_ERRQUEUE) return -EAGAIN; /* which nothing ever comes into */
  if (flags & MSG_OOB) return -EINVAL;
  for (;;) {
    const uint32_t skipped = flags & MSG_PEEK ? (uint32_t)done : 0;
    const long n = receive_now(s, (char*)to + done, bytes - done, skipped, flags);
    if (n > 0) done += (size_t)n;
    if (n < 0 && n != -EAGAIN) return done != 0 ? (long)done : n;
    const int is_enough = (done == bytes && bytes != 0) || (done != 0 && !(flags & MSG_WAITALL));
    if (is_enough || n == 0) return (long)done;
    if (n > 0) continue;
    if (!waits) {
      if (++s->vain_looks % 64 == 0) look_after_peer(s), serve_datagrams();
      return done != 0 ? (long)done : -EAGAIN;
    }
    const int status = wait_for_change(s, deadline);
    if (status < 0) return done != 0 ? (long)done : status;
  }
}

/* Looks for the next data where nothing is between them and the copy. 0: something else is to be seen first.
 */
static uint32_t spin_for_data(struct socket* s) {
  const struct control* c = control_of(s->region);
  const uint32_t state = c->state, taken = s->taken;
  const int is_plain =
      !(state & ~(uint32_t)SAID_READY) && !(s->error | s->reads_shut | s->reset_seen | s->peer_gone);
  if (!is_plain || s->watched || s->description.flags & O_NONBLOCK) return 0;
  for (int i = 0; i < 2 * SPINNING_LOOKS; ++i) { /* they take half as long here */
    if (c->tail != taken) return c->tail - taken;
    if (c->state != state) return 0;
  }
  s->has_spun = 1;
  return 0;
}

/* That something is there already, without a flag, is the common case. */
long receive_bytes(struct socket* s, void* to, size_t bytes, int flags) {
  if (flags != 0 || s->state != CONNECTED || bytes == 0) return receive_or_wait(s, to, bytes, flags);
  uint32_t there = bytes_to_read(s);
  if (there == 0 && (there = spin_for_data(s)) == 0) return receive_or_wait(s, to, bytes, flags);
  const uint32_t n = bytes < there ? (uint32_t)bytes : there;
  copy_out(s, to, n, s->taken);
  take(s, n);
  return n;
}

long receive_parts(struct socket* s, const struct iovec* parts, int count, int flags) {
  long done = 0;
  for (int i = 0; i < count; ++i) {
    if (parts[i].iov_len == 0) continue;
    const int later = done != 0 && !(flags & MSG_WAITALL) ? MSG_DONTWAIT : 0;
    const long n = receive_bytes(s, parts[i].iov_base, parts[i].iov_len, flags | later);
    if (n < 0) return done != 0 ? done : n;
    done += n;
    if ((size_t)n < parts[i].iov_len) break;
  }
  return done;
}
