/* SPDX-License-Identifier: MIT */
/* One place for each of some classes of source pages; a page that is not there is paired anew.
 *
 * A handler of notifications may run, and pair other pages, between any two lines here. It never pairs the
 * page of the send that it interrupts (compare_exchange.c). So a pair is written source last, read source
 * last, and dropped if it was overwritten meanwhile. */
#include "pairing.h"

enum { CLASSES = 1024 };

struct pairing {
  volatile uintptr_t source; /* page numbers; 0: none */
  volatile uintptr_t destination;
};
static struct pairing table[CLASSES];

static struct pairing* place_of(uintptr_t source) {
  return &table[source % CLASSES];
}

int vmmc_is_paired(const void* source, vmmc_proxy destination) {
  const struct pairing* p = place_of(vmmc_page_of(source));
  return p->destination == vmmc_page_of(destination) && p->source == vmmc_page_of(source);
}

int vmmc_pair(const void* source, vmmc_proxy destination) {
  const long status =
      shrimp_trap(VMMC_TRAP_PAIR, vmmc_trap_address(source), vmmc_trap_address(destination), 0, 0, 0);
  if (status < 0) return (int)status;
  const uintptr_t source_page = vmmc_page_of(source), destination_page = vmmc_page_of(destination);
  struct pairing* p = place_of(source_page);
  p->source = 0;
  p->destination = destination_page;
  p->source = source_page;
  if (p->destination != destination_page) p->source = 0;
  return VMMC_OK;
}

void vmmc_forget_pairing(const void* source) {
  struct pairing* p = place_of(vmmc_page_of(source));
  if (p->source == vmmc_page_of(source)) p->source = 0;
}
