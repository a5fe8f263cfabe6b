/* SPDX-License-Identifier: MIT */
/* What the files of the library share: alignment, sizes, and how an address goes into a trap. */
#ifndef SHRIMP_VMMC_API_INTERNAL_H
#define SHRIMP_VMMC_API_INTERNAL_H
#include "trap.h"
#include "vmmc.h"

#define VMMC_MOST_BYTES ((size_t)INT32_MAX)

static inline int vmmc_word_aligned(uintptr_t number) {
  return number % VMMC_WORD_BYTES == 0;
}

static inline int vmmc_page_aligned(const void* address) {
  return (uintptr_t)address % VMMC_PAGE_BYTES == 0;
}

/* Whether a length counts whole words, at least one, and fits the address space. */
static inline int vmmc_check_length(size_t bytes) {
  if (!vmmc_word_aligned(bytes)) return VMMC_ERROR_ALIGNMENT;
  return bytes > 0 && bytes <= VMMC_MOST_BYTES ? VMMC_OK : VMMC_ERROR_RANGE;
}

static inline long vmmc_trap_address(const volatile void* address) {
  return (long)(intptr_t)address;
}

#endif
