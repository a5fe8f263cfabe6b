/* SPDX-License-Identifier: MIT */
/* The status word that the LOAD of a user-level DMA returns (HPCA'96, section 5; UDMA of SHRIMP-II).
 *
 * The board's state machine makes it, the library reads it. The flags are the paper's [R-h], their bit
 * positions ours [A]. Plain enumerators, so that C, C++ and the board model share them. */
#ifndef SHRIMP_VMMC_API_UDMA_STATUS_H
#define SHRIMP_VMMC_API_UDMA_STATUS_H

enum {
  VMMC_UDMA_INITIATION = 1 << 0,   /* 0: this LOAD started the transfer */
  VMMC_UDMA_TRANSFERRING = 1 << 1, /* the engine is moving data */
  VMMC_UDMA_INVALID = 1 << 2,      /* the engine was Idle: no STORE preceded, or the kernel voided it */
  VMMC_UDMA_MATCH = 1 << 3,        /* the running transfer has this base address */
  VMMC_UDMA_WRONG_SPACE = 1 << 4,  /* source and destination are proxies of the same class */
  VMMC_UDMA_DEVICE_ERROR = 1 << 5,
  VMMC_UDMA_REMAINING_SHIFT = 8 /* REMAINING-BYTES lie from this bit up */
};

#endif
