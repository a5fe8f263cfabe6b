/* SPDX-License-Identifier: MIT */
/* Several processes hammer one board while they are preempted all the time: `preempt WHAT ID`, with a short
 * os.quantum. Processes 2 and 3, 4 and 5, ... are pairs, one of each on either node; each has a buffer that
 * admits its partner alone, and a word of anybody else in it would be a breach.
 *
 *   hammers   make the two references by hand, with work between them
 *   senders   use the library
 *   decoys    STORE to their own destination and never LOAD
 *   thieves   LOAD from a proxy of their own memory and never STORE
 */
#include "hostile.h"

enum { BUFFER = 41, WORDS = 2 * PAGE_WORDS };
static int32_t buffer[WORDS] PAGE_ALIGNED, source[WORDS] PAGE_ALIGNED;
static const char* id;

/* Of the process `rank`, in its round. */
static int32_t word_of(int rank, int32_t round) {
  return rank << 24 | round;
}

static void check_buffer(int partner, int may_receive) {
  for (int i = 0; i < WORDS; ++i) {
    const int32_t word = look(buffer + i);
    if (word == 0 || (may_receive && word >> 24 == partner)) continue;
    printf("breaks %s: word %d of process %d is %08x\n", id, i, my_rank(), (unsigned)word);
    exit(1);
  }
}

static void hammer(vmmc_proxy remote, int partner) {
  for (int32_t round = 1; now_us() < end_us - 10000; ++round) {
    const int at = round * 37 % (PAGE_WORDS - 20);
    for (int i = 0; i < 20; ++i) source[at + i] = word_of(my_rank(), round);
    uint32_t status;
    do {
      store_size(vmmc_at(remote, (size_t)(round * 13 % (PAGE_WORDS - 20)) * 4), 80);
      for (volatile int work = 0; work < round % 150; ++work) continue; /* the quantum often ends here */
      status = load_status(source + at);
    } while (status & INITIATION);
    while (load_status(source + at) & MATCH) continue;
    check_buffer(partner, 1);
  }
}

static void send(vmmc_proxy remote, int partner) {
  for (int32_t round = 1; now_us() < end_us - 10000; ++round) {
    const size_t bytes = 4 * (size_t)(1 + round * 71 % WORDS);
    for (size_t i = 0; i < bytes / 4; ++i) source[i] = word_of(my_rank(), round);
    MUST(vmmc_send(source, remote, bytes));
    check_buffer(partner, 1);
  }
}

static void be_a_decoy(vmmc_proxy remote, int partner) {
  while (now_us() < end_us - 10000) {
    for (int i = 0; i < 50; ++i) {
      store_size(vmmc_at(remote, (size_t)i * 4), 64);
      for (volatile int work = 0; work < i; ++work) continue;
    }
    check_buffer(partner, 0);
  }
  store_size(remote, -1);
}

static void be_a_thief(int partner) {
  for (int i = 0; i < WORDS; ++i) source[i] = word_of(my_rank(), 1);
  while (now_us() < end_us - 10000) {
    for (int i = 0; i < 50; ++i)
      if (!(load_status(source + i) & INITIATION)) {
        printf("breaks %s: a LOAD without a STORE has started a transfer\n", id);
        exit(1);
      }
    check_buffer(partner, 0);
  }
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  const char* what = argv[1];
  id = argv[2];
  const int partner = my_rank() ^ 1;
  const struct vmmc_process admitted = process_of(partner);
  MUST(vmmc_export(buffer, sizeof buffer, BUFFER, NULL, &admitted, 1));
  const vmmc_proxy remote = import_from(partner, BUFFER);
  const int pair = attacker() / 2;
  const int by_hand = strcmp(what, "references") == 0;
  int may_receive = 1;
  if (by_hand && pair == 1) {
    may_receive = 0;
    be_a_decoy(remote, partner);
  } else if (by_hand && pair == 2) {
    may_receive = 0;
    be_a_thief(partner);
  } else if (by_hand && pair != 3) {
    hammer(remote, partner);
  } else {
    send(remote, partner);
  }
  sleep_until(end_us - 5000);
  check_buffer(partner, may_receive);
  int received = 0;
  for (int i = 0; i < WORDS; ++i) received += look(buffer + i) != 0;
  if (may_receive) ENDED(id, "nothing-misplaced", received > 0);
  return 0;
}
