/* SPDX-License-Identifier: MIT */
/* Stands in for vmmc_api/udma_references.h and compare_exchange_references.h: the test takes the part of the
 * board. */
#ifndef SHRIMP_VMMC_API_UDMA_REFERENCES_H
#define SHRIMP_VMMC_API_UDMA_REFERENCES_H
#define SHRIMP_VMMC_API_COMPARE_EXCHANGE_REFERENCES_H
#include "compare_exchange_status.h"
#include "udma_status.h"
#include "vmmc.h"

#define SHRIMP_NOTIFYING_OFFSET 0x20000000

#ifdef __cplusplus
extern "C" {
#endif
void vmmc_udma_store(vmmc_proxy destination, int32_t bytes);
uint32_t vmmc_udma_load(const void* source);
uint32_t vmmc_command_exchange(const void* source, uint32_t bytes);
uint32_t vmmc_command_load(const void* source);
#ifdef __cplusplus
}
#endif

#endif
