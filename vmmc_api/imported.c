/* SPDX-License-Identifier: MIT */
/* A small table of imported ranges, oldest replaced first; what it forgets, the kernel knows. */
#include "imported.h"

#include "udma_references.h"

enum { REMEMBERED = 64 };

struct vmmc_imported vmmc_last_imported;
static struct vmmc_imported table[REMEMBERED];
static int next_entry;

static int in_destination_space(uintptr_t address) {
  const uint32_t pentium_address = (uint32_t)address;
  return pentium_address >= SHRIMP_DESTINATION_OFFSET && pentium_address < SHRIMP_DESTINATION_END;
}

void vmmc_remember_imported(const Int32* proxy, int nwords) {
  vmmc_last_imported.start = (uintptr_t)proxy;
  vmmc_last_imported.bytes = (uintptr_t)nwords * VMMC_WORD_BYTES;
  table[next_entry] = vmmc_last_imported;
  next_entry = (next_entry + 1) % REMEMBERED;
}

int vmmc_find_imported(const Int32* address) {
  for (int i = 0; i < REMEMBERED; ++i) {
    if ((uintptr_t)address - table[i].start < table[i].bytes) {
      vmmc_last_imported = table[i];
      return SBL_OK;
    }
  }
  vmmc_last_imported.bytes = 0;
  if (!in_destination_space((uintptr_t)address)) return SBL_ENotImported;
  Int32* proxy = 0;
  int nwords = 0;
  const long status = shrimp_trap(VMMC_TRAP_IMPORTED, vmmc_trap_address(address), vmmc_trap_address(&proxy),
                                  vmmc_trap_address(&nwords), 0, 0);
  if (status >= 0 && nwords > 0) vmmc_remember_imported(proxy, nwords);
  return SBL_OK;
}
