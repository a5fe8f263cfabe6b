/* SPDX-License-Identifier: MIT */
/* Giving the processor away until something arrives: for libraries that look at memory first, and sleep only
 * when that has been in vain (spin, then block).
 *
 * Whoever sends to a process that may sleep sends with notification, always. It costs the receiver nothing
 * while it does not want to be interrupted: the board interrupts only if the packet and the page ask for it
 * [R-h], and vmmc_watch sets the page's bit. So no word about who sleeps travels, and no wake-up is lost.
 *
 * Ours [A], on the interrupt bit of the incoming page table. */
#ifndef SHRIMP_VMMC_API_ARRIVALS_H
#define SHRIMP_VMMC_API_ARRIVALS_H
#include <stdint.h>

#include "vmmc_error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Whether messages with notification for receive buffer `id` of this process interrupt (on != 0), or arrive
 * silently. A buffer with a handler begins on; one without begins off, and what arrives for it only ends
 * vmmc_await. What the board had let through silently before is in memory when the call returns: so look
 * after it, then wait. A system call.
 *
 * Errors: NOT_EXPORTED. */
int vmmc_watch(unsigned int id, int on);

/* What a process waits for, beside what ends its wait. */
enum vmmc_awaited {
  VMMC_AWAIT_DATA = 0,
  VMMC_AWAIT_CLIENTS = 1 /* a server at rest: when only such processes are left, the run is over */
};

/* Gives the processor away until something has come since the last call returned: a message with notification
 * for a watched buffer, a handler of this process that has run, an answer to vmmc_import_start, a datagram
 * (datagram.h), the end of an imported buffer (WITHDRAWN, LOST). nanoseconds < 0: without a limit.
 * Returns 1, or 0 when the time is over. It may return 1 though what has come was seen already: look again.
 *
 * Errors: IN_HANDLER, ARGUMENT (what). */
int vmmc_await(int64_t nanoseconds, enum vmmc_awaited what);

#ifdef __cplusplus
}
#endif
#endif
