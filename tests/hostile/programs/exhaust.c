/* SPDX-License-Identifier: MIT */
/* Taking all there is of something: `exhaust WHAT ID [FILE]`. Processes 2 and 3 take, on both nodes;
 * afterwards what they have taken is given back, and there is enough again. */
#define END_US 400000
#include "hostile.h"

enum { SHARED = 51, FIRST_ID = 1000, MOST = 4000 };

/* Exports more and more memory: each export pins its pages. */
static void pin_everything(const char* id) {
  enum { CHUNK = 256 * 1024 };
  int n = 0, status = 0;
  for (; n < MOST && status == 0; ++n) {
    char* chunk = malloc(CHUNK);
    if (!chunk) break;
    status = vmmc_export(chunk, CHUNK, FIRST_ID + (unsigned)n, NULL, NULL, 0);
  }
  REFUSED(id, status, VMMC_ERROR_TOO_MANY);
  MUST(vmmc_unexport(FIRST_ID));
  static int32_t small[8];
  ENDED(id, "VMMC_ERROR_TOO_MANY", vmmc_export(small, sizeof small, FIRST_ID, NULL, NULL, 0) == 0);
}

/* Imports the same buffer until there are no device-proxy pages, or no addresses, left. */
static void import_everything(const char* id) {
  static vmmc_proxy proxy[MOST];
  const size_t bytes = 4 << 20;
  if (my_rank() == 3) {
    MUST(vmmc_export(malloc(bytes), bytes, SHARED, NULL, NULL, 0));
    sleep_until(end_us - 5000);
    return;
  }
  int n = 0, status = 0;
  for (; n < MOST && status == 0; ++n) {
    size_t got;
    status = vmmc_import(process_of(3), SHARED, &proxy[n], &got);
  }
  REFUSED(id, status, VMMC_ERROR_NO_MEMORY);
  --n;
  ENDED(id, "VMMC_ERROR_NO_MEMORY", n > 10);
  const int32_t word = 1;
  MUST(vmmc_send(&word, proxy[n - 1], 4)); /* what there is works */
  MUST(vmmc_unimport(proxy[0]));
  MUST(vmmc_unimport(proxy[1]));
  size_t got;
  ENDED(id, "VMMC_ERROR_NO_MEMORY", vmmc_import(process_of(3), SHARED, &proxy[0], &got) == 0);
  MUST(vmmc_send(&word, proxy[0], 4));
}

/* Imports of buffers that nobody exports, all of them waiting. */
static void wait_for_everything(const char* id) {
  enum { REQUESTS = 3000 };
  static struct vmmc_import_request request[REQUESTS];
  int status = 0;
  for (int i = 0; i < REQUESTS && status == 0; ++i)
    status = vmmc_import_start(process_of(1 - my_rank() % 2), FIRST_ID + (unsigned)i, &request[i]);
  ENDED(id, "waits", status == 0 || status == VMMC_ERROR_TOO_MANY);
}

/* One child after the other, which only sleep, until there is no room for one. */
static void spawn_everything(const char* id, const char* file) {
  char* const arguments[] = {"", "child", NULL};
  struct vmmc_process child;
  int n = 0, status = 0;
  for (; n < 2000 && status == 0; ++n) status = vmmc_spawn(file, arguments, vmmc_self().node, &child);
  REFUSED(id, status, VMMC_ERROR_TOO_MANY);
  ENDED(id, "VMMC_ERROR_TOO_MANY", n > 1);
}

static void spawn_nonsense(const char* id) {
  struct vmmc_process child;
  static const char* const files[] = {"",         "/",         "/dev/null", "/etc/passwd", "no such program",
                                      "../../..", "/bin/true", "\xff\xfe",  "-n"};
  for (unsigned i = 0; i < sizeof files / sizeof *files; ++i)
    REFUSED(id, vmmc_spawn(files[i], NULL, vmmc_self().node, &child), VMMC_ERROR_NO_PROGRAM);
  static char longest[100000];
  memset(longest, 'x', sizeof longest - 1);
  REFUSED(id, vmmc_spawn(longest, NULL, vmmc_self().node, &child), VMMC_ERROR_NO_PROGRAM);
}

int main(int argc, char** argv) {
  if (argc > 1 && strcmp(argv[1], "child") == 0) {
    usleep(250000);
    return 0;
  }
  take_roles();
  if (argc < 3) return 2;
  if (strcmp(argv[1], "pin") == 0) pin_everything(argv[2]);
  if (strcmp(argv[1], "imports") == 0) import_everything(argv[2]);
  if (strcmp(argv[1], "requests") == 0) wait_for_everything(argv[2]);
  if (strcmp(argv[1], "nonsense") == 0) spawn_nonsense(argv[2]);
  if (strcmp(argv[1], "spawn") == 0) spawn_everything(argv[2], argv[3]);
  return 0;
}
