/* SPDX-License-Identifier: MIT */
/* Processes that end in the middle of a transfer, while another one of the node takes their memory at once:
 * `reuse WHAT ID`. Process 3, on node 1, keeps a buffer; processes 2, 4, 6, ... of node 0 each start the
 * transfer of a page (`library`, `by-hand`), bind one (`automatic`), or send so that it is paired with the
 * buffer (`pairing`), and end; the process behind them takes fresh memory all the time and fills it with
 * secrets. I4: a page that is being read is given to nobody; what is given to another carries no binding and
 * no pairing: the secrets never travel. */
#define END_US 110000
#include "hostile.h"

enum { BUFFER = 61, LEAVERS = 6, REUSER = 2 + 2 * LEAVERS, STEP_US = 4000 };
enum { OPEN_WORD = 0x0abcde, PRIVATE_WORD = 0x5ec };
static int32_t buffer[PAGE_WORDS] PAGE_ALIGNED;

static void keep_buffer(const char* what, const char* id) {
  MUST(vmmc_export(buffer, sizeof buffer, BUFFER, NULL, NULL, 0));
  int arrived = 0;
  while (now_us() < end_us - 10000)
    for (int i = 0; i < PAGE_WORDS; ++i) {
      const int32_t word = look(buffer + i);
      arrived += word == OPEN_WORD;
      if (word == 0 || word == OPEN_WORD) continue;
      printf("breaks %s: word %d is %08x\n", id, i, (unsigned)word);
      exit(1);
    }
  ENDED(id, "nothing-leaked", arrived > 0 || strcmp(what, "automatic") == 0);
}

/* Starts the transfer of a page, and ends before it has been read. */
static void leave(const char* what, const char* id, int number) {
  int32_t* const page =
      (int32_t*)(((uintptr_t)malloc(2 * PAGE_BYTES) + PAGE_BYTES - 1) & ~(uintptr_t)(PAGE_BYTES - 1));
  const vmmc_proxy remote = import_from(3, BUFFER);
  for (int i = 0; i < PAGE_WORDS; ++i) page[i] = OPEN_WORD;
  sleep_until(start_us + 20000 + STEP_US * number);
  if (strcmp(what, "by-hand") == 0) {
    do store_size(remote, PAGE_BYTES);
    while (load_status(page) & INITIATION);
  } else if (strcmp(what, "automatic") == 0) {
    const int status = vmmc_bind(page, remote, PAGE_BYTES, VMMC_BLOCK_WRITE, 0);
    if (status == VMMC_ERROR_UNSUPPORTED) REFUSED(id, status, VMMC_ERROR_UNSUPPORTED);
    for (int i = 0; i < 101; ++i) page[i] = OPEN_WORD;
  } else if (strcmp(what, "pairing") == 0) {
    MUST(vmmc_send(page, remote, PAGE_BYTES));
  } else {
    while (vmmc_send_start(page, remote, PAGE_BYTES) == VMMC_ERROR_BUSY) continue;
  }
  _exit(0);
}

/* A compare-and-exchange on the command page of memory that was never paired, by this process. */
static void exchange(const int32_t* page) {
  __sync_val_compare_and_swap((volatile uint32_t*)((uintptr_t)page + COMMANDS), 0, 64);
}

static void take_fresh_memory(const char* what) {
  sleep_until(start_us + 20000);
  while (now_us() < start_us + 20000 + STEP_US * (LEAVERS + 1)) {
    int32_t* const page = malloc(PAGE_BYTES);
    for (int i = 0; i < PAGE_WORDS; ++i) page[i] = PRIVATE_WORD;
    if (strcmp(what, "pairing") == 0) exchange(page + 16);
    usleep(20);
  }
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  if (my_rank() == 3) keep_buffer(argv[1], argv[2]);
  if (my_rank() == REUSER) take_fresh_memory(argv[1]);
  if (my_rank() % 2 == 0 && my_rank() < REUSER) leave(argv[1], argv[2], my_rank() / 2 - 1);
  return 0;
}
