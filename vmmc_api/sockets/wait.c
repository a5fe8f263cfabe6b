/* SPDX-License-Identifier: MIT */
/* Waiting: first by looking at memory, which costs nothing on any bus; then, when it seems to take longer
 * than going to sleep and coming back would, by giving the processor away until something arrives
 * (arrivals.h). A connection stays watched until something has come for it, so that one that is quiet costs
 * no call, and one that is busy no interrupt.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>

#include "arrivals.h"
#include "socket.h"

enum { WRITABLE_BYTES = 2048, LOOKS_BETWEEN_CALLS = 32 };

static int has_news(const struct socket* s) {
  return bytes_to_read(s) != 0 || s->peer_gone;
}

void watch_socket(struct shrimp_description* d) {
  struct socket* s = (struct socket*)d;
  if (s->state != CONNECTED || s->watched) return;
  s->watched = 1;
  vmmc_watch(s->region->id, 1);
}
static void stop_watching(struct socket* s) {
  if (!s->watched || s->region == NULL) return;
  s->watched = 0;
  vmmc_watch(s->region->id, 0);
}

/* When a connecting socket has to call again; -1: none has. */
static int64_t next_repeat(void) {
  int64_t next = -1;
  for (const struct socket* s = all_sockets; s != NULL; s = s->next) {
    if (s->state != CONNECTING) continue;
    const int64_t at = s->repeat_at < s->give_up_at ? s->repeat_at : s->give_up_at;
    if (next < 0 || at < next) next = at;
  }
  return next;
}

/* Sleeps, then does what arrivals ask for. */
static void sleep_at_most(int64_t nanoseconds, int resting) {
  const int64_t repeat = next_repeat();
  if (repeat >= 0) {
    const int64_t left = repeat - time_now();
    if (nanoseconds < 0 || left < nanoseconds) nanoseconds = left > 0 ? left : 0;
  }
  vmmc_await(nanoseconds, resting ? VMMC_AWAIT_CLIENTS : VMMC_AWAIT_DATA);
  serve_datagrams();
  if (repeat >= 0) repeat_connecting(time_now());
}

void wait_for_sockets(int64_t nanoseconds, int resting) {
  int any_news = 0;
  sleep_at_most(nanoseconds, resting);
  for (struct socket* s = all_sockets; s != NULL; s = s->next) {
    if (s->state != CONNECTED || !s->watched || !has_news(s)) continue;
    stop_watching(s);
    any_news = 1;
  }
  if (any_news || nanoseconds == 0) return;
  for (struct socket* s = all_sockets; s != NULL; s = s->next) /* perhaps somebody has died */
    if (s->state == CONNECTED && s->watched) look_after_peer(s);
}

static int spin(const struct socket* s) {
  const struct control* c = control_of(s->region);
  const uint32_t tail = c->tail, head = c->head, state = c->state;
  for (int i = 0; i < SPINNING_LOOKS; ++i)
    if (c->tail != tail || c->head != head || c->state != state) return 1;
  return 0;
}

/* Whether handlers that have run since then end a call. */
static int is_interrupted(struct shrimp_handlers_run since, int has_deadline) {
  const struct shrimp_handlers_run now = shrimp_handlers_run;
  return now.interrupting != since.interrupting || (has_deadline && now.restarting != since.restarting);
}

int wait_for_change(struct socket* s, int64_t deadline) {
  if (s->state == CONNECTED) {
    const int has_spun = s->has_spun;
    s->has_spun = 0;
    if (!s->watched && !has_spun && spin(s)) return 0;
    if (!s->watched) {
      watch_socket(&s->description);
      return 0; /* look once more */
    }
  }
  int64_t left = -1;
  if (deadline != 0 && (left = deadline - time_now()) <= 0) {
    stop_watching(s);
    return -EAGAIN;
  }
  const uint32_t tail = s->state == CONNECTED ? control_of(s->region)->tail : 0;
  const struct shrimp_handlers_run handlers = shrimp_handlers_run;
  sleep_at_most(left, is_resting(&s->description));
  const int status = is_interrupted(handlers, deadline != 0) ? -EINTR : 0;
  if (s->state != CONNECTED) return status;
  if (control_of(s->region)->tail == tail) look_after_peer(s);
  stop_watching(s);
  return status;
}

/* Only a listening socket of a process without connections rests: whoever has a connection waits for
 * somebody. */
int is_resting(struct shrimp_description* d) {
  if (((struct socket*)d)->state != LISTENING) return 0;
  for (const struct socket* s = all_sockets; s != NULL; s = s->next)
    if (s->state == CONNECTED || s->state == CONNECTING) return 0;
  return 1;
}

/* ---- Readiness, as Linux's TCP tells it ---- */

static int listening_ready(struct socket* s) {
  if (s->first_waiting == NULL && s->looks++ % LOOKS_BETWEEN_CALLS == LOOKS_BETWEEN_CALLS - 1)
    serve_datagrams();
  return s->first_waiting != NULL ? POLLIN | POLLRDNORM : 0;
}

static int connected_ready(struct socket* s) {
  const uint32_t state = said(s);
  const int reset = has_reset(s) || s->reset_seen,
            no_more = (state & SAID_FINISHED) || s->reads_shut || reset;
  const int writes_end = s->writes_shut || reset || s->peer_gone || (state & SAID_CLOSED);
  int ready = 0;
  if (no_more) ready |= POLLIN | POLLRDNORM | POLLRDHUP;
  if (bytes_to_read(s) != 0) ready |= POLLIN | POLLRDNORM;
  if (writes_end || bytes_to_write(s) >= WRITABLE_BYTES) ready |= POLLOUT | POLLWRNORM;
  if ((no_more && s->writes_shut) || reset) ready |= POLLHUP;
  if (s->error != 0 || (reset && !s->reset_seen)) ready |= POLLERR;
  return ready;
}

int socket_ready(struct shrimp_description* d, int events) {
  struct socket* s = (struct socket*)d;
  int ready = 0;
  if (s->state == CONNECTING) { /* whose answer comes by the kernel */
    serve_datagrams();
    repeat_connecting(time_now());
  }
  switch (s->state) {
    case LISTENING:
      ready = listening_ready(s);
      break;
    case CONNECTED:
      ready = connected_ready(s);
      break;
    case FRESH:
      ready = POLLOUT | POLLWRNORM | POLLHUP;
      if (s->reads_shut) ready |= POLLIN | POLLRDNORM | POLLRDHUP;
      if (s->error != 0) ready |= POLLERR;
      break;
    case CONNECTING:
    case CLOSING:
      break;
  }
  return ready & (events | POLLERR | POLLHUP);
}
