/* SPDX-License-Identifier: MIT */
/* Sending: into the other end's ring as far as there is room, a part at a time, telling after each. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/uio.h>

#include "socket.h"

enum { LITTLE = 1024 };

static uint32_t least(size_t a, uint32_t b) {
  return a < b ? (uint32_t)a : b;
}

/* Nobody will read what is written. */
static long broken(int flags) {
  if (!(flags & MSG_NOSIGNAL)) raise(SIGPIPE);
  return -EPIPE;
}

/* Why nothing can be sent now, or 0. As TCP: what is written after the other end has closed goes nowhere, and
 * only the answer to it says so. */
static long refused(struct socket* s, int flags) {
  if (s->state == CONNECTING) return -EAGAIN;
  if (s->state == CONNECTED && !s->writes_shut) {
    const int error = take_error(s);
    if (error != 0 && error != EPIPE) return -error;
    return error == EPIPE || s->reset_seen ? broken(flags) : 0;
  }
  const int error = take_error(s);
  return error != 0 ? -error : broken(flags);
}

static int is_closed(struct socket* s) {
  return (said(s) & SAID_CLOSED) != 0 || s->peer_gone;
}

/* What there is room for, at most `bytes`, without waiting; 0: none. */
static long put(struct socket* s, const char* from, size_t bytes) {
  size_t done = 0;
  while (done < bytes) {
    const uint32_t chunk = s->transport->chunk, to_end = chunk - (s->sent & (chunk - 1));
    const uint32_t piece = least(least(bytes - done, bytes_to_write(s)), to_end);
    if (piece == 0) break;
    const int status = s->transport->put(s, from + done, piece);
    s->sent += piece, done += piece;
    if (status < 0 || s->transport->tell(s) < 0) {
      s->peer_gone = 1;
      break;
    }
  }
  return (long)done;
}

static long send_or_wait(struct socket* s, const void* from, size_t bytes, int flags) {
  const int waits = !(flags & MSG_DONTWAIT) && !(s->description.flags & O_NONBLOCK);
  const int64_t deadline = s->options.send_timeout != 0 ? time_now() + s->options.send_timeout : 0;
  size_t done = 0;
  if (flags & MSG_OOB) return -EOPNOTSUPP;
  for (;;) {
    if (done != 0 && is_closed(s)) return (long)done; /* the next call hears of it */
    const long why = refused(s, flags);
    if (why != 0 && !(why == -EAGAIN && waits)) return why;
    if (why == 0 && is_closed(s)) {
      s->error = EPIPE; /* what is written now is lost, as TCP's last segments are */
      s->reset_seen = 1;
      return (long)bytes;
    }
    if (why == 0) done += (size_t)put(s, (const char*)from + done, bytes - done);
    if (done == bytes) return (long)done;
    if (why == 0 && is_closed(s)) continue;
    if (!waits) return done != 0 ? (long)done : -EAGAIN;
    const int status = wait_for_change(s, deadline);
    if (status < 0) return done != 0 ? (long)done : status;
  }
}

/* A little that fits is the common case. */
long send_bytes(struct socket* s, const void* from, size_t bytes, int flags) {
  if (flags & MSG_OOB || !may_write(s) || bytes - 1 >= LITTLE) return send_or_wait(s, from, bytes, flags);
  const uint32_t chunk = s->transport->chunk;
  if (bytes > bytes_to_write(s) || bytes > chunk - (s->sent & (chunk - 1)))
    return send_or_wait(s, from, bytes, flags);
  int status;
  if (bytes <= LITTLE_BYTES && s->transport->put_little != NULL && control_of(s->region)->head == s->sent) {
    status = s->transport->put_little(s, from, (uint32_t)bytes);
  } else {
    status = s->transport->put(s, from, (uint32_t)bytes);
    s->sent += (uint32_t)bytes;
    if (status >= 0) status = s->transport->tell(s);
  }
  if (status < 0) s->peer_gone = 1;
  return (long)bytes;
}

long send_parts(struct socket* s, const struct iovec* parts, int count, int flags) {
  long done = 0;
  for (int i = 0; i < count; ++i) {
    if (parts[i].iov_len == 0) continue;
    const long n = send_bytes(s, parts[i].iov_base, parts[i].iov_len, flags | (done != 0 ? MSG_NOSIGNAL : 0));
    if (n < 0) return done != 0 ? done : n;
    done += n;
    if ((size_t)n < parts[i].iov_len) break;
  }
  return done;
}
