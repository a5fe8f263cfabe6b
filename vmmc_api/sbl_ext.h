/* SPDX-License-Identifier: MIT */
/* What the manual pages of 1995 have no call for.
 *
 * IPPS'96 groups a non-blocking send with a check for completion beside the blocking one [R-m]; its form here
 * is ours [A]. The measurements of the papers set the caching of pages (write-through, caching off); on the
 * real machine this was a matter of the kernel, here it is SBL_CachePolicy [A]. Errors as in sbl.h. */
#ifndef SHRIMP_VMMC_API_SBL_EXT_H
#define SHRIMP_VMMC_API_SBL_EXT_H
#include "sbl.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Caching of a page: the PWT and PCD bits of the Pentium's page table. */
enum SBL_Caching {
  SBL_WriteBack = 0,    /* as memory is by default */
  SBL_WriteThrough = 1, /* stores also reach the memory bus */
  SBL_Uncached = 2      /* loads and stores go to the memory bus */
};

/* Sets the caching of every page that the nbytes bytes from page on touch. page starts a page; nbytes > 0.
 * Pages that an automatic-update mapping sends from cannot be write-back. Lines of these pages leave the
 * caches, so that none is cached in two ways. Costs a call into the kernel.
 *
 * Errors: SBL_EAlignment, SBL_ERange (nbytes, or not the program's writable memory), SBL_EArgument (policy,
 * or write-back on a mapped page). */
int SBL_CachePolicy(void* page, int nbytes, enum SBL_Caching policy);

/* Starts a deliberate update of nwords words and returns as soon as the network interface has taken it. The
 * source must keep its contents until SBL_SendMsgDone says so. The transfer may not cross a page end, of
 * source or destination: SBL_ERange. SBL_EBusy: another transfer is running, nothing was started, try again.
 * Other errors as for SBL_SendMsg. */
int SBL_SendMsgStart(Int32* sendAddr, Int32* destAddr, int nwords);

/* Whether the transfer started from sendAddr has read its source: 1 yes, 0 not yet. Give the address that
 * SBL_SendMsgStart was given: of any other it says 1. No errors; an address that is no memory of the program
 * is a page fault. */
int SBL_SendMsgDone(Int32* sendAddr);

#ifdef __cplusplus
}
#endif
#endif
