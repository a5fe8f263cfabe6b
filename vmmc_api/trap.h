/* SPDX-License-Identifier: MIT */
/* Traps of the VMMC library into the simulated kernel: the only thing the library knows of what runs it.
 * On the real machine these were system calls and messages to the node's daemon (IPPS'96, section 3). */
#ifndef SHRIMP_VMMC_API_TRAP_H
#define SHRIMP_VMMC_API_TRAP_H
#include <stdint.h>

enum {
  /* address, bytes, id, handler */
  VMMC_TRAP_EXPORT = 64,
  /* node, pid, id, int32_t** proxy, int* words: the kernel writes the buffer's proxy address, then its size.
   * Blocks until the export exists; the result is the status, and on failure nothing is written. */
  VMMC_TRAP_IMPORT = 65,
  /* The same, but returns at once after *words = 0; later *words becomes the size, or a negative error. */
  VMMC_TRAP_IMPORT_START = 66,
  /* send address, proxy address, bytes, notify, mode (0 unbind, 1 single, 2 block, 3 timer) */
  VMMC_TRAP_BIND = 67,
  /* address, bytes, policy (0 write-back, 1 write-through, 2 uncached) */
  VMMC_TRAP_CACHE_POLICY = 68,
  /* uint32_t* ids (may be 0), capacity; result: number of nodes */
  VMMC_TRAP_NODES = 69,
  /* id, uint32_t* nodes, int32_t* pids, capacity; result: number of importers */
  VMMC_TRAP_IMPORTERS = 70,
  /* address, int32_t** proxy, int* words: which imported buffer holds this address of the destination space
   * (its start, its size), or VMMC_ERROR_NOT_IMPORTED */
  VMMC_TRAP_IMPORTED = 71
};

/* Errors are negative results; sbl.h gives them their names. Those from -32 down are the library's own. */
enum {
  VMMC_OK = 0,
  VMMC_ERROR_ALIGNMENT = -1,
  VMMC_ERROR_RANGE = -2,
  VMMC_ERROR_NO_NODE = -3,
  VMMC_ERROR_DUPLICATE_ID = -4,
  VMMC_ERROR_OVERLAP = -5,
  VMMC_ERROR_NOT_IMPORTED = -6,
  VMMC_ERROR_NO_MEMORY = -7,
  VMMC_ERROR_UNSUPPORTED = -8,
  VMMC_ERROR_PERMISSION = -9,
  VMMC_ERROR_NO_PROCESS = -10,
  VMMC_ERROR_ARGUMENT = -11
};

#ifdef __cplusplus
extern "C" {
#endif
/* Enters the kernel; provided by the run-time library of each program. */
long shrimp_trap(long number, long a, long b, long c, long d, long e);
#ifdef __cplusplus
}
#endif

#endif
