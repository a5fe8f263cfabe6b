/* SPDX-License-Identifier: MIT */
/* Automatic update: binding local pages to an imported buffer, and the caching of pages.
 *
 * Both change the kernel's page tables (and the board's outgoing page table), so both are traps; the stores
 * that follow are the program's own and cost no call. */
#include "internal.h"
#include "sbl_ext.h"

int SBL_AUMap(Int32* sendBuf, Int32* proxyBuf, int nwords, int notify, enum SBL_AUWriteType writeType) {
  if (writeType == AU_Disable) proxyBuf = 0;
  if (!vmmc_page_aligned(sendBuf) || !vmmc_page_aligned(proxyBuf)) return SBL_EAlignment;
  if (!vmmc_valid_size(nwords)) return SBL_ERange;
  if ((unsigned)writeType > AU_TimerWrite) return SBL_EArgument;
  if (notify) return SBL_EUnsupported;
  return (int)shrimp_trap(VMMC_TRAP_BIND, vmmc_trap_address(sendBuf), vmmc_trap_address(proxyBuf),
                          (long)nwords * VMMC_WORD_BYTES, notify, (long)writeType);
}

int SBL_CachePolicy(void* page, int nbytes, enum SBL_Caching policy) {
  if (!vmmc_page_aligned(page)) return SBL_EAlignment;
  if (nbytes <= 0) return SBL_ERange;
  if ((unsigned)policy > SBL_Uncached) return SBL_EArgument;
  return (int)shrimp_trap(VMMC_TRAP_CACHE_POLICY, vmmc_trap_address(page), nbytes, (long)policy, 0, 0);
}
