/* SPDX-License-Identifier: MIT */
/* The interval timer of a process (4.3BSD; POSIX.1-2001): SIGALRM in real time, which is simulated here. The
 * timers of processor time, ITIMER_VIRTUAL and ITIMER_PROF, are not there: EINVAL. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/time.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "vmmc_api/trap.h"

enum { million = 1000000, billion = 1000000000 };
/* In seconds, beyond the longest run; Linux does not count further than its clock either. */
static const int64_t longest = billion;

static int64_t interval; /* nanoseconds */

/* Nanoseconds until the first signal, 0: none; between further ones. What was left before. */
static int64_t set_timer(int64_t first, int64_t next) {
  if (first != 0) shrimp_let_signals_enter();
  interval = next;
  return shrimp_trap3(SHRIMP_TRAP_TIMER, 1, first, next);
}

static int is_time(const struct timeval* t) {
  return t->tv_sec >= 0 && t->tv_usec >= 0 && t->tv_usec < million;
}
static int64_t nanoseconds_of(const struct timeval* t) {
  const int64_t seconds = t->tv_sec < longest ? t->tv_sec : longest;
  return seconds * billion + t->tv_usec * 1000;
}
static struct timeval time_of(int64_t nanoseconds) {
  return (struct timeval){nanoseconds / billion, nanoseconds % billion / 1000};
}
/* A timer that runs never says that nothing is left. */
static struct itimerval timer_of(int64_t left, int64_t next) {
  if (left != 0 && left < 1000) left = 1000;
  return (struct itimerval){.it_interval = time_of(next), .it_value = time_of(left)};
}

int setitimer(__itimer_which_t which, const struct itimerval* restrict timer,
              struct itimerval* restrict before) {
  static const struct itimerval off;
  if (timer == NULL) timer = &off; /* as Linux */
  if (which != ITIMER_REAL || !is_time(&timer->it_value) || !is_time(&timer->it_interval))
    return (int)shrimp_answer(-EINVAL);
  const int64_t was = interval;
  const int64_t left = set_timer(nanoseconds_of(&timer->it_value), nanoseconds_of(&timer->it_interval));
  if (before != NULL) *before = timer_of(left, was);
  return 0;
}

int getitimer(__itimer_which_t which, struct itimerval* timer) {
  if (which != ITIMER_REAL) return (int)shrimp_answer(-EINVAL);
  *timer = timer_of(shrimp_trap0(SHRIMP_TRAP_TIMER), interval);
  return 0;
}

/* What was left, in seconds to the nearest, but never 0 of a timer that ran. */
unsigned alarm(unsigned seconds) {
  const int64_t left = set_timer((int64_t)seconds * billion, 0);
  if (left == 0) return 0;
  const int64_t rounded = (left + billion / 2) / billion;
  return rounded != 0 ? (unsigned)rounded : 1;
}

useconds_t ualarm(useconds_t microseconds, useconds_t next) {
  const int64_t left = set_timer((int64_t)microseconds * 1000, (int64_t)next * 1000);
  return left != 0 && left < 1000 ? 1 : (useconds_t)(left / 1000);
}
