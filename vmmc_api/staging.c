/* SPDX-License-Identifier: MIT */
#include "staging.h"

#include <string.h>

#include "pairing.h"

enum { PAGES = 4 };

static char page[PAGES][VMMC_PAGE_BYTES] __attribute__((aligned(VMMC_PAGE_BYTES)));
static size_t last_offset[PAGES];
static int next; /* to take for a new destination: in turn */

int vmmc_choose_staging(vmmc_proxy destination, uintptr_t not_this) {
  for (int i = 0; i < PAGES; ++i) {
    if (vmmc_page_of(page[i]) != not_this && vmmc_is_paired(page[i], destination)) return i;
  }
  if (vmmc_page_of(page[next]) == not_this) next = (next + 1) % PAGES;
  const int chosen = next;
  next = (chosen + 1) % PAGES;
  return chosen;
}

char* vmmc_staging_place(int staging, vmmc_proxy destination) {
  return page[staging] + (uintptr_t)destination % VMMC_PAGE_BYTES;
}

void vmmc_stage(int staging, vmmc_proxy destination, const void* source, size_t bytes) {
  char* place = vmmc_staging_place(staging, destination);
  memcpy(place, source, bytes);
  last_offset[staging] = (size_t)(place - page[staging]);
}

const char* vmmc_staging_last(int staging) {
  return page[staging] + last_offset[staging];
}
