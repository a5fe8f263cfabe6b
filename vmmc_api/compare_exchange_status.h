/* SPDX-License-Identifier: MIT */
/* What a command page answers: starting a deliberate update by one locked compare-and-exchange (ISCA'94).
 *
 * The board makes it, the library reads it. The scheme is published as others describe it [P], the bits are
 * ours [A]. Plain enumerators, so that C, C++ and the board model share them. */
#ifndef SHRIMP_VMMC_API_COMPARE_EXCHANGE_STATUS_H
#define SHRIMP_VMMC_API_COMPARE_EXCHANGE_STATUS_H

enum {
  VMMC_COMMAND_IDLE = 0, /* the locked read found the engine idle: the locked write starts the transfer */
  VMMC_COMMAND_MATCH = 1 << 29,   /* the running transfer started from this address */
  VMMC_COMMAND_ERROR = 1 << 30,   /* the page is paired with none, or its pairing has ended */
  VMMC_COMMAND_REMAINING = 0xffff /* these bits: bytes that the running transfer has still to read */
};

#endif
