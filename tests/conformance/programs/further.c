/* SPDX-License-Identifier: MIT */
/* The calls of IPPS'96 that the manual lacks: taking back an export, an import, a binding; a send that does
 * not block. Process 0 sends, process 1 receives. */
#include "conforms.h"

#include <vmmc.h>

enum { KEPT = 1, TAKEN_BACK = 2, WORDS = 2 * PAGE_WORDS, LACKS_AT = 1500 };
static Int32 kept[WORDS] PAGE_ALIGNED, taken_back[PAGE_WORDS] PAGE_ALIGNED;
static Int32 source[WORDS] PAGE_ALIGNED;

static vmmc_proxy import(unsigned id) {
  const struct vmmc_process exporter = {node_of(1), pid_of(1)};
  vmmc_proxy proxy;
  size_t bytes;
  MUST(vmmc_import(exporter, id, &proxy, &bytes));
  return proxy;
}

/* A transfer that is started, and asked about until its source has been read. */
static void send_without_blocking(vmmc_proxy remote) {
  const char* id = "2.further.nonblocking";
  for (int i = 0; i < PAGE_WORDS; ++i) source[i] = 3;
  CONFORMS(id, vmmc_send_start(source, remote, VMMC_PAGE_BYTES) == 0);
  CONFORMS(id, vmmc_send_done(source) == 0); /* a page takes the engine some 170 us */
  CONFORMS(id, vmmc_send_start(source + PAGE_WORDS, remote, 4) == VMMC_ERROR_BUSY);
  while (!vmmc_send_done(source)) continue;
  for (int i = 0; i < PAGE_WORDS; ++i) source[i] = 4;
  CONFORMS(id, vmmc_send_start(source, vmmc_at(remote, 4), VMMC_PAGE_BYTES) == VMMC_ERROR_RANGE);
}

static void bind_and_unbind(vmmc_proxy remote) {
  const char* id = "2.further.unbind";
  Int32 lacks = vmmc_bind(source, remote, VMMC_PAGE_BYTES, VMMC_BLOCK_WRITE, 0) == VMMC_ERROR_UNSUPPORTED;
  if (lacks) {
    CONFORMS(id, vmmc_unbind(source, VMMC_PAGE_BYTES) == VMMC_ERROR_UNSUPPORTED);
    printf("unsupported %s\n", id);
    MUST(vmmc_send(&lacks, vmmc_at(remote, LACKS_AT * 4), 4));
    return;
  }
  source[0] = 6;
  source[1] = 7; /* waits in the packetizer */
  CONFORMS(id, vmmc_unbind(source, VMMC_PAGE_BYTES) == 0);
  source[2] = 8;
  let_arrive();
}

static void send(void) {
  const vmmc_proxy remote = import(KEPT);
  const vmmc_proxy withdrawn = import(TAKEN_BACK);
  Int32 word = 5;
  meet();
  MUST(vmmc_send(&word, withdrawn, 4));
  send_without_blocking(remote);
  meet();
  bind_and_unbind(remote);
  meet();
  meet();        /* the receiver has taken its buffer back */
  usleep(20000); /* the daemons are slower than messages */
  CONFORMS("2.further.unexport", vmmc_send(&word, vmmc_at(withdrawn, 4), 4) == VMMC_ERROR_WITHDRAWN);
  CONFORMS("2.further.unexport", vmmc_import_state(withdrawn) == VMMC_ERROR_WITHDRAWN);
  CONFORMS("2.further.unimport", vmmc_send(&word, vmmc_at(remote, 8), 4) == 0);
  CONFORMS("2.further.unimport", vmmc_unimport(remote) == 0);
  CONFORMS("2.further.unimport", vmmc_send(&word, vmmc_at(remote, 12), 4) == VMMC_ERROR_NOT_IMPORTED);
  CONFORMS("2.further.unimport", vmmc_unimport(remote) == VMMC_ERROR_NOT_IMPORTED);
  CONFORMS("2.further.unimport", vmmc_unimport(withdrawn) == 0);
  meet();
}

static void receive(void) {
  MUST(vmmc_export(kept, sizeof kept, KEPT, NULL, NULL, 0));
  MUST(vmmc_export(taken_back, sizeof taken_back, TAKEN_BACK, NULL, NULL, 0));
  meet();
  meet();
  int all = 1;
  for (int i = 0; i < PAGE_WORDS; ++i) all = all && kept[i] == 3;
  CONFORMS("2.further.nonblocking", all);
  CONFORMS("2.further.unexport", taken_back[0] == 5);
  meet();
  if (!kept[LACKS_AT]) CONFORMS("2.further.unbind", kept[0] == 6 && kept[1] == 7 && kept[2] == 3);
  CONFORMS("2.further.unexport", vmmc_unexport(TAKEN_BACK) == 0);
  CONFORMS("2.further.unexport", vmmc_unexport(TAKEN_BACK) == VMMC_ERROR_NOT_EXPORTED);
  meet();
  meet();
  CONFORMS("2.further.unexport", taken_back[1] == 0);
  CONFORMS("2.further.unimport", kept[2] == 5 && kept[3] == 3);
}

int main(void) {
  my_rank() == 0 ? send() : receive();
  return 0;
}
