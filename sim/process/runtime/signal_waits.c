/* SPDX-License-Identifier: MIT */
/* Waiting for signals: pause, sigsuspend, sigwait and its relatives. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "sim/process/runtime/signals.h"
#include "vmmc_api/descriptor.h"
#include "vmmc_api/trap.h"

static unsigned handlers_run(void) {
  return shrimp_handlers_run.restarting + shrimp_handlers_run.interrupting;
}

/* Until a handler has run. */
static int wait_for_handler(unsigned before) {
  while (handlers_run() == before) {
    shrimp_trap1(SHRIMP_TRAP_SLEEP, -1);
    shrimp_take_signals();
  }
  return (int)shrimp_answer(-EINTR);
}

int pause(void) {
  return wait_for_handler(handlers_run());
}

int sigsuspend(const sigset_t* mask) {
  const uint64_t blocked = shrimp_blocked_signals;
  const unsigned before = handlers_run();
  shrimp_set_blocked_signals(shrimp_mask_of(mask));
  wait_for_handler(before);
  shrimp_set_blocked_signals(blocked);
  return (int)shrimp_answer(-EINTR);
}

/* nanoseconds < 0: no limit. A signal's number, or -EAGAIN, -EINTR. */
static int wait_for_one_of(const sigset_t* set, siginfo_t* about, int64_t nanoseconds) {
  const unsigned before = handlers_run();
  const int64_t start = nanoseconds > 0 ? shrimp_trap0(SHRIMP_TRAP_CLOCK) : 0;
  for (;;) {
    const int number = shrimp_take_one_of(shrimp_mask_of(set), about);
    if (number != 0) return number;
    shrimp_take_signals();
    if (handlers_run() != before) return -EINTR;
    int64_t left = nanoseconds;
    if (nanoseconds > 0) left -= shrimp_trap0(SHRIMP_TRAP_CLOCK) - start;
    if (nanoseconds >= 0 && left <= 0) return -EAGAIN;
    shrimp_trap1(SHRIMP_TRAP_SLEEP, left);
  }
}

int sigtimedwait(const sigset_t* restrict set, siginfo_t* restrict about,
                 const struct timespec* restrict limit) {
  int64_t nanoseconds = -1;
  if (limit != NULL && shrimp_nanoseconds(limit, &nanoseconds) < 0) return (int)shrimp_answer(-EINVAL);
  return (int)shrimp_answer(wait_for_one_of(set, about, nanoseconds));
}
int sigwaitinfo(const sigset_t* restrict set, siginfo_t* restrict about) {
  return sigtimedwait(set, about, NULL);
}
int sigwait(const sigset_t* restrict set, int* restrict number) {
  int one;
  do one = wait_for_one_of(set, NULL, -1);
  while (one == -EINTR);
  *number = one;
  return 0;
}
