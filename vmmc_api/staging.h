/* SPDX-License-Identifier: MIT */
/* Pages that data are copied to when they cannot be sent from where they lie (compare_exchange.c). A few, so
 * that several destinations keep their pairing. */
#ifndef SHRIMP_VMMC_API_STAGING_H
#define SHRIMP_VMMC_API_STAGING_H
#include "internal.h"

/* A staging page for this destination: one that is paired with it already if there is one, but never the page
 * `not_this` (a number, vmmc_page_of). */
int vmmc_choose_staging(vmmc_proxy destination, uintptr_t not_this);

/* The place in it at the destination's offset in its page. */
char* vmmc_staging_place(int staging, vmmc_proxy destination);

/* Copies the data there. The last transfer from the page must have read it: vmmc_staging_last is where it
 * started. */
void vmmc_stage(int staging, vmmc_proxy destination, const void* source, size_t bytes);
const char* vmmc_staging_last(int staging);

#endif
