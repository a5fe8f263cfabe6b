/* SPDX-License-Identifier: MIT */
/* Exporting, binding, and sending what is not the process's memory: `exports CALL ID`. Each attacker tries
 * one address, by the kernel's own traps, past the library. */
#include "hostile.h"

enum { BUFFER = 9 };
static int32_t buffer[4 * PAGE_WORDS] PAGE_ALIGNED;
static const int32_t constant[4] = {1, 2, 3, 4};

struct range {
  uint64_t address, bytes;
};

/* The address of a range that is not, or not all, the process's own memory. */
static struct range bad_range(int i) {
  const uint64_t w = (uint64_t)(uintptr_t)window(), own = (uint64_t)(uintptr_t)buffer;
  const struct range ranges[] = {
      {(uint64_t)(uintptr_t)&bad_range & ~3ull, 4}, /* code */
      {(uint64_t)(uintptr_t)constant, 4},           /* constants */
      {own + 0x08000000, 4},                        /* nothing there */
      {own + PROXY_OFFSET, 4096},                   /* a proxy of memory */
      {w + DESTINATIONS, 4096},                     /* destination space */
      {w + DESTINATIONS + NOTIFYING_OFFSET, 4096},  /* notifying proxies */
      {w + COMMANDS, 4096},                         /* command pages */
      {0, 4},                                       /* null */
      {w, 4},                                       /* the first page of the window */
      {w + 0xfffff000, 4096},                       /* and the last */
      {own - 2 * WINDOW_BYTES, 4096},               /* a victim's memory */
      {own + WINDOW_BYTES, 4096},                   /* another attacker's */
      {w + 0x3ffef000, 0x2000},                     /* the stack's end, and into the proxies */
      {0x7ffffffff000ull, 4096},                    /* not the process's at all */
      {0xfffffffffffff000ull, 4096},
      {own + sizeof buffer, 0x10000000}, /* from own memory far into nothing */
  };
  return ranges[i % 16];
}

static long trap(long number, uint64_t a, uint64_t b, uint64_t c, uint64_t d, uint64_t e) {
  return shrimp_trap(number, (long)a, (long)b, (long)c, (long)d, (long)e);
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  const char* call = argv[1];
  const char* id = argv[2];
  const int skipped = strcmp(call, "send") == 0 ? 2 : 0;
  const struct range r = bad_range(attacker() + skipped);
  MUST(vmmc_export(buffer, sizeof buffer, BUFFER, NULL, NULL, 0));
  const uint64_t own = (uint64_t)(uintptr_t)import_from(my_rank(), BUFFER);
  if (strcmp(call, "export") == 0) {
    last_act(id);
    trap(VMMC_TRAP_EXPORT, r.address, r.bytes, 1, 0, 0);
    survived(id);
  } else if (strcmp(call, "send") == 0) { /* code and constants may be sent: they are not tried */
    last_act(id);
    vmmc_send((const void*)(uintptr_t)r.address, (vmmc_proxy)(uintptr_t)own, r.bytes < 8192 ? r.bytes : 8192);
    survived(id);
  } else if (strcmp(call, "bind") == 0) {
    const long status = trap(VMMC_TRAP_BIND, r.address & ~4095ull, own, r.bytes, 0, VMMC_SINGLE_WRITE);
    if (status == VMMC_ERROR_UNSUPPORTED)
      REFUSED(id, status, VMMC_ERROR_UNSUPPORTED);
    else
      ENDED(id, "VMMC_ERROR_RANGE", status == VMMC_ERROR_RANGE || status == VMMC_ERROR_NOT_IMPORTED);
  } else if (strcmp(call, "caching") == 0) {
    REFUSED(id, trap(VMMC_TRAP_CACHE_POLICY, r.address & ~4095ull, r.bytes, 2, 0, 0), VMMC_ERROR_RANGE);
  }
  return 0;
}
