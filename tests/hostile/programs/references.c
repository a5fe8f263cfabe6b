/* SPDX-License-Identifier: MIT */
/* The two references of a user-level DMA, misused: `references WHAT ID`. Process 3 has a buffer between pages
 * of its own; process 2, and those behind 3, import it and try what the library would refuse. */
#include "hostile.h"

enum { BUFFER = 7, PAGES = 2, WORDS = PAGES * PAGE_WORDS };
static int32_t before[PAGE_WORDS] PAGE_ALIGNED;
static int32_t buffer[WORDS] PAGE_ALIGNED;
static int32_t behind[PAGE_WORDS] PAGE_ALIGNED;
static int32_t source[WORDS] PAGE_ALIGNED;

static void keep_buffer(const char* id) {
  MUST(vmmc_export(buffer, sizeof buffer, BUFFER, NULL, NULL, 0));
  sleep_until(end_us);
  for (int i = 0; i < PAGE_WORDS; ++i)
    if (before[i] || behind[i]) printf("breaks %s: word %d beside the buffer has changed\n", id, i);
  for (int i = 0; i < WORDS; ++i)
    if (buffer[i] && buffer[i] != 99) printf("breaks %s: word %d is %d\n", id, i, buffer[i]);
  puts("unharmed");
}

/* Engine states that the references cannot reach say so in the status, and nothing starts. */
static void sizes(const char* id, vmmc_proxy remote) {
  static const int32_t bad[] = {0, 1, 2, 3, 5, 4095, 4100, 8192, 0x10000, 0x7ffffffc, 0x7fffffff};
  for (unsigned i = 0; i < sizeof bad / sizeof *bad; ++i)
    ENDED(id, "device-error", transfer(source, remote, bad[i]) & DEVICE_ERROR);
  for (int i = 0; i < 4;
       ++i) /* four bytes that cross the end of the destination's page, and of the source's */
    ENDED(id, "device-error", transfer(source, vmmc_at(remote, 4092), 8) & DEVICE_ERROR);
  ENDED(id, "device-error", transfer(source + PAGE_WORDS - 1, remote, 8) & DEVICE_ERROR);
  ENDED(id, "device-error",
        transfer(source + PAGE_WORDS - 1, vmmc_at(remote, 8192 - 4), 4096) & DEVICE_ERROR);
}

/* A proxy of the destination space as the source: nobody's memory. */
static void wrong_space(const char* id, vmmc_proxy remote) {
  for (int i = 0; i < 5; ++i) {
    uint32_t status;
    do {
      store_size(remote, 8);
      status = *(volatile uint32_t*)vmmc_at(remote, 4);
    } while (!(status & WRONG_SPACE) && (status & INVALID));
    ENDED(id, "wrong-space", status & WRONG_SPACE);
  }
}

/* A STORE that is taken back, and LOADs without a STORE: nothing to start. */
static void taken_back(const char* id, vmmc_proxy remote) {
  store_size(remote, 64);
  store_size(remote, -1);
  for (int i = 0; i < 50; ++i) {
    const uint32_t status = load_status(source);
    ENDED(id, "nothing-started", (status & INITIATION) && (status & (INVALID | TRANSFERRING)));
  }
}

/* References of other widths, or off the word boundary: each attacker makes one, its last act. */
static void odd_reference(vmmc_proxy remote, int kind) {
  volatile char* const place = (volatile char*)remote;
  volatile char* const own = (volatile char*)source + PROXY_OFFSET;
  typedef int32_t four_words __attribute__((vector_size(16)));
  static const four_words ones = {4, 4, 4, 4};
  switch (kind) {
    case 0:
      *place = 4;
      break;
    case 1:
      (void)*place;
      break;
    case 2:
      *(volatile int16_t*)place = 4;
      break;
    case 3:
      *(volatile int64_t*)place = 4;
      break;
    case 4:
      (void)*(volatile int64_t*)place;
      break;
    case 5:
      *(volatile int32_t*)(place + 1) = 4;
      break;
    case 6:
      *(volatile int32_t*)(place + 4094) = 4; /* across its pages */
      break;
    case 7:
      *(volatile four_words*)place = ones;
      break;
    case 8:
      __sync_fetch_and_add((volatile int64_t*)place, 4);
      break;
    case 9:
      *(volatile int64_t*)(place + 8192 - 4) = 4; /* across the buffer's end */
      break;
    case 10:
      (void)*own;
      break;
    default:
      (void)*(volatile int32_t*)(own + 2);
      break;
  }
}

/* Words, but not in the way of a STORE and a LOAD: locked updates, strings of words. */
static void odd_words(const char* id, vmmc_proxy remote) {
  for (int i = 0; i < 20; ++i) {
    __sync_fetch_and_add((volatile int32_t*)remote, 4);
    __sync_val_compare_and_swap((volatile int32_t*)remote, 0, 4);
    __sync_lock_test_and_set((volatile int32_t*)remote + i, 64);
  }
  volatile int32_t* const words = (volatile int32_t*)remote;
  for (int i = 0; i < WORDS; ++i) words[i] = -1;
  for (int i = 0; i < WORDS; ++i) words[i] = i;
  for (int i = 0; i < WORDS; ++i) words[i] = words[WORDS - 1 - i];
  store_size(remote, -1);
  usleep(1000);
  ENDED(id, "nothing-wrong-moved", 1);
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  const char* what = argv[1];
  const char* id = argv[2];
  if (attacker() == 1) {
    keep_buffer(id);
    return 0;
  }
  for (int i = 0; i < WORDS; ++i) source[i] = 99;
  const vmmc_proxy remote = import_from(3, BUFFER);
  if (strcmp(what, "sizes") == 0) sizes(id, remote);
  if (strcmp(what, "wrong-space") == 0) wrong_space(id, remote);
  if (strcmp(what, "taken-back") == 0) taken_back(id, remote);
  if (strcmp(what, "odd-words") == 0) odd_words(id, remote);
  if (strcmp(what, "odd") == 0) {
    printf("bus-error %s\n", id);
    odd_reference(remote, attacker() == 0 ? 0 : attacker() - 1);
    survived(id);
  }
  if (strcmp(what, "behind") == 0) { /* one page on, through the guard */
    last_act(id);
    transfer(source, vmmc_at(remote, 8192), 4);
    survived(id);
  }
  if (strcmp(what, "proxy-store") == 0) { /* a proxy of memory is for loads */
    last_act(id);
    *(volatile int32_t*)((char*)source + PROXY_OFFSET) = 4;
    survived(id);
  }
  if (strcmp(what, "no-source") == 0) { /* STORE to one's own destination, LOAD from a proxy of no memory */
    last_act(id);
    transfer((char*)source + 0x08000000, remote, 4);
    survived(id);
  }
  if (strcmp(what, "victims-source") == 0) { /* the victim's secret, by its address in its own window */
    last_act(id);
    transfer((char*)secret - 2 * WINDOW_BYTES, remote, 4);
    survived(id);
  }
  return 0;
}
