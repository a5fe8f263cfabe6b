/* SPDX-License-Identifier: MIT */
/* A small table of imported ranges, oldest replaced first; what it forgets, the kernel knows. */
#include "imported.h"

#include "initiation.h"

enum { REMEMBERED = 64 };

struct vmmc_imported vmmc_last_imported;
static struct vmmc_imported table[REMEMBERED];
static int next_entry;

/* In this order, since a handler may look at the entry, or overwrite it, between two of these lines. */
static void set(struct vmmc_imported* entry, struct vmmc_imported range) {
  volatile struct vmmc_imported* e = entry;
  e->bytes = 0;
  e->start = range.start;
  e->bytes = range.bytes;
  if (e->start != range.start) e->bytes = 0;
}

/* An entry as it was at one instant, though a handler may overwrite it while it is read. */
static struct vmmc_imported get(const struct vmmc_imported* entry) {
  const volatile struct vmmc_imported* e = entry;
  struct vmmc_imported range;
  do {
    range.start = e->start;
    range.bytes = e->bytes;
  } while (e->start != range.start);
  return range;
}

static int holds(struct vmmc_imported range, vmmc_proxy place) {
  return (uintptr_t)place - range.start < range.bytes;
}

static void make_last(struct vmmc_imported range) {
  if (vmmc_initiation() == VMMC_INITIATION_TWO_REFERENCES) set(&vmmc_last_imported, range);
}

static void remember(struct vmmc_imported range) {
  const int entry = next_entry;
  next_entry = (entry + 1) % REMEMBERED;
  set(&table[entry], range);
}

static int recall(vmmc_proxy place, struct vmmc_imported* range) {
  for (int i = 0; i < REMEMBERED; ++i) {
    *range = get(&table[i]);
    if (holds(*range, place)) return 1;
  }
  return 0;
}

void vmmc_remember_imported(vmmc_proxy buffer, size_t bytes) {
  struct vmmc_imported range;
  if (!recall(buffer, &range)) {
    range.start = (uintptr_t)buffer;
    range.bytes = bytes;
    remember(range);
  }
  make_last(range);
}

void vmmc_forget_imported(vmmc_proxy place) {
  for (int i = 0; i < REMEMBERED; ++i) {
    if (holds(get(&table[i]), place)) table[i].bytes = 0;
  }
  if (holds(get(&vmmc_last_imported), place)) vmmc_last_imported.bytes = 0;
}

int vmmc_ask_imported(vmmc_proxy place, struct vmmc_imported* range) {
  uintptr_t start = 0;
  int32_t words = 0;
  const long status = shrimp_trap(VMMC_TRAP_IMPORTED, vmmc_trap_address(place), vmmc_trap_address(&start),
                                  vmmc_trap_address(&words), 0, 0);
  range->start = start;
  range->bytes = (uintptr_t)words * VMMC_WORD_BYTES;
  return status < 0 ? (int)status : VMMC_OK;
}

int vmmc_why_refused(vmmc_proxy place) {
  struct vmmc_imported range;
  const int status = vmmc_ask_imported(place, &range);
  if (status == VMMC_OK) return VMMC_ERROR_DEVICE;
  vmmc_forget_imported(place);
  return status;
}

int vmmc_find_imported(vmmc_proxy place, size_t bytes) {
  struct vmmc_imported range;
  if (!recall(place, &range)) {
    const int status = vmmc_ask_imported(place, &range);
    if (status < 0) return status;
    remember(range);
  }
  make_last(range);
  if (bytes > range.start + range.bytes - (uintptr_t)place) return VMMC_ERROR_RANGE;
  return vmmc_initiation() == VMMC_INITIATION_TWO_REFERENCES ? VMMC_OK : VMMC_START_OTHERWISE;
}
