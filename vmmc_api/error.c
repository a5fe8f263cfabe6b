/* SPDX-License-Identifier: MIT */
/* What a status means, as a sentence. */
#include "vmmc.h"

const char* vmmc_error_text(int status) {
  switch (status) {
    case VMMC_ERROR_ALIGNMENT:
      return "an address or a length is not aligned: messages need words (4 bytes), mappings pages (4096 "
             "bytes).";
    case VMMC_ERROR_RANGE:
      return "the size is not positive, or reaches beyond the buffer, page or memory it must lie in.";
    case VMMC_ERROR_NO_NODE:
      return "the machine has no such node; ask it which nodes it has.";
    case VMMC_ERROR_DUPLICATE_ID:
      return "this process has already exported a receive buffer with this id, or the port is taken; choose "
             "another.";
    case VMMC_ERROR_OVERLAP:
      return "the memory overlaps a receive buffer that this process has already exported.";
    case VMMC_ERROR_NOT_IMPORTED:
      return "the destination is in no imported buffer; use the address that the import gave.";
    case VMMC_ERROR_NO_MEMORY:
      return "the node has no room left for this mapping or table.";
    case VMMC_ERROR_UNSUPPORTED:
      return "this machine cannot do this.";
    case VMMC_ERROR_PERMISSION:
      return "the exporter does not let this process import the buffer.";
    case VMMC_ERROR_NO_PROCESS:
      return "the process has ended or does not exist: its buffer cannot be imported, its port has no owner.";
    case VMMC_ERROR_ARGUMENT:
      return "an argument has no meaning for this call.";
    case VMMC_ERROR_WITHDRAWN:
      return "the exporter has taken the buffer back, or has ended; the buffer takes no more data.";
    case VMMC_ERROR_NOT_EXPORTED:
      return "this process exports no receive buffer with this id, or does not have this port.";
    case VMMC_ERROR_IN_HANDLER:
      return "a handler of notifications cannot do this; notifications stay blocked until it returns.";
    case VMMC_ERROR_UNREACHABLE:
      return "the daemon of the other node does not answer.";
    case VMMC_ERROR_NO_PROGRAM:
      return "there is no such program, or it cannot be run.";
    case VMMC_ERROR_LOST:
      return "the network has lost data of this buffer; its contents cannot be trusted.";
    case VMMC_ERROR_NOTIFICATIONS_LOST:
      return "the queue of notifications was full; some never come, though their data have.";
    case VMMC_ERROR_TOO_MANY:
      return "the node has reached its limit of processes, pinned pages or ports, or a port that of its "
             "queue.";
    case VMMC_ERROR_BUSY:
      return "another transfer is running; try again.";
    case VMMC_ERROR_DEVICE:
      return "the network interface refused the transfer.";
    default:
      return status >= 0 ? "no error." : "an unknown error.";
  }
}
