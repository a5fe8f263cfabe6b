/* SPDX-License-Identifier: MIT */
/* What can go wrong, as the library and the kernel both name it. All names and values are ours [A].
 *
 * Codes from -32 down are the library's own, and never come from the kernel. vmmc_error_text says each as a
 * sentence; sbl.h has the same values under its own names. */
#ifndef SHRIMP_VMMC_API_VMMC_ERROR_H
#define SHRIMP_VMMC_API_VMMC_ERROR_H

enum {
  VMMC_OK = 0,
  VMMC_ERROR_ALIGNMENT = -1,     /* an address or length is not a multiple of the word, or page, it must be */
  VMMC_ERROR_RANGE = -2,         /* a length is 0, or reaches beyond the buffer, page or memory */
  VMMC_ERROR_NO_NODE = -3,       /* the machine has no such node */
  VMMC_ERROR_DUPLICATE_ID = -4,  /* this process has already exported a buffer with this id */
  VMMC_ERROR_OVERLAP = -5,       /* the memory overlaps a receive buffer that is already exported */
  VMMC_ERROR_NOT_IMPORTED = -6,  /* the destination is in no imported buffer (any more) */
  VMMC_ERROR_NO_MEMORY = -7,     /* no room for another mapping or table */
  VMMC_ERROR_UNSUPPORTED = -8,   /* this machine cannot do it */
  VMMC_ERROR_PERMISSION = -9,    /* the exporter does not admit this importer */
  VMMC_ERROR_NO_PROCESS = -10,   /* the process has ended or does not exist */
  VMMC_ERROR_ARGUMENT = -11,     /* an argument has no meaning for this call */
  VMMC_ERROR_WITHDRAWN = -12,    /* the export has been taken back, or its process has ended */
  VMMC_ERROR_NOT_EXPORTED = -13, /* this process exports no buffer of this id */
  VMMC_ERROR_IN_HANDLER = -14,   /* not inside a notification handler */
  VMMC_ERROR_UNREACHABLE = -15,  /* the other node's daemon does not answer */
  VMMC_ERROR_NO_PROGRAM = -16,   /* spawn: no such program, or it cannot be run */
  VMMC_ERROR_LOST = -17,         /* the network has lost data of this buffer */
  VMMC_ERROR_NOTIFICATIONS_LOST = -18, /* the queue of notifications was full */
  VMMC_ERROR_TOO_MANY = -19,           /* a limit of the kernel: processes, pinned pages */
  VMMC_ERROR_BUSY = -32,               /* another transfer is running: try again (vmmc_send_start) */
  VMMC_ERROR_DEVICE = -33              /* the network interface refused the transfer */
};

#endif
