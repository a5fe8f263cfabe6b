/* SPDX-License-Identifier: MIT */
/* Deliberate update by one locked compare-and-exchange (ISCA'94), behind the calls of vmmc.h.
 *
 * The destination is no operand of the exchange: it is the page that the source's page is paired with, at the
 * same offset. Pairing is a system call, so pairs are kept as long as they serve; data that lie at another
 * offset than they go to are copied to a staging page first [A]. */
#ifndef SHRIMP_VMMC_API_COMPARE_EXCHANGE_H
#define SHRIMP_VMMC_API_COMPARE_EXCHANGE_H
#include "internal.h"

int vmmc_exchange_send(const void* source, vmmc_proxy destination, size_t bytes, int notify);
int vmmc_exchange_start(const void* source, vmmc_proxy destination, size_t bytes, int notify);
int vmmc_exchange_done(const void* source);

#endif
