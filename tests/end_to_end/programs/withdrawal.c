/* A receive buffer is taken back while one process sends to it and another is bound to it: nothing lands in
 * its memory any more, and both learn of it. Then the same id is exported anew, to one of them alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vmmc.h>

enum { PAGES = 3, BYTES = PAGES * VMMC_PAGE_BYTES, ID = 7, FIRST_PID = 100, MARK = 0x5a };

static char buffer[BYTES] __attribute__((aligned(VMMC_PAGE_BYTES)));
static char source[BYTES] __attribute__((aligned(VMMC_PAGE_BYTES)));

static void expect(long got, long want, const char* what) {
  if (got == want) return;
  printf("%s: %ld instead of %ld\n", what, got, want);
  exit(1);
}

static struct vmmc_process process_of(int rank) {
  vmmc_node nodes[64];
  const int count = vmmc_nodes(nodes, 64);
  const struct vmmc_process p = {nodes[rank % count], FIRST_PID + rank / count};
  return p;
}

static void export_and_take_back(void) {
  expect(vmmc_export(buffer, BYTES, ID, 0, 0, 0), VMMC_OK, "export");
  while (vmmc_importers(ID, 0, 0) < 2) usleep(100);
  struct vmmc_process who[2];
  expect(vmmc_importers(ID, who, 2), 2, "importers");
  usleep(3000); /* both are at it */
  expect(vmmc_export_state(ID), VMMC_OK, "state");
  expect(vmmc_unexport(ID), VMMC_OK, "unexport");
  int arrived = 0;
  for (int i = 0; i < BYTES; ++i) arrived += buffer[i] != 0;
  if (arrived < VMMC_PAGE_BYTES) expect(arrived, BYTES, "bytes that had arrived");
  memset(buffer, MARK, BYTES);
  expect(vmmc_unexport(ID), VMMC_ERROR_NOT_EXPORTED, "unexport twice");
  expect(vmmc_export_state(ID), VMMC_ERROR_NOT_EXPORTED, "state of nothing");
  expect(vmmc_importers(ID, 0, 0), VMMC_ERROR_NOT_EXPORTED, "importers of nothing");
  usleep(10000);
  for (int i = 0; i < BYTES; ++i)
    if (buffer[i] != MARK) expect(i, -1, "a byte changed after the unexport");

  const struct vmmc_process second = process_of(2);
  expect(vmmc_export(buffer, BYTES, ID, 0, &second, 1), VMMC_OK, "export anew");
  while (*(volatile int*)buffer != 1) continue;
  while (vmmc_importers(ID, 0, 0) > 0) usleep(100); /* the importer has ended */
  puts("taken back");
}

static void send_until_refused(void) {
  vmmc_proxy proxy;
  size_t bytes;
  expect(vmmc_import(process_of(0), ID, &proxy, &bytes), VMMC_OK, "import");
  memset(source, 1, BYTES);
  int status = VMMC_OK;
  while (status == VMMC_OK) status = vmmc_send(source, proxy, BYTES);
  expect(status, VMMC_ERROR_WITHDRAWN, "send");
  expect(vmmc_import_state(vmmc_at(proxy, BYTES - 4)), VMMC_ERROR_WITHDRAWN, "state");
  expect(vmmc_send_notify(source, proxy, 4), VMMC_ERROR_WITHDRAWN, "send with notification");
  expect(vmmc_bind(source, proxy, BYTES, VMMC_SINGLE_WRITE, 0), VMMC_ERROR_WITHDRAWN, "bind");
  expect(vmmc_unimport(vmmc_at(proxy, 4)), VMMC_ERROR_NOT_IMPORTED, "unimport off the first byte");
  expect(vmmc_unimport(proxy), VMMC_OK, "unimport");
  expect(vmmc_unimport(proxy), VMMC_ERROR_NOT_IMPORTED, "unimport twice");
  expect(vmmc_import_state(proxy), VMMC_ERROR_NOT_IMPORTED, "state of nothing");
  expect(vmmc_send(source, proxy, 4), VMMC_ERROR_NOT_IMPORTED, "send to nothing");
  expect(vmmc_import(process_of(0), ID, &proxy, &bytes), VMMC_ERROR_PERMISSION, "import for another");
  puts("refused");
}

static void store_until_refused(void) {
  vmmc_proxy proxy;
  size_t bytes;
  expect(vmmc_import(process_of(0), ID, &proxy, &bytes), VMMC_OK, "import");
  expect(vmmc_bind(source, proxy, BYTES, VMMC_TIMER_WRITE, 0), VMMC_OK, "bind");
  int status = VMMC_OK;
  for (int i = 0; status == VMMC_OK; ++i) {
    for (int j = 0; j < BYTES; j += 16) *(volatile int*)(source + j) = i + 1;
    status = vmmc_import_state(proxy);
  }
  expect(status, VMMC_ERROR_WITHDRAWN, "state");
  for (int j = 0; j < BYTES; j += 16) *(volatile int*)(source + j) = 2; /* goes nowhere */
  expect(vmmc_unimport(proxy), VMMC_OK, "unimport");
  expect(vmmc_import(process_of(0), ID, &proxy, &bytes), VMMC_OK, "import anew");
  *(volatile int*)source = 1;
  expect(vmmc_send(source, proxy, 4), VMMC_OK, "send");
  puts("and again");
}

int main(void) {
  switch (atoi(getenv("SHRIMP_RANK"))) {
    case 0:
      export_and_take_back();
      break;
    case 1:
      send_until_refused();
      break;
    default:
      store_until_refused();
  }
  return 0;
}
