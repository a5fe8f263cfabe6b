/* SPDX-License-Identifier: MIT */
/* Traps of the VMMC library into the simulated kernel: the only thing the library knows of what runs it.
 * On the real machine these were system calls and messages to the node's daemon (IPPS'96, section 3). */
#ifndef SHRIMP_VMMC_API_TRAP_H
#define SHRIMP_VMMC_API_TRAP_H
#include <stdint.h>

#include "vmmc_error.h"

/* Results are 0 or positive, or an error of vmmc_error.h. */
enum {
  /* address, bytes, id, handler (0: none), const struct vmmc_permission_list* (0: every process) */
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
   * (its start, its size): OK, VMMC_ERROR_NOT_IMPORTED, or VMMC_ERROR_WITHDRAWN or _LOST if it still appears
   * there but takes no more data */
  VMMC_TRAP_IMPORTED = 71,
  VMMC_TRAP_UNEXPORT = 72, /* id */
  VMMC_TRAP_UNIMPORT = 73, /* proxy address of the buffer's first byte */
  /* id: OK, VMMC_ERROR_NOT_EXPORTED, or VMMC_ERROR_LOST if data for it were lost on the network */
  VMMC_TRAP_EXPORT_STATE = 74,
  VMMC_TRAP_BLOCK = 75,             /* notifications of this process; a counter */
  VMMC_TRAP_UNBLOCK = 76,           /* result: > 0 unblocked, 0 only counted, < 0 error */
  VMMC_TRAP_WAIT_NOTIFICATION = 77, /* until a handler has run; result: how many have */
  /* const char* file, char* const* argv (used from [1] on, 0-ended), node, int32_t* pid: blocks until the
   * process exists */
  VMMC_TRAP_SPAWN = 78,
  /* source, proxy address, bytes, notify: a whole message by system call; returns when the source has been
   * read */
  VMMC_TRAP_SEND = 79,
  /* source address, proxy address: pairs the page of the source with the page of the destination for
   * compare-and-exchange */
  VMMC_TRAP_PAIR = 80,
  VMMC_TRAP_INITIATION = 81, /* result: VMMC_INITIATION_*: how this machine starts deliberate updates */
  VMMC_TRAP_SELF = 82,       /* uint32_t* node, int32_t* pid of the caller */
  VMMC_TRAP_WATCH = 83,      /* id, whether messages with notification for this buffer interrupt */
  /* nanoseconds (< 0: no limit), enum vmmc_awaited: until something has come; 1, or 0 when the time is over
   */
  VMMC_TRAP_AWAIT = 84,
  VMMC_TRAP_PORT_OPEN = 85,     /* port, 0: any; result: port */
  VMMC_TRAP_PORT_CLOSE = 86,    /* port */
  VMMC_TRAP_DATAGRAM_SEND = 87, /* port, node, port there, data, bytes */
  /* port, struct vmmc_datagram*, data, capacity; 1: got one, 0: none waits */
  VMMC_TRAP_DATAGRAM_RECEIVE = 88,
  /* port: what comes there is told by SHRIMP_SIGNAL_DATAGRAM; after SHRIMP_TRAP_SIGNALS_ENTER */
  VMMC_TRAP_PORT_ATTEND = 89
};

/* Result of VMMC_TRAP_WAIT_NOTIFICATION and VMMC_TRAP_AWAIT: nothing yet, but a signal waits. The caller
 * calls shrimp_take_signals. */
enum { VMMC_SIGNALLED = 0x40000000 };

/* Ways to start a deliberate update (the machine's parameter nic.initiation). */
enum {
  VMMC_INITIATION_TWO_REFERENCES = 0,   /* STORE and LOAD of proxies (HPCA'96) */
  VMMC_INITIATION_COMPARE_EXCHANGE = 1, /* one locked compare-and-exchange on a command page (ISCA'94) */
  VMMC_INITIATION_SYSTEM_CALL = 2       /* VMMC_TRAP_SEND */
};

/* Who may import: this process of this node; 0 stands for every node, or every process. */
struct vmmc_permission_entry {
  uint32_t node;
  int32_t pid;
};
struct vmmc_permission_list {
  uint64_t count;
  const struct vmmc_permission_entry* entries;
};

#ifdef __cplusplus
extern "C" {
#endif
/* Enters the kernel; provided by the run-time library of each program. */
long shrimp_trap(long number, long a, long b, long c, long d, long e);
/* Runs the handlers of signals that have come to this process by themselves; provided likewise. */
void shrimp_take_signals(void);
/* Tells the kernel how signals come to this process, once; provided likewise. */
void shrimp_let_signals_enter(void);
/* What runs when a datagram has come to an attended port; 0: nothing. Provided likewise. */
extern __attribute__((visibility("hidden"))) void (*shrimp_on_datagram)(void);
#ifdef __cplusplus
}
#endif

#endif
