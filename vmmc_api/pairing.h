/* SPDX-License-Identifier: MIT */
/* Which page of memory is paired with which page of the destination space, as far as the library remembers.
 * The kernel ends a pairing when either page goes; the board then refuses, and the page is paired anew. */
#ifndef SHRIMP_VMMC_API_PAIRING_H
#define SHRIMP_VMMC_API_PAIRING_H
#include "internal.h"

static inline uintptr_t vmmc_page_of(const void* address) {
  return (uintptr_t)address / VMMC_PAGE_BYTES;
}

/* Whether the page of the source is remembered to be paired with that of the destination. */
int vmmc_is_paired(const void* source, vmmc_proxy destination);

/* Pairs them, by a system call. NOT_IMPORTED, WITHDRAWN, LOST. */
int vmmc_pair(const void* source, vmmc_proxy destination);

/* Forgets what the page of the source is paired with. */
void vmmc_forget_pairing(const void* source);

#endif
