/* SPDX-License-Identifier: MIT */
/* Imports: a remote receive buffer appears in the destination space of this process.
 *
 * Both forms go to the kernel, in the place of the node's trusted daemon (IPPS'96, section 3). It writes the
 * result into the program's own variables, address first, size last. */
#include "imported.h"

static long import(long trap, NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf,
                   int* nwords) {
  return shrimp_trap(trap, (long)node, squid, (long)rbufid, vmmc_trap_address(proxyBuf),
                     vmmc_trap_address(nwords));
}

int SBL_ImportRecvBuf(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords) {
  const long status = import(VMMC_TRAP_IMPORT, node, squid, rbufid, proxyBuf, nwords);
  if (status < 0) return (int)status;
  vmmc_remember_imported(*proxyBuf, *nwords);
  return SBL_OK;
}

int SBL_ImportRecvBufReq(NodeID node, SBL_Squid squid, unsigned int rbufid, Int32** proxyBuf, int* nwords,
                         int reserved) {
  if (reserved != 0) return SBL_EArgument;
  const long status = import(VMMC_TRAP_IMPORT_START, node, squid, rbufid, proxyBuf, nwords);
  return status < 0 ? (int)status : SBL_OK;
}
