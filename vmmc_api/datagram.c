/* SPDX-License-Identifier: MIT */
#include "datagram.h"

#include "internal.h"

int vmmc_port_open(int port) {
  return (int)shrimp_trap(VMMC_TRAP_PORT_OPEN, port, 0, 0, 0, 0);
}

int vmmc_port_close(int port) {
  return (int)shrimp_trap(VMMC_TRAP_PORT_CLOSE, port, 0, 0, 0, 0);
}

int vmmc_port_attend(int port, void (*serve)(void)) {
  shrimp_let_signals_enter();
  shrimp_on_datagram = serve;
  return (int)shrimp_trap(VMMC_TRAP_PORT_ATTEND, port, 0, 0, 0, 0);
}

int vmmc_datagram_send(int from_port, vmmc_node node, int to_port, const void* data, size_t bytes) {
  if (bytes > VMMC_DATAGRAM_BYTES) return VMMC_ERROR_RANGE;
  return (int)shrimp_trap(VMMC_TRAP_DATAGRAM_SEND, from_port, (long)node, to_port, vmmc_trap_address(data),
                          (long)bytes);
}

int vmmc_datagram_receive(int port, struct vmmc_datagram* datagram, void* data, size_t capacity) {
  return (int)shrimp_trap(VMMC_TRAP_DATAGRAM_RECEIVE, port, vmmc_trap_address(datagram),
                          vmmc_trap_address(data), (long)capacity, 0);
}
