/* SPDX-License-Identifier: MIT */
/* Notifications: the kernel queues them and runs the handlers of the process, as UNIX does with signals. The
 * counter of blocks is the kernel's, since it counts while a handler runs. */
#include "internal.h"

void vmmc_block_notifications(void) {
  shrimp_trap(VMMC_TRAP_BLOCK, 0, 0, 0, 0, 0);
}

int vmmc_unblock_notifications(void) {
  return (int)shrimp_trap(VMMC_TRAP_UNBLOCK, 0, 0, 0, 0, 0);
}

int vmmc_wait_notification(void) {
  for (;;) {
    const int run = (int)shrimp_trap(VMMC_TRAP_WAIT_NOTIFICATION, 0, 0, 0, 0, 0);
    if (run != VMMC_SIGNALLED) return run;
    shrimp_take_signals();
  }
}
