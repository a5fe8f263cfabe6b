/* SPDX-License-Identifier: MIT */
/* select and pselect, by way of poll. As Linux's, select tells how much of the time was left. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/select.h>
#include <time.h>

#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"

enum { can_read = POLLIN | POLLHUP | POLLERR, can_write = POLLOUT | POLLERR };

int shrimp_nanoseconds(const struct timespec* t, int64_t* nanoseconds) {
  const int64_t billion = 1000000000;
  if (t->tv_sec < 0 || t->tv_nsec < 0 || t->tv_nsec >= billion) return -EINVAL;
  const int64_t seconds = t->tv_sec < billion ? t->tv_sec : billion; /* longer than any run */
  *nanoseconds = seconds * billion + t->tv_nsec;
  return 0;
}

static int is_in(int descriptor, const fd_set* set) {
  return set != NULL && FD_ISSET(descriptor, set);
}

/* Whether a result belongs into the set: what it does not, leaves it. */
static int keep(int descriptor, fd_set* set, int is_so) {
  if (!is_in(descriptor, set)) return 0;
  if (!is_so) FD_CLR(descriptor, set);
  return is_so;
}

static long choose(int count, fd_set* reads, fd_set* writes, fd_set* others, int64_t nanoseconds,
                   const sigset_t* mask) {
  struct pollfd files[SHRIMP_MOST_DESCRIPTORS];
  size_t asked = 0;
  if (count < 0) return -EINVAL;
  if (count > SHRIMP_MOST_DESCRIPTORS) count = SHRIMP_MOST_DESCRIPTORS;
  for (int d = 0; d < count; ++d) {
    const int events = (is_in(d, reads) ? POLLIN : 0) | (is_in(d, writes) ? POLLOUT : 0);
    if (events == 0 && !is_in(d, others)) continue;
    if (shrimp_description_of(d) == NULL) return -EBADF;
    files[asked++] = (struct pollfd){d, (short)events, 0};
  }
  const int status = shrimp_poll_with_mask(files, asked, nanoseconds, mask);
  if (status < 0) return status; /* the sets as they were */
  long ready = 0;
  for (size_t i = 0; i < asked; ++i) {
    const int d = files[i].fd, events = files[i].revents;
    ready += keep(d, reads, (events & can_read) != 0);
    ready += keep(d, writes, (events & can_write) != 0);
    ready += keep(d, others, 0);
  }
  return ready;
}

int select(int count, fd_set* reads, fd_set* writes, fd_set* others, struct timeval* timeout) {
  int64_t nanoseconds = -1;
  if (timeout == NULL) return (int)shrimp_answer(choose(count, reads, writes, others, -1, NULL));
  const struct timespec t = {timeout->tv_sec + timeout->tv_usec / 1000000, timeout->tv_usec % 1000000 * 1000};
  if (shrimp_nanoseconds(&t, &nanoseconds) < 0) return (int)shrimp_answer(-EINVAL);
  const int64_t start = nanoseconds > 0 ? shrimp_trap0(SHRIMP_TRAP_CLOCK) : 0;
  const long ready = choose(count, reads, writes, others, nanoseconds, NULL);
  int64_t left = 0;
  if (nanoseconds > 0) left = nanoseconds - (shrimp_trap0(SHRIMP_TRAP_CLOCK) - start);
  if (left < 0 || ready == 0) left = 0;
  *timeout = (struct timeval){left / 1000000000, left % 1000000000 / 1000};
  return (int)shrimp_answer(ready);
}

int pselect(int count, fd_set* reads, fd_set* writes, fd_set* others, const struct timespec* timeout,
            const sigset_t* mask) {
  int64_t nanoseconds = -1;
  if (timeout != NULL && shrimp_nanoseconds(timeout, &nanoseconds) < 0) return (int)shrimp_answer(-EINVAL);
  return (int)shrimp_answer(choose(count, reads, writes, others, nanoseconds, mask));
}

/* _FORTIFY_SOURCE checks the index of FD_SET. */
long __fdelt_chk(long descriptor) {
  if (descriptor < 0 || descriptor >= FD_SETSIZE) shrimp_fail("*** buffer overflow detected ***", "");
  return descriptor / (8 * (long)sizeof(fd_mask));
}
