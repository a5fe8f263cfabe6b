/* SPDX-License-Identifier: MIT */
/* What a program asks about the machine: page, word, nodes. */
#include <stdlib.h>

#include "internal.h"

int SBL_PageSize(void) {
  return VMMC_PAGE_BYTES;
}

int SBL_WordSize(void) {
  return VMMC_WORD_BYTES;
}

int SBL_Hosts(int* num, NodeID** nodes) {
  static NodeID* table; /* the machine does not change while a program runs */
  static long count;
  if (!table) {
    count = shrimp_trap(VMMC_TRAP_NODES, 0, 0, 0, 0, 0);
    if (count < 0) return (int)count;
    table = malloc((size_t)count * sizeof *table);
    if (!table) return SBL_ENoMemory;
    shrimp_trap(VMMC_TRAP_NODES, vmmc_trap_address(table), count, 0, 0, 0);
  }
  *num = (int)count;
  *nodes = table;
  return SBL_OK;
}
