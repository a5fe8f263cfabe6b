/* SPDX-License-Identifier: MIT */
/* poll and ppoll: look at every description's own state, in memory, and give the processor away only while
 * nothing is ready. Before that they look again for a while: what answers soon is there before a sleep and a
 * wake-up would be over. A handler that has run meanwhile ends the call, whatever its flags. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>

#include "sim/process/runtime/runtime.h"
#include "sim/process/runtime/signals.h"
#include "vmmc_api/descriptor.h"
#include "vmmc_api/trap.h"

/* Looks at descriptions before sleeping: some 100 us on a 60 MHz Pentium, twice what a sleep and a wake-up
 * cost by two switches, an interrupt and four system calls [A]. */
enum { spinning_looks = 150 };

static int events_of(int descriptor, int wanted) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL) return POLLNVAL;
  if (d->kind->ready != NULL) return d->kind->ready(d, wanted);
  return wanted & (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM);
}

static int look(struct pollfd* files, nfds_t count) {
  int ready = 0;
  for (nfds_t i = 0; i < count; ++i) {
    files[i].revents = files[i].fd < 0 ? 0 : (short)events_of(files[i].fd, files[i].events);
    ready += files[i].revents != 0;
  }
  return ready;
}

/* What a process that waits for some descriptions has to know of them. */
struct waiting {
  const struct shrimp_kind* kind; /* of one that something can arrive at; null: none is */
  int resting;                    /* all of them wait for new clients only */
};

static struct waiting waiting_for(const struct pollfd* files, nfds_t count) {
  struct waiting w = {NULL, 1};
  for (nfds_t i = 0; i < count; ++i) {
    struct shrimp_description* d = files[i].fd < 0 ? NULL : shrimp_description_of(files[i].fd);
    if (d == NULL || d->kind->wait == NULL) continue;
    if (w.kind == NULL || d->kind->watch != NULL) w.kind = d->kind; /* what comes from outside, first */
    w.resting &= d->kind->resting != NULL && d->kind->resting(d);
  }
  return w;
}

static void watch(const struct pollfd* files, nfds_t count) {
  for (nfds_t i = 0; i < count; ++i) {
    struct shrimp_description* d = files[i].fd < 0 ? NULL : shrimp_description_of(files[i].fd);
    if (d != NULL && d->kind->watch != NULL) d->kind->watch(d);
  }
}

/* Nothing can arrive: the time just passes. */
static void sleep_for(int64_t nanoseconds) {
  if (shrimp_trap1(SHRIMP_TRAP_SLEEP, nanoseconds) != 0) shrimp_take_signals();
}

static unsigned handlers_run(void) {
  return shrimp_handlers_run.restarting + shrimp_handlers_run.interrupting;
}

int shrimp_poll(struct pollfd* files, size_t count, int64_t nanoseconds) {
  int ready = look(files, count);
  if (ready != 0 || nanoseconds == 0) return ready;
  const int64_t start = nanoseconds > 0 ? shrimp_trap0(SHRIMP_TRAP_CLOCK) : 0;
  const struct waiting w = waiting_for(files, count);
  const unsigned handlers = handlers_run();
  if (w.kind != NULL && !w.resting)
    for (size_t looks = 0; looks < spinning_looks; looks += count)
      if ((ready = look(files, count)) != 0) return ready;
  for (;;) {
    watch(files, count);
    ready = look(files, count);
    if (ready != 0) return ready;
    int64_t left = -1;
    if (nanoseconds > 0) {
      left = nanoseconds - (shrimp_trap0(SHRIMP_TRAP_CLOCK) - start);
      if (left <= 0) return 0;
    }
    if (w.kind != NULL)
      w.kind->wait(left, w.resting);
    else
      sleep_for(left);
    if (handlers_run() != handlers) return -EINTR; /* what they have made ready the next call will find */
  }
}

int poll(struct pollfd* files, nfds_t count, int timeout) {
  if (count > SHRIMP_MOST_DESCRIPTORS) return (int)shrimp_answer(-EINVAL);
  return (int)shrimp_answer(shrimp_poll(files, count, timeout < 0 ? -1 : (int64_t)timeout * 1000000));
}

/* What is ready comes first, then signals that the mask lets come. */
int shrimp_poll_with_mask(struct pollfd* files, size_t count, int64_t nanoseconds, const sigset_t* mask) {
  if (mask == NULL) return shrimp_poll(files, count, nanoseconds);
  const uint64_t blocked = shrimp_blocked_signals;
  const unsigned handlers = handlers_run();
  int ready = look(files, count);
  if (ready != 0) return ready;
  shrimp_set_blocked_signals(shrimp_mask_of(mask));
  ready = handlers_run() != handlers ? -EINTR : shrimp_poll(files, count, nanoseconds);
  shrimp_set_blocked_signals(blocked);
  return ready;
}

int ppoll(struct pollfd* files, nfds_t count, const struct timespec* timeout, const sigset_t* mask) {
  int64_t nanoseconds = -1;
  if (count > SHRIMP_MOST_DESCRIPTORS || (timeout != NULL && shrimp_nanoseconds(timeout, &nanoseconds) < 0))
    return (int)shrimp_answer(-EINVAL);
  return (int)shrimp_answer(shrimp_poll_with_mask(files, count, nanoseconds, mask));
}
