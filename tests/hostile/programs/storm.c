/* SPDX-License-Identifier: MIT */
/* Exports and imports that come and go while data are under way: `storm WHAT ID`. Process 3 exports, is sent
 * to, takes its buffer back and uses the memory for itself, again and again; processes 2 and 4, on the other
 * node, and 5, on its own, import and stream into whatever they find. */
#define END_US 160000
#include "hostile.h"

enum { BUFFER = 71, PAGES = 2, WORDS = PAGES * PAGE_WORDS, OPEN_WORD = 77, PRIVATE_WORD = 0x5ec };
static int32_t buffer[WORDS] PAGE_ALIGNED, source[WORDS] PAGE_ALIGNED;
static const char* id;

static void come_and_go(void) {
  int rounds = 0, received = 0;
  for (; now_us() < end_us - 30000; ++rounds) {
    memset(buffer, 0, sizeof buffer);
    MUST(vmmc_export(buffer, sizeof buffer, BUFFER, NULL, NULL, 0));
    for (const double until = now_us() + 6000; now_us() < until;) usleep(100);
    MUST(vmmc_unexport(BUFFER));
    for (int i = 0; i < WORDS; ++i) {
      received += buffer[i] == OPEN_WORD;
      buffer[i] = PRIVATE_WORD;
    }
    for (const double until = now_us() + 3000; now_us() < until;)
      for (int i = 0; i < WORDS; ++i)
        if (look(buffer + i) != PRIVATE_WORD) {
          printf("breaks %s: word %d is %d after the buffer was taken back\n", id, i, look(buffer + i));
          exit(1);
        }
  }
  ENDED(id, "nothing-misplaced", rounds > 3 && received > 0);
}

/* Imports whatever there is, and sends until it is withdrawn. */
static void stream(void) {
  for (int i = 0; i < WORDS; ++i) source[i] = OPEN_WORD;
  while (now_us() < end_us - 25000) {
    static struct vmmc_import_request request;
    vmmc_proxy remote;
    size_t bytes;
    int done = 0;
    MUST(vmmc_import_start(process_of(3), BUFFER, &request));
    while (now_us() < end_us - 25000 && (done = vmmc_import_done(&request, &remote, &bytes)) == 0)
      usleep(200);
    if (done != 1) continue;
    int status = 0;
    while (status == 0 && now_us() < end_us - 25000)
      status = vmmc_send(source, remote, my_rank() == 4 ? sizeof source : 4 * (size_t)(my_rank() + 30));
    if (status != 0 && status != VMMC_ERROR_WITHDRAWN) printf("breaks %s: a send came to %d\n", id, status);
    MUST(vmmc_unimport(remote));
  }
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 2) return 2;
  id = argv[1];
  my_rank() == 3 ? come_and_go() : stream();
  return 0;
}
