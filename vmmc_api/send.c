/* SPDX-License-Identifier: MIT */
/* Deliberate update at user level (HPCA'96, section 4): no trap, only loads and stores.
 *
 * A transfer of the engine stays inside one page of source and destination, so a message is split at both.
 * The checks are those of the library of 1995: alignment, size, page ends, and whether the message fits the
 * buffer. */
#include "imported.h"
#include "initiation.h"
#include "udma.h"

static int check(const void* source, vmmc_proxy destination, size_t bytes) {
  if (!vmmc_word_aligned((uintptr_t)source | (uintptr_t)destination | bytes)) return VMMC_ERROR_ALIGNMENT;
  if (bytes == 0) return VMMC_ERROR_RANGE;
  return vmmc_check_imported(destination, bytes);
}

/* A status of the engine as a result of the library. */
static inline int result(uint32_t status, vmmc_proxy destination) {
  if (status & VMMC_UDMA_DEVICE_ERROR) return vmmc_why_refused(destination);
  if (status & VMMC_UDMA_WRONG_SPACE) return VMMC_ERROR_ARGUMENT;
  return vmmc_udma_started(status) ? VMMC_OK : VMMC_ERROR_BUSY;
}

/* Each call gets code of its own from one text: what is constant in it costs no instruction. */
#define EACH_ITS_OWN static inline __attribute__((always_inline))

/* to_last: how far from the destination the last transfer goes: to the notifying proxy, or not. */
EACH_ITS_OWN int send(const char* source, vmmc_proxy destination, size_t bytes, size_t to_last) {
  const int checked = check(source, destination, bytes);
  if (checked != VMMC_OK)
    return checked < 0 ? checked : vmmc_send_otherwise(source, destination, bytes, to_last != 0);
  for (;;) {
    const size_t limit = vmmc_transfer_limit(source, destination);
    const size_t piece = bytes < limit ? bytes : limit;
    bytes -= piece;
    const vmmc_proxy place = bytes == 0 ? vmmc_at(destination, to_last) : destination;
    const uint32_t status = vmmc_udma_start(source, place, (int32_t)piece);
    if (!vmmc_udma_started(status)) return result(status, destination);
    if (bytes == 0) break;
    source += piece;
    destination = vmmc_at(destination, piece);
  }
  /* The engine takes one transfer at a time: when the last has been read, all have. */
  vmmc_udma_finish(source);
  return VMMC_OK;
}

EACH_ITS_OWN int start(const void* source, vmmc_proxy destination, size_t bytes, size_t to_last) {
  const int checked = check(source, destination, bytes);
  if (checked != VMMC_OK)
    return checked < 0 ? checked : vmmc_send_start_otherwise(source, destination, bytes, to_last != 0);
  if (bytes > vmmc_transfer_limit(source, destination)) return VMMC_ERROR_RANGE;
  return result(vmmc_udma_try(source, vmmc_at(destination, to_last), (int32_t)bytes), destination);
}

int vmmc_send(const void* source, vmmc_proxy destination, size_t bytes) {
  return send(source, destination, bytes, 0);
}

int vmmc_send_notify(const void* source, vmmc_proxy destination, size_t bytes) {
  return send(source, destination, bytes, SHRIMP_NOTIFYING_OFFSET);
}

int vmmc_send_start(const void* source, vmmc_proxy destination, size_t bytes) {
  return start(source, destination, bytes, 0);
}

int vmmc_send_start_notify(const void* source, vmmc_proxy destination, size_t bytes) {
  return start(source, destination, bytes, SHRIMP_NOTIFYING_OFFSET);
}

int vmmc_send_done(const void* source) {
  if (vmmc_initiation() != VMMC_INITIATION_TWO_REFERENCES) return vmmc_send_done_otherwise(source);
  return !(vmmc_udma_load(source) & VMMC_UDMA_MATCH);
}
