/* SPDX-License-Identifier: MIT */
/* Starting and awaiting one transfer of the deliberate update engine: HPCA'96, the user's side of its state
 * machine.
 *
 * - Idle: the LOAD says INVALID, nothing to start (the kernel voids a STORE at a context switch): STORE
 * again.
 * - DestLoaded: the LOAD has INITIATION clear: started.
 * - Transferring: the LOAD says TRANSFERRING, and our STORE was ignored: LOAD again until the engine is Idle.
 *
 * The engine holds one transfer, so the STORE for the next one is retried while the last one runs. A handler
 * that sends between our STORE and our LOAD looks to us like such a transfer. */
#ifndef SHRIMP_VMMC_API_UDMA_H
#define SHRIMP_VMMC_API_UDMA_H
#include "udma_references.h"

#define VMMC_UDMA_REFUSED (VMMC_UDMA_WRONG_SPACE | VMMC_UDMA_DEVICE_ERROR)

static inline int vmmc_udma_started(uint32_t status) {
  return !(status & VMMC_UDMA_INITIATION);
}

/* Tries to start a transfer inside one page of source and destination; the status says what came of it. */
static inline uint32_t vmmc_udma_try(const void* source, vmmc_proxy destination, int32_t bytes) {
  for (;;) {
    vmmc_udma_store(destination, bytes);
    const uint32_t status = vmmc_udma_load(source);
    if (vmmc_udma_started(status) || !(status & VMMC_UDMA_INVALID) || (status & VMMC_UDMA_REFUSED))
      return status;
  }
}

/* Rests while most of what a running transfer has left is moved: each look at the engine takes cycles of the
 * EISA bus that the engine itself needs. A turn of the loop takes about 6 clocks, a word at 23 MB/s 10. */
static inline void vmmc_udma_rest(uint32_t status) {
  volatile uint32_t words = (status >> VMMC_UDMA_REMAINING_SHIFT) / VMMC_WORD_BYTES;
  while (words > 1) --words;
}

/* Starts such a transfer, after waiting for the engine if it is occupied. */
static inline uint32_t vmmc_udma_start(const void* source, vmmc_proxy destination, int32_t bytes) {
  for (;;) {
    uint32_t status = vmmc_udma_try(source, destination, bytes);
    if (vmmc_udma_started(status) || (status & VMMC_UDMA_REFUSED)) return status;
    do {
      vmmc_udma_rest(status);
      status = vmmc_udma_load(source);
      if (vmmc_udma_started(status) || (status & VMMC_UDMA_REFUSED)) return status;
    } while (status & VMMC_UDMA_TRANSFERRING);
  }
}

/* Waits until the transfer that was started at this source has read all of it. */
static inline void vmmc_udma_finish(const void* source) {
  uint32_t status;
  while ((status = vmmc_udma_load(source)) & VMMC_UDMA_MATCH) vmmc_udma_rest(status);
}

#endif
