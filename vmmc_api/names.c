/* SPDX-License-Identifier: MIT */
/* Nodes and processes: what a program asks about the machine, and how it starts another. */
#include "internal.h"

struct vmmc_process vmmc_self(void) {
  struct vmmc_process self = {0, 0};
  shrimp_trap(VMMC_TRAP_SELF, vmmc_trap_address(&self.node), vmmc_trap_address(&self.pid), 0, 0, 0);
  return self;
}

int vmmc_nodes(vmmc_node* nodes, int capacity) {
  if (capacity < 0) return VMMC_ERROR_ARGUMENT;
  return (int)shrimp_trap(VMMC_TRAP_NODES, vmmc_trap_address(capacity ? nodes : 0), capacity, 0, 0, 0);
}

int vmmc_spawn(const char* file, char* const argv[], vmmc_node node, struct vmmc_process* child) {
  static char* const no_arguments[] = {0, 0};
  vmmc_pid pid = 0;
  const long status =
      shrimp_trap(VMMC_TRAP_SPAWN, vmmc_trap_address(file), vmmc_trap_address(argv ? argv : no_arguments),
                  (long)node, vmmc_trap_address(&pid), 0);
  if (status < 0) return (int)status;
  child->node = node;
  child->pid = pid;
  return VMMC_OK;
}
