/* SPDX-License-Identifier: MIT */
/* Imports: a remote receive buffer appears in the destination space of this process, and goes again.
 *
 * The node's trusted daemon does the work (IPPS'96, section 3). It writes the result into memory of the
 * process, address first, size last. */
#include "imported.h"
#include "questions.h"

int vmmc_import(struct vmmc_process exporter, unsigned int id, vmmc_proxy* proxy, size_t* bytes) {
  struct vmmc_import_request request = {0, 0};
  const int status = vmmc_ask_for_import(VMMC_TRAP_IMPORT, exporter, id, &request.proxy, &request.words);
  if (status < 0) return status;
  vmmc_import_done(&request, proxy, bytes);
  return VMMC_OK;
}

int vmmc_import_start(struct vmmc_process exporter, unsigned int id, struct vmmc_import_request* request) {
  return vmmc_ask_for_import(VMMC_TRAP_IMPORT_START, exporter, id, &request->proxy, &request->words);
}

int vmmc_import_done(struct vmmc_import_request* request, vmmc_proxy* proxy, size_t* bytes) {
  const int32_t words = request->words;
  if (words <= 0) return words;
  *proxy = request->proxy;
  *bytes = (size_t)words * VMMC_WORD_BYTES;
  vmmc_remember_imported(*proxy, *bytes);
  return 1;
}

int vmmc_import_state(vmmc_proxy place) {
  struct vmmc_imported range;
  return vmmc_ask_imported(place, &range);
}

int vmmc_unimport(vmmc_proxy buffer) {
  /* Before, since handlers run when the kernel returns; and after, since one may have sent there meanwhile.
   */
  vmmc_forget_imported(buffer);
  const long status = shrimp_trap(VMMC_TRAP_UNIMPORT, vmmc_trap_address(buffer), 0, 0, 0, 0);
  if (status < 0) return (int)status;
  vmmc_forget_imported(buffer);
  return VMMC_OK;
}
