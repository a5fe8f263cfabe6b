/* SPDX-License-Identifier: MIT */
/* Import without the right to: `imports WHAT ID`, on both nodes. */
#include "hostile.h"

enum { MINE = 3 };
static int32_t mine[8];

/* Both victims' inboxes admit the other victim alone. */
static void without_permission(const char* id) {
  for (int v = 0; v < VICTIMS; ++v) {
    vmmc_proxy proxy = NULL;
    size_t bytes = 0;
    for (int i = 0; i < 3; ++i) {
      REFUSED(id, vmmc_import(process_of(v), INBOX, &proxy, &bytes), VMMC_ERROR_PERMISSION);
      struct vmmc_import_request request;
      MUST(vmmc_import_start(process_of(v), INBOX, &request));
      int done;
      while ((done = vmmc_import_done(&request, &proxy, &bytes)) == 0) usleep(100);
      REFUSED(id, done, VMMC_ERROR_PERMISSION);
    }
    if (proxy || bytes) printf("breaks %s: a proxy in spite of the error\n", id);
  }
}

/* Numbers of buffers that nobody exports: such an import waits. It gets nothing while the victims are there.
 */
static void forged_ids(const char* id) {
  static const unsigned ids[] = {0, 2, 99, 0x7fffffff, 0x80000000u, 0xffffffffu, 257, 65537};
  static struct vmmc_import_request request[16];
  for (int i = 0; i < 16; ++i) MUST(vmmc_import_start(process_of(i / 8), ids[i % 8], &request[i]));
  sleep_until(end_us - 15000);
  for (int i = 0; i < 16; ++i) {
    vmmc_proxy proxy;
    size_t bytes;
    ENDED(id, "waits", vmmc_import_done(&request[i], &proxy, &bytes) == 0);
  }
}

static void forged_processes(const char* id) {
  static const vmmc_pid pids[] = {0, 1, -1, 99, (vmmc_pid)0x80000000};
  for (int v = 0; v < VICTIMS; ++v)
    for (int i = 0; i < 5; ++i) {
      vmmc_proxy proxy;
      size_t bytes;
      const struct vmmc_process who = {node_of(v), pids[i]};
      REFUSED(id, vmmc_import(who, INBOX, &proxy, &bytes), VMMC_ERROR_NO_PROCESS);
    }
}

static void forged_nodes(const char* id) {
  static const vmmc_node nodes[] = {0,          1,          2,          0x0a000000, 0x0a000003,
                                    0x0affffff, 0x7f000001, 0xffffffff, 0x8a000001};
  for (int i = 0; i < 9; ++i) {
    vmmc_proxy proxy;
    size_t bytes;
    const struct vmmc_process who = {nodes[i], FIRST_PID};
    REFUSED(id, vmmc_import(who, INBOX, &proxy, &bytes), VMMC_ERROR_NO_NODE);
    struct vmmc_process child;
    REFUSED(id, vmmc_spawn("guess.c", NULL, nodes[i], &child), VMMC_ERROR_NO_NODE);
  }
}

/* What belongs to others cannot be taken back or given up in their name. */
static void others_buffers(const char* id) {
  for (unsigned i = 0; i < 20; ++i) {
    REFUSED(id, vmmc_unexport(i), VMMC_ERROR_NOT_EXPORTED);
    REFUSED(id, vmmc_export_state(i), VMMC_ERROR_NOT_EXPORTED);
    struct vmmc_process who[4];
    REFUSED(id, vmmc_importers(i, who, 4), VMMC_ERROR_NOT_EXPORTED);
  }
}
static void others_proxies(const char* id) {
  char* const destinations = window() + DESTINATIONS;
  for (int i = 0; i < 20; ++i) {
    vmmc_proxy guess = (vmmc_proxy)(void*)(destinations + i * 2048);
    REFUSED(id, vmmc_unimport(guess), VMMC_ERROR_NOT_IMPORTED);
    REFUSED(id, vmmc_import_state(guess), VMMC_ERROR_NOT_IMPORTED);
  }
  MUST(vmmc_export(mine, sizeof mine, MINE, NULL, NULL, 0));
  const vmmc_proxy own = import_from(my_rank(), MINE);
  REFUSED(id, vmmc_unimport(vmmc_at(own, 4)), VMMC_ERROR_NOT_IMPORTED); /* not its first byte */
  REFUSED(id, vmmc_unimport((vmmc_proxy)(void*)mine), VMMC_ERROR_NOT_IMPORTED);
  MUST(vmmc_unimport(own));
  REFUSED(id, vmmc_unimport(own), VMMC_ERROR_NOT_IMPORTED);
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  if (strcmp(argv[1], "permission") == 0) without_permission(argv[2]);
  if (strcmp(argv[1], "ids") == 0) forged_ids(argv[2]);
  if (strcmp(argv[1], "processes") == 0) forged_processes(argv[2]);
  if (strcmp(argv[1], "nodes") == 0) forged_nodes(argv[2]);
  if (strcmp(argv[1], "buffers") == 0) others_buffers(argv[2]);
  if (strcmp(argv[1], "proxies") == 0) others_proxies(argv[2]);
  return 0;
}
