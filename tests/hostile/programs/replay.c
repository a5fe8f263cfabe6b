/* SPDX-License-Identifier: MIT */
/* Sending to what was once a receive buffer: `replay WHAT ID`. Process 2, on node 0, sends; process 3, on
 * node 1, takes its buffer back, ends, or exports anew; process 5, beside it, takes the memory that became
 * free. */
#define END_US 120000
#include "hostile.h"

enum { BUFFER = 21, PAGES = 2, BYTES = PAGES * PAGE_BYTES, ROUNDS = 4 };
static int32_t buffer[PAGES * PAGE_WORDS] PAGE_ALIGNED, source[PAGES * PAGE_WORDS] PAGE_ALIGNED;
static const double withdrawn_us = 60000;

static void fill(int32_t* words, int32_t word) {
  for (int i = 0; i < PAGES * PAGE_WORDS; ++i) words[i] = word;
}
/* Nothing but this word shows in these pages until `until`. */
static void watch(const char* id, const int32_t* words, int32_t word, double until) {
  while (now_us() < until) {
    for (int i = 0; i < PAGES * PAGE_WORDS; ++i)
      if (look(words + i) != word) {
        printf("breaks %s: word %d is %d\n", id, i, look(words + i));
        exit(1);
      }
  }
}

/* The exporter: after `withdrawn_us` its memory is its own again. */
static void take_back(const char* what, const char* id) {
  MUST(vmmc_export(buffer, BYTES, BUFFER, NULL, NULL, 0));
  sleep_until(withdrawn_us);
  if (strcmp(what, "exit") == 0) exit(0);
  if (strcmp(what, "unimport") == 0 || strcmp(what, "unimport-by-hand") == 0) return;
  if (strcmp(what, "unimport-automatic") == 0) {
    for (int i = 1; i < PAGES * PAGE_WORDS; ++i)
      if (buffer[i] == 98) printf("breaks %s: word %d came after the end of the import\n", id, i);
    return;
  }
  MUST(vmmc_unexport(BUFFER));
  fill(buffer, 7);
  if (strcmp(what, "same-id") == 0) {
    static int32_t other[PAGES * PAGE_WORDS] PAGE_ALIGNED;
    fill(other, 8);
    MUST(vmmc_export(other, BYTES, BUFFER, NULL, NULL, 0));
    watch(id, other, 8, end_us - 20000);
  }
  watch(id, buffer, 7, end_us - 10000);
}

/* Takes fresh memory all the time, and keeps it as it is. */
static void reuse(const char* id) {
  enum { TAKEN = 60 };
  static int32_t* page[TAKEN];
  for (int n = 0; n < TAKEN; ++n) {
    sleep_until(withdrawn_us - 5000 + 800 * n);
    page[n] = malloc(BYTES);
    fill(page[n], n);
  }
  for (int n = 0; n < TAKEN; ++n) watch(id, page[n], n, now_us() + 1);
  sleep_until(end_us - 5000);
  for (int n = 0; n < TAKEN; ++n) watch(id, page[n], n, now_us() + 1);
}

/* Streams until it is refused, and says how. */
static int stream(vmmc_proxy remote) {
  int status = 0;
  while (now_us() < end_us - 20000 && status == 0) status = vmmc_send(source, remote, BYTES);
  return status;
}

static void insist_by_hand(const char* id, vmmc_proxy remote) {
  for (int i = 0; i < 20; ++i)
    ENDED(id, "VMMC_ERROR_WITHDRAWN", transfer(source, vmmc_at(remote, (size_t)i * 4), 4) & DEVICE_ERROR);
}

static void send(const char* what, const char* id) {
  const vmmc_proxy remote = import_from(3, BUFFER);
  fill(source, 99);
  if (strcmp(what, "unimport") == 0) {
    MUST(vmmc_unimport(remote));
    REFUSED(id, vmmc_send(source, remote, 4), VMMC_ERROR_NOT_IMPORTED);
    REFUSED(id, vmmc_send_notify(source, remote, 4), VMMC_ERROR_NOT_IMPORTED);
    REFUSED(id, vmmc_send_start(source, remote, 4), VMMC_ERROR_NOT_IMPORTED);
    return;
  }
  if (strcmp(what, "unimport-automatic") == 0) {
    const int status = vmmc_bind(source, remote, BYTES, VMMC_SINGLE_WRITE, 0);
    if (status == VMMC_ERROR_UNSUPPORTED) {
      REFUSED(id, status, VMMC_ERROR_UNSUPPORTED);
      return;
    }
    source[0] = 98;
    MUST(vmmc_unimport(remote));
    for (int i = 1; i < PAGES * PAGE_WORDS; ++i) source[i] = 98;
    ENDED(id, "nothing-misplaced", 1);
    return;
  }
  if (strcmp(what, "unimport-by-hand") == 0) {
    MUST(vmmc_unimport(remote));
    last_act(id);
    store_size(remote, 4);
    survived(id);
    return;
  }
  if (strcmp(what, "automatic") == 0) {
    const int status = vmmc_bind(source, remote, BYTES, VMMC_TIMER_WRITE, 0);
    if (status == VMMC_ERROR_UNSUPPORTED) {
      REFUSED(id, status, VMMC_ERROR_UNSUPPORTED);
      return;
    }
    for (int i = 0; now_us() < end_us - 20000; i = (i + 1) % (PAGES * PAGE_WORDS)) source[i] = 98;
    REFUSED(id, vmmc_import_state(remote), VMMC_ERROR_WITHDRAWN);
    REFUSED(id, vmmc_bind(source, remote, BYTES, VMMC_SINGLE_WRITE, 0), VMMC_ERROR_WITHDRAWN);
    return;
  }
  REFUSED(id, stream(remote), VMMC_ERROR_WITHDRAWN);
  insist_by_hand(id, remote);
  REFUSED(id, vmmc_send(source, remote, 4), VMMC_ERROR_WITHDRAWN);
  REFUSED(id, vmmc_import_state(remote), VMMC_ERROR_WITHDRAWN);
  MUST(vmmc_unimport(remote));
  if (strcmp(what, "exit") == 0) {
    vmmc_proxy proxy;
    size_t bytes;
    REFUSED("replay.exit.import", vmmc_import(process_of(3), BUFFER, &proxy, &bytes), VMMC_ERROR_NO_PROCESS);
  }
  if (strcmp(what, "same-id") == 0) import_from(3, BUFFER);
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  if (attacker() == 0) send(argv[1], argv[2]);
  if (attacker() == 1) take_back(argv[1], argv[2]);
  if (attacker() == 3) reuse(argv[2]);
  return 0;
}
