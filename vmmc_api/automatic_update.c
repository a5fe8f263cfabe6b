/* SPDX-License-Identifier: MIT */
/* Automatic update: binding local pages to an imported buffer, and the caching of pages.
 *
 * Both change the kernel's page tables (and the board's outgoing page table), so both are traps; the stores
 * that follow are the program's own and cost no call. */
#include "internal.h"

enum { UNBIND = 0 };

static int bind(void* memory, vmmc_proxy destination, size_t bytes, long mode, int notify) {
  if (!vmmc_page_aligned(memory) || !vmmc_page_aligned(destination)) return VMMC_ERROR_ALIGNMENT;
  const int status = vmmc_check_length(bytes);
  if (status < 0) return status;
  return (int)shrimp_trap(VMMC_TRAP_BIND, vmmc_trap_address(memory), vmmc_trap_address(destination),
                          (long)bytes, notify, mode);
}

int vmmc_bind(void* memory, vmmc_proxy destination, size_t bytes, enum vmmc_update_mode mode, int notify) {
  if (mode < VMMC_SINGLE_WRITE || mode > VMMC_TIMER_WRITE) return VMMC_ERROR_ARGUMENT;
  return bind(memory, destination, bytes, mode, notify != 0);
}

int vmmc_unbind(void* memory, size_t bytes) {
  return bind(memory, 0, bytes, UNBIND, 0);
}

int vmmc_cache_policy(void* page, size_t bytes, enum vmmc_caching policy) {
  if (!vmmc_page_aligned(page)) return VMMC_ERROR_ALIGNMENT;
  if (bytes == 0 || bytes > VMMC_MOST_BYTES) return VMMC_ERROR_RANGE;
  if ((unsigned)policy > VMMC_UNCACHED) return VMMC_ERROR_ARGUMENT;
  return (int)shrimp_trap(VMMC_TRAP_CACHE_POLICY, vmmc_trap_address(page), (long)bytes, (long)policy, 0, 0);
}
