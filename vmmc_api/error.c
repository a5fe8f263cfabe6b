/* SPDX-License-Identifier: MIT */
/* What a status means, as a sentence. The codes and words are ours; the manual has the call alone. */
#include <stdio.h>

#include "sbl.h"

static const char* sentence(int status) {
  switch (status) {
    case SBL_OK:
      return "no error.";
    case SBL_EAlignment:
      return "an address is not aligned: messages need words (4 bytes), mappings pages (4096 bytes).";
    case SBL_ERange:
      return "the size is not positive, or reaches beyond the buffer, page or memory it must lie in.";
    case SBL_ENoNode:
      return "the machine has no such node; SBL_Hosts lists those it has.";
    case SBL_EDuplicateId:
      return "this process has already exported a receive buffer with this id; choose another.";
    case SBL_EOverlap:
      return "the memory overlaps a receive buffer that this process has already exported.";
    case SBL_ENotImported:
      return "the destination is in no imported buffer; use the address that the import gave.";
    case SBL_ENoMemory:
      return "the node has no room left for this mapping or table.";
    case SBL_EUnsupported:
      return "this machine, or this version of the library, cannot do this.";
    case SBL_EPermission:
      return "the exporter does not let this process import the buffer.";
    case SBL_ENoProcess:
      return "the process has ended or does not exist, so its buffer cannot be imported.";
    case SBL_EArgument:
      return "an argument has no meaning for this call.";
    case SBL_EBusy:
      return "another transfer is running; try again.";
    case SBL_EDevice:
      return "the network interface refused the transfer.";
    default:
      return status > 0 ? "no error." : "an unknown error.";
  }
}

void SBL_Error(int status, const char* text) {
  fprintf(stderr, "%s%s%s\n", text ? text : "", text ? ": " : "", sentence(status));
}
