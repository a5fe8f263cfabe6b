/* SPDX-License-Identifier: MIT */
/* Which ranges of the destination space are imported buffers, as far as the library remembers.
 *
 * It serves error codes only: protection is the page table's. The range of the last message is compared
 * first, so that a check costs a few instructions; the kernel is asked about a range at its first use. */
#ifndef SHRIMP_VMMC_API_IMPORTED_H
#define SHRIMP_VMMC_API_IMPORTED_H
#include "internal.h"

struct vmmc_imported {
  uintptr_t start;
  uintptr_t bytes; /* 0: none */
};
extern struct vmmc_imported vmmc_last_imported;

/* Remembers an imported buffer. */
void vmmc_remember_imported(const Int32* proxy, int nwords);

/* Makes the buffer that holds this address the last one. SBL_ENotImported: the address lies in no destination
 * space. In it, but in no imported buffer: 0, with an empty range as the last one; the reference will be a
 * page fault. */
int vmmc_find_imported(const Int32* address);

/* Whether nwords words from this address on lie inside one imported buffer. */
static inline int vmmc_check_imported(const Int32* address, int nwords) {
  if ((uintptr_t)address - vmmc_last_imported.start >= vmmc_last_imported.bytes) {
    const int status = vmmc_find_imported(address);
    if (status < 0 || vmmc_last_imported.bytes == 0) return status;
  }
  const uintptr_t words =
      (vmmc_last_imported.start + vmmc_last_imported.bytes - (uintptr_t)address) / VMMC_WORD_BYTES;
  return (uintptr_t)nwords <= words ? SBL_OK : SBL_ERange;
}

#endif
