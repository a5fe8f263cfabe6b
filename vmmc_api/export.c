/* SPDX-License-Identifier: MIT */
/* Receive buffers: to export one, and to ask who has imported it.
 *
 * On the real machine the library asked the node's trusted daemon (IPPS'96, section 3); here it traps to the
 * kernel, which plays the daemon's part and charges its time. */
#include <stdlib.h>

#include "internal.h"

int SBL_ExportRecvBuf(Int32* buf, int nwords, unsigned int rbufid, SBL_MsgHandler handler, int reserved) {
  if (!vmmc_word_aligned(buf)) return SBL_EAlignment;
  if (!vmmc_valid_size(nwords)) return SBL_ERange;
  if (reserved != 0) return SBL_EArgument;
  if (handler) return SBL_EUnsupported;
  return (int)shrimp_trap(VMMC_TRAP_EXPORT, vmmc_trap_address(buf), (long)nwords * VMMC_WORD_BYTES,
                          (long)rbufid, 0, 0);
}

int SBL_Importers(unsigned int rbufid, int* num, SBL_Squid** squids, NodeID** nodes) {
  static NodeID* node_table;
  static SBL_Squid* squid_table;
  static long capacity;
  for (;;) {
    const long found = shrimp_trap(VMMC_TRAP_IMPORTERS, (long)rbufid, vmmc_trap_address(node_table),
                                   vmmc_trap_address(squid_table), capacity, 0);
    if (found < 0) return (int)found;
    if (found <= capacity) {
      *num = (int)found;
      *nodes = node_table;
      *squids = squid_table;
      return SBL_OK;
    }
    /* More importers than fit: larger tables, and once more. */
    free(node_table);
    free(squid_table);
    node_table = malloc((size_t)found * sizeof *node_table);
    squid_table = malloc((size_t)found * sizeof *squid_table);
    capacity = node_table && squid_table ? found : 0;
    if (!capacity) return SBL_ENoMemory;
  }
}
