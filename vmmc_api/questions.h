/* SPDX-License-Identifier: MIT */
/* Questions to the kernel that both interfaces of the library ask. */
#ifndef SHRIMP_VMMC_API_QUESTIONS_H
#define SHRIMP_VMMC_API_QUESTIONS_H
#include "internal.h"

/* VMMC_TRAP_IMPORT or VMMC_TRAP_IMPORT_START: the kernel writes the buffer's proxy address to the pointer at
 * `proxy`, of whatever type it is, then its size to *words. */
static inline int vmmc_ask_for_import(long trap, struct vmmc_process exporter, unsigned int id, void* proxy,
                                      volatile int32_t* words) {
  const long status = shrimp_trap(trap, (long)exporter.node, exporter.pid, (long)id, vmmc_trap_address(proxy),
                                  vmmc_trap_address(words));
  return status < 0 ? (int)status : VMMC_OK;
}

/* Writes up to `capacity` importers, and returns how many there are. */
static inline int vmmc_ask_for_importers(unsigned int id, vmmc_node* nodes, vmmc_pid* pids, int capacity) {
  return (int)shrimp_trap(VMMC_TRAP_IMPORTERS, (long)id, vmmc_trap_address(nodes), vmmc_trap_address(pids),
                          capacity, 0);
}

#endif
