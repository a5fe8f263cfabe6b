/* SPDX-License-Identifier: MIT */
/* Stands in for vmmc_api/udma_references.h: the test takes the part of the board. */
#ifndef SHRIMP_VMMC_API_UDMA_REFERENCES_H
#define SHRIMP_VMMC_API_UDMA_REFERENCES_H
#include <stdint.h>

#include "sbl.h"
#include "udma_status.h"

#define SHRIMP_DESTINATION_OFFSET 0x80000000
#define SHRIMP_DESTINATION_END 0xc0000000

#ifdef __cplusplus
extern "C" {
#endif
void vmmc_udma_store(Int32* destination, Int32 bytes);
uint32_t vmmc_udma_load(const Int32* source);
#ifdef __cplusplus
}
#endif

#endif
