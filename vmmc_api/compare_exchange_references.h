/* SPDX-License-Identifier: MIT */
/* The memory references of the scheme of ISCA'94, and where command pages lie.
 *
 * A word of memory has a command word at a fixed distance, a convention of the machine [A]. The processor's
 * memory management checks command pages as it checks memory. */
#ifndef SHRIMP_VMMC_API_COMPARE_EXCHANGE_REFERENCES_H
#define SHRIMP_VMMC_API_COMPARE_EXCHANGE_REFERENCES_H
#include <stdint.h>

#include "compare_exchange_status.h"

#define SHRIMP_COMMAND_OFFSET 0xc0000000 /* COMMAND(v) = v + this, for v below 0x40000000 */

/* Starts a transfer of so many bytes from the source to the place that its page is paired with, if the engine
 * is idle: one locked compare-and-exchange. The result is the status: VMMC_COMMAND_IDLE if it has started. */
static inline uint32_t vmmc_command_exchange(const void* source, uint32_t bytes) {
  volatile uint32_t* command = (volatile uint32_t*)((uintptr_t)source + SHRIMP_COMMAND_OFFSET);
  return __sync_val_compare_and_swap(command, VMMC_COMMAND_IDLE, bytes); /* a full barrier, too */
}

/* The status alone. */
static inline uint32_t vmmc_command_load(const void* source) {
  return *(const volatile uint32_t*)((uintptr_t)source + SHRIMP_COMMAND_OFFSET);
}

#endif
