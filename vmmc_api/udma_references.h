/* SPDX-License-Identifier: MIT */
/* The two memory references of a user-level DMA (HPCA'96, section 4), and where proxies lie.
 *
 * They are ordinary instructions: the processor's memory management checks the proxies as it checks memory,
 * and the board sees them as accesses to its own addresses. A proxy is a fixed distance from what it stands
 * for, a convention of the machine [A]. Imported buffers are device proxies already. */
#ifndef SHRIMP_VMMC_API_UDMA_REFERENCES_H
#define SHRIMP_VMMC_API_UDMA_REFERENCES_H
#include "udma_status.h"
#include "vmmc.h"

#define SHRIMP_MEMORY_PROXY_OFFSET 0x40000000 /* PROXY(v) = v + this, for v below it */
#define SHRIMP_NOTIFYING_OFFSET                                              \
  0x20000000 /* a place + this: the same place, and the receiver is notified \
              */

/* STORE: names the destination and the size. A negative size takes an earlier one back. */
static inline void vmmc_udma_store(vmmc_proxy destination, int32_t bytes) {
  __asm__ volatile("" ::: "memory"); /* the message is in memory before */
  *(volatile int32_t*)destination = bytes;
}

/* LOAD: names the source, starts the transfer if it can, and returns the status (udma_status.h). */
static inline uint32_t vmmc_udma_load(const void* source) {
  return *(const volatile uint32_t*)((const char*)source + SHRIMP_MEMORY_PROXY_OFFSET);
}

#endif
