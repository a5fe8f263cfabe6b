/* SPDX-License-Identifier: MIT */
/* Which ranges of the destination space are imported buffers, as far as the library remembers.
 *
 * It serves error codes only: protection is the page table's. The range of the last message is compared
 * first, so that a check costs a few instructions; the kernel is asked about a range at its first use. A
 * handler of notifications may run, and send, between any two instructions here: so what the first comparison
 * refuses is looked up again, and an entry never shows the start of one range with the size of another. */
#ifndef SHRIMP_VMMC_API_IMPORTED_H
#define SHRIMP_VMMC_API_IMPORTED_H
#include "internal.h"

struct vmmc_imported {
  uintptr_t start;
  uintptr_t bytes; /* 0: none */
};

/* The range of the last message; none on a machine that starts sends otherwise than by two references. */
extern struct vmmc_imported vmmc_last_imported;

/* What a check says if the message is in order but another way of starting it is the machine's
 * (initiation.h). */
enum { VMMC_START_OTHERWISE = 1 };

/* Remembers an imported buffer. */
void vmmc_remember_imported(vmmc_proxy buffer, size_t bytes);

/* Forgets the imported buffer that holds this place. */
void vmmc_forget_imported(vmmc_proxy place);

/* Asks the kernel which imported buffer holds this place. NOT_IMPORTED, WITHDRAWN, LOST. */
int vmmc_ask_imported(vmmc_proxy place, struct vmmc_imported* range);

/* The whole check, behind the first comparison: looks the range up, makes it the last one. OK,
 * VMMC_START_OTHERWISE, RANGE, or the errors of vmmc_ask_imported. */
int vmmc_find_imported(vmmc_proxy place, size_t bytes);

/* Why the board takes no data for this place: WITHDRAWN, LOST, NOT_IMPORTED, or DEVICE if the kernel knows of
 * no reason. */
int vmmc_why_refused(vmmc_proxy place);

/* Whether `bytes` bytes from this place on lie inside one imported buffer. Results as above. */
static inline int vmmc_check_imported(vmmc_proxy place, size_t bytes) {
  const uintptr_t offset = (uintptr_t)place - vmmc_last_imported.start;
  if (offset >= vmmc_last_imported.bytes || bytes > vmmc_last_imported.bytes - offset)
    return vmmc_find_imported(place, bytes);
  return VMMC_OK;
}

#endif
