/* SPDX-License-Identifier: MIT */
#include "arrivals.h"

#include "trap.h"

int vmmc_watch(unsigned int id, int on) {
  return (int)shrimp_trap(VMMC_TRAP_WATCH, (long)id, on != 0, 0, 0, 0);
}

int vmmc_await(int64_t nanoseconds, enum vmmc_awaited what) {
  const int status = (int)shrimp_trap(VMMC_TRAP_AWAIT, (long)nanoseconds, (long)what, 0, 0, 0);
  if (status != VMMC_SIGNALLED) return status;
  shrimp_take_signals();
  return 1;
}
