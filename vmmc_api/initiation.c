/* SPDX-License-Identifier: MIT */
/* Which way of starting a deliberate update this machine has, and the way there. */
#include "initiation.h"

#include "compare_exchange.h"

int vmmc_initiation(void) {
  static int asked, known; /* the machine does not change while a program runs */
  if (asked) return known;
  const long answer = shrimp_trap(VMMC_TRAP_INITIATION, 0, 0, 0, 0, 0);
  /* A kernel without this question has no other way. */
  known = answer < 0 ? VMMC_INITIATION_TWO_REFERENCES : (int)answer;
  asked = 1;
  return known;
}

static int send_by_system_call(const void* source, vmmc_proxy destination, size_t bytes, int notify) {
  return (int)shrimp_trap(VMMC_TRAP_SEND, vmmc_trap_address(source), vmmc_trap_address(destination),
                          (long)bytes, notify, 0);
}

int vmmc_send_otherwise(const void* source, vmmc_proxy destination, size_t bytes, int notify) {
  if (vmmc_initiation() == VMMC_INITIATION_COMPARE_EXCHANGE)
    return vmmc_exchange_send(source, destination, bytes, notify);
  return send_by_system_call(source, destination, bytes, notify);
}

int vmmc_send_start_otherwise(const void* source, vmmc_proxy destination, size_t bytes, int notify) {
  if (bytes > vmmc_transfer_limit(source, destination)) return VMMC_ERROR_RANGE;
  if (vmmc_initiation() == VMMC_INITIATION_COMPARE_EXCHANGE)
    return vmmc_exchange_start(source, destination, bytes, notify);
  return send_by_system_call(source, destination, bytes, notify);
}

int vmmc_send_done_otherwise(const void* source) {
  /* The system call returns when the source has been read. */
  return vmmc_initiation() != VMMC_INITIATION_COMPARE_EXCHANGE || vmmc_exchange_done(source);
}
