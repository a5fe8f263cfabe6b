/* SPDX-License-Identifier: MIT */
/* Deliberate update at user level (HPCA'96, section 4): no trap, only loads and stores.
 *
 * A transfer of the engine stays inside one page of source and destination, so a message is split at both.
 * The checks are those of the library of 1995: alignment, size, page ends, and whether the message fits the
 * buffer. */
#include "imported.h"
#include "sbl_ext.h"
#include "udma.h"

static int words_to_page_end(const Int32* address) {
  return (int)((VMMC_PAGE_BYTES - ((uintptr_t)address & (VMMC_PAGE_BYTES - 1))) / VMMC_WORD_BYTES);
}

/* How many of these words one transfer can take. */
static int piece_of(const Int32* source, const Int32* destination, int nwords) {
  const int of_source = words_to_page_end(source);
  const int of_destination = words_to_page_end(destination);
  const int of_both = of_source < of_destination ? of_source : of_destination;
  return nwords < of_both ? nwords : of_both;
}

static int check(const Int32* source, const Int32* destination, int nwords) {
  if (((uintptr_t)source | (uintptr_t)destination) & (VMMC_WORD_BYTES - 1)) return SBL_EAlignment;
  if (nwords <= 0) return SBL_ERange;
  return vmmc_check_imported(destination, nwords);
}

int SBL_SendMsg(Int32* sendAddr, Int32* destAddr, int nwords) {
  int status = check(sendAddr, destAddr, nwords);
  if (status < 0) return status;
  for (;;) {
    const int piece = piece_of(sendAddr, destAddr, nwords);
    status = vmmc_udma_result(vmmc_udma_start(sendAddr, destAddr, piece * VMMC_WORD_BYTES));
    if (status < 0) return status;
    nwords -= piece;
    if (nwords == 0) break;
    sendAddr += piece;
    destAddr += piece;
  }
  /* The engine takes one transfer at a time: when the last has been read, all have. */
  vmmc_udma_finish(sendAddr);
  return SBL_OK;
}

int SBL_SendMsgStart(Int32* sendAddr, Int32* destAddr, int nwords) {
  const int status = check(sendAddr, destAddr, nwords);
  if (status < 0) return status;
  if (piece_of(sendAddr, destAddr, nwords) < nwords) return SBL_ERange;
  return vmmc_udma_result(vmmc_udma_try(sendAddr, destAddr, nwords * VMMC_WORD_BYTES));
}

int SBL_SendMsgDone(Int32* sendAddr) {
  return !(vmmc_udma_load(sendAddr) & VMMC_UDMA_MATCH);
}
