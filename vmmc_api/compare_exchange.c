/* SPDX-License-Identifier: MIT */
/* The transfers of a message by compare-and-exchange.
 *
 * A handler of notifications may interrupt a send here and send itself. If it paired anew the page that is in
 * hand, or staged data there, the interrupted exchange would send the wrong data or to the wrong place; so it
 * keeps off that page. */
#include "compare_exchange.h"

#include "compare_exchange_references.h"
#include "imported.h"
#include "pairing.h"
#include "staging.h"
#include "udma_references.h"

/* How often a page is paired anew if the board refuses it: its pairing may end at any time, when the page is
 * moved, but hardly so often in a row. */
enum { TRIES = 8 };

static volatile uintptr_t page_in_hand; /* a number; 0: none */

/* Rests while most of a running transfer is moved, as vmmc_udma_rest. */
static void rest(uint32_t answer) {
  volatile uint32_t words = (answer & VMMC_COMMAND_REMAINING) / VMMC_WORD_BYTES;
  while (words > 1) --words;
}

static void await_read(const void* from) {
  uint32_t answer;
  while ((answer = vmmc_command_load(from)) & VMMC_COMMAND_MATCH) rest(answer);
}

static int exchange(const void* from, vmmc_proxy to, size_t bytes, int wait) {
  for (int refused = 0; refused < TRIES;) {
    if (!vmmc_is_paired(from, to)) {
      const int status = vmmc_pair(from, to);
      if (status < 0) return status;
    }
    const uint32_t answer = vmmc_command_exchange(from, (uint32_t)bytes);
    if (answer == VMMC_COMMAND_IDLE) return VMMC_OK;
    if (answer & VMMC_COMMAND_ERROR) {
      vmmc_forget_pairing(from);
      ++refused;
    } else if (wait) {
      rest(answer);
    } else {
      return VMMC_ERROR_BUSY;
    }
  }
  return VMMC_ERROR_DEVICE;
}

/* Sends one transfer's worth from a staging page. */
static int exchange_staged(const void* source, vmmc_proxy to, size_t bytes, int wait, uintptr_t interrupted) {
  const int staging = vmmc_choose_staging(to, interrupted);
  page_in_hand = vmmc_page_of(vmmc_staging_place(staging, to));
  const char* last = vmmc_staging_last(staging);
  if (!wait && (vmmc_command_load(last) & VMMC_COMMAND_REMAINING)) return VMMC_ERROR_BUSY;
  await_read(last);
  vmmc_stage(staging, to, source, bytes);
  return exchange(vmmc_staging_place(staging, to), to, bytes, wait);
}

/* Starts one transfer. *staged: whether its source may be overwritten at once. */
static int start(const void* source, vmmc_proxy to, size_t bytes, int wait, int* staged) {
  const uintptr_t interrupted = page_in_hand;
  const size_t distance = (uintptr_t)source - (uintptr_t)to;
  *staged = distance % VMMC_PAGE_BYTES != 0 || vmmc_page_of(source) == interrupted;
  int status;
  if (*staged) {
    status = exchange_staged(source, to, bytes, wait, interrupted);
  } else {
    page_in_hand = vmmc_page_of(source);
    status = exchange(source, to, bytes, wait);
  }
  page_in_hand = interrupted;
  return status;
}

int vmmc_exchange_send(const void* source, vmmc_proxy destination, size_t bytes, int notify) {
  const char* from = source;
  for (;;) {
    const size_t limit = vmmc_transfer_limit(from, destination);
    const size_t piece = bytes < limit ? bytes : limit;
    bytes -= piece;
    int staged;
    const vmmc_proxy to = vmmc_at(destination, notify && bytes == 0 ? SHRIMP_NOTIFYING_OFFSET : 0);
    const int status = start(from, to, piece, 1, &staged);
    if (status < 0) return status;
    /* The engine takes one transfer at a time: when the last has been read, all have. */
    if (bytes == 0 && !staged) await_read(from);
    if (bytes == 0) return VMMC_OK;
    from += piece;
    destination = vmmc_at(destination, piece);
  }
}

int vmmc_exchange_start(const void* source, vmmc_proxy destination, size_t bytes, int notify) {
  int staged;
  return start(source, vmmc_at(destination, notify ? SHRIMP_NOTIFYING_OFFSET : 0), bytes, 0, &staged);
}

int vmmc_exchange_done(const void* source) {
  return !(vmmc_command_load(source) & VMMC_COMMAND_MATCH);
}
