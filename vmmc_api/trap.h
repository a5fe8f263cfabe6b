/* SPDX-License-Identifier: MIT */
/* Traps of the VMMC library into the simulated kernel: the only thing the library knows of what runs it.
 * On the real machine these were system calls and messages to the node's daemon (IPPS'96, section 3). */
#ifndef SHRIMP_VMMC_API_TRAP_H
#define SHRIMP_VMMC_API_TRAP_H
#include <stdint.h>

enum {
  VMMC_TRAP_EXPORT = 64,       /* address, bytes, id, handler */
  VMMC_TRAP_IMPORT = 65,       /* node, pid, id, struct vmmc_import_result*; blocks until the export exists */
  VMMC_TRAP_IMPORT_START = 66, /* the same; returns at once with bytes 0 and fills the result later */
  VMMC_TRAP_BIND = 67,         /* send address, proxy address, bytes, notify, mode (0 unbind, 1 single, 2 block, 3 timer) */
  VMMC_TRAP_CACHE_POLICY = 68, /* address, bytes, policy (0 write-back, 1 write-through, 2 uncached) */
  VMMC_TRAP_NODES = 69,        /* uint32_t* ids (may be 0), capacity; result: number of nodes */
  VMMC_TRAP_IMPORTERS = 70     /* id, uint32_t* nodes, int32_t* pids, capacity; result: number of importers */
};

/* Errors are negative results; sbl.h gives them their names. */
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

struct vmmc_import_result {
  uint64_t proxy_address;
  int32_t bytes; /* 0: not yet, < 0: error, > 0: size of the buffer */
};

/* Enters the kernel; provided by the run-time library of each program. */
#ifdef __cplusplus
extern "C"
#endif
long shrimp_trap(long number, long a, long b, long c, long d, long e);

#endif
