/* SPDX-License-Identifier: MIT */
/* `guess REGION ACCESS ID`: each attacker makes one access to an address that it has no right to. */
#include "hostile.h"

/* The i-th address of a region. */
static char* guess(const char* region, int i) {
  char* const w = window();
  static const uint32_t pages[] = {0, 1, 2, 3, 4, 7, 8, 15, 16, 63, 64, 255, 1023, 1024, 0xffff, 0x1ffff};
  const uint32_t page = pages[i % 16];
  /* Destination space: every process has its imports from the same address on, so these are the victims'. */
  if (strcmp(region, "proxies") == 0) return w + DESTINATIONS + page * PAGE_BYTES;
  if (strcmp(region, "notifying") == 0) return w + DESTINATIONS + NOTIFYING_OFFSET + page * PAGE_BYTES;
  /* Proxies of memory that this process does not have: behind image, heap and stack. */
  if (strcmp(region, "memory-proxies") == 0)
    return w + PROXY_OFFSET + 0x08000000u + (uint32_t)i * 0x00100000u + 0x20000000u * (i & 1);
  if (strcmp(region, "commands") == 0) return w + COMMANDS + (uint32_t)i * 0x03f80000u;
  /* The same addresses in the windows of the other processes, the victims' secrets among them. */
  if (strcmp(region, "windows") == 0) {
    char* const own = i & 1 ? (char*)secret : (char*)space;
    const int windows = i / 2 - my_rank();
    return windows ? own + windows * (int64_t)WINDOW_BYTES : own + 64 * (int64_t)WINDOW_BYTES;
  }
  /* All over the window, where image, heap and stack are not. */
  if (strcmp(region, "window") == 0) return w + 0x01f00000u + (uint32_t)i * 0x04000000u;
  static const uint64_t beyond[] = {0,
                                    1,
                                    4,
                                    0xfffffffcull,
                                    0x555555554000ull,
                                    0x7ffff7dd0000ull,
                                    0x7ffffffff000ull,
                                    0x8000000000000000ull,
                                    0xffff800000000000ull,
                                    0xffffffff81000000ull,
                                    0xffffffffff600000ull,
                                    0xfffffffffffffffcull,
                                    0xffffffffffffffffull,
                                    0xdeadbeefdeadbee8ull,
                                    0x1fffffffffffull,
                                    0x200000000000ull - 4};
  return (char*)(uintptr_t)beyond[i % 16];
}

static void touch(const char* how, char* address) {
  if (strcmp(how, "load") == 0) {
    (void)*(volatile int32_t*)address;
  } else if (strcmp(how, "store") == 0) {
    *(volatile int32_t*)address = 4;
  } else if (strcmp(how, "update") == 0) {
    ++*(volatile char*)address;
  } else if (strcmp(how, "exchange") == 0) {
    __sync_val_compare_and_swap((volatile int32_t*)address, 0, 4);
  } else if (strcmp(how, "long") == 0) {
    *(volatile int64_t*)address = 4;
  } else {
    memcpy(address, secret, 64);
  }
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 4) return 2;
  char* const address = guess(argv[1], attacker());
  last_act(argv[3]);
  touch(argv[2], address);
  survived(argv[3]);
  return 0;
}
