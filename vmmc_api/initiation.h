/* SPDX-License-Identifier: MIT */
/* The ways in which machines start a deliberate update, beside the two references of send.c: one locked
 * compare-and-exchange (ISCA'94), or a system call for each message. They are for comparison (ISCA'98), so a
 * program does not choose: the machine does. */
#ifndef SHRIMP_VMMC_API_INITIATION_H
#define SHRIMP_VMMC_API_INITIATION_H
#include "internal.h"

/* VMMC_INITIATION_*; the kernel is asked once. */
int vmmc_initiation(void);

/* As the calls of vmmc.h, for a message that is aligned and inside an imported buffer. */
int vmmc_send_otherwise(const void* source, vmmc_proxy destination, size_t bytes, int notify);
int vmmc_send_start_otherwise(const void* source, vmmc_proxy destination, size_t bytes, int notify);
int vmmc_send_done_otherwise(const void* source);

#endif
