/* SPDX-License-Identifier: MIT */
/* Receive buffers: to export one, to take it back, and to ask who has imported it.
 *
 * The node's trusted daemon does the work (IPPS'96, section 3); the library checks and asks the kernel. */
#include <stdlib.h>

#include "questions.h"

/* A list of processes goes to the kernel as it is. */
_Static_assert(sizeof(struct vmmc_process) == sizeof(struct vmmc_permission_entry) &&
                   offsetof(struct vmmc_process, pid) == offsetof(struct vmmc_permission_entry, pid),
               "a process is named to the kernel as to the user");

int vmmc_export(void* buffer, size_t bytes, unsigned int id, vmmc_handler handler,
                const struct vmmc_process* admitted, int count) {
  if (!vmmc_word_aligned((uintptr_t)buffer)) return VMMC_ERROR_ALIGNMENT;
  const int status = vmmc_check_length(bytes);
  if (status < 0) return status;
  if (count < 0) return VMMC_ERROR_ARGUMENT;
  const struct vmmc_permission_list list = {(uint64_t)count, (const struct vmmc_permission_entry*)admitted};
  return (int)shrimp_trap(VMMC_TRAP_EXPORT, vmmc_trap_address(buffer), (long)bytes, (long)id,
                          (long)(intptr_t)handler, admitted ? vmmc_trap_address(&list) : 0);
}

int vmmc_unexport(unsigned int id) {
  return (int)shrimp_trap(VMMC_TRAP_UNEXPORT, (long)id, 0, 0, 0, 0);
}

int vmmc_export_state(unsigned int id) {
  return (int)shrimp_trap(VMMC_TRAP_EXPORT_STATE, (long)id, 0, 0, 0, 0);
}

int vmmc_importers(unsigned int id, struct vmmc_process* importers, int capacity) {
  if (capacity < 0) return VMMC_ERROR_ARGUMENT;
  vmmc_node* nodes = 0;
  vmmc_pid* pids = 0;
  if (capacity > 0) {
    nodes = malloc((size_t)capacity * (sizeof *nodes + sizeof *pids));
    if (!nodes) return VMMC_ERROR_NO_MEMORY;
    pids = (vmmc_pid*)(nodes + capacity);
  }
  const int found = vmmc_ask_for_importers(id, nodes, pids, capacity);
  for (int i = 0; i < found && i < capacity; ++i) {
    importers[i].node = nodes[i];
    importers[i].pid = pids[i];
  }
  free(nodes);
  return found;
}
