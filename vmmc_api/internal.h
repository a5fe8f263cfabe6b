/* SPDX-License-Identifier: MIT */
/* What the files of the library share: sizes, alignment, and how an address goes into a trap. */
#ifndef SHRIMP_VMMC_API_INTERNAL_H
#define SHRIMP_VMMC_API_INTERNAL_H
#include <limits.h>
#include <stdint.h>

#include "sbl.h"
#include "trap.h"

enum { VMMC_WORD_BYTES = 4, VMMC_PAGE_BYTES = 4096, VMMC_MOST_WORDS = INT_MAX / VMMC_WORD_BYTES };

static inline int vmmc_word_aligned(const void* address) {
  return ((uintptr_t)address & (VMMC_WORD_BYTES - 1)) == 0;
}

static inline int vmmc_page_aligned(const void* address) {
  return ((uintptr_t)address & (VMMC_PAGE_BYTES - 1)) == 0;
}

static inline int vmmc_valid_size(int nwords) {
  return nwords > 0 && nwords <= VMMC_MOST_WORDS;
}

static inline long vmmc_trap_address(const void* address) {
  return (long)(intptr_t)address;
}

#endif
