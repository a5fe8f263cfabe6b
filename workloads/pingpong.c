/* SPDX-License-Identifier: MIT */
/* One-way time of a message: half a ping-pong between the two processes of a pair, the receiver polling the
 * last word.
 *
 *   pingpong [au|du] [bytes] [write-through|uncached|write-back] [rounds] [single|block|timer]
 *
 * This is the measurement behind the published 4.75 us (automatic update of one word, write-through), 3.7 us
 * (caching off) and 7.6 us (deliberate update); without arguments it is the first of them, 100,000 round
 * trips. The buffer that is polled is not the region that is sent from. Some rounds before the clock starts
 * are checked word by word; while it runs, automatic update stores the whole message, deliberate update
 * changes its last word. */
#include "measurement.h"
#include "message.h"

enum { MOST_BYTES = 1 << 20, MOST_WORDS = MOST_BYTES / WORD_BYTES, CHECKED_ROUNDS = 8 };

/* The page behind the longest message takes the store that closes a packet in block mode. */
static Int32 send_region[MOST_WORDS + PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));
static Int32 receive_buffer[MOST_WORDS + PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));

static struct measurement m;
static Int32* peer;
static int words, region_words;

static inline void send_automatic(unsigned number) {
  write_message(send_region, words, number);
  if (m.mode == AU_BlockWrite) *(volatile Int32*)&send_region[region_words - 1] = (Int32)number;
}

static inline void send_deliberate(unsigned number) {
  send_region[words - 1] = message_word(number, words - 1);
  must(SBL_SendMsg(send_region, peer, words), "sending a message");
}

static inline void send_message(unsigned number) {
  if (m.automatic)
    send_automatic(number);
  else
    send_deliberate(number);
}

/* Messages first to last, there and back. */
static void play(int side, unsigned first, unsigned last) {
  for (unsigned number = first; number <= last; ++number) {
    if (side == 0) send_message(number);
    await_message(receive_buffer, words, number);
    if (side == 1) send_message(number);
  }
}

static void play_checked(int side, unsigned last) {
  for (unsigned number = 1; number <= last; ++number) {
    if (!m.automatic) write_message(send_region, words, number);
    if (side == 0) send_message(number);
    await_message(receive_buffer, words, number);
    check_words(receive_buffer, words, number);
    if (side == 1) send_message(number);
  }
}

int main(int argc, char** argv) {
  const int side = my_side();
  m = parse_measurement(argc, argv, 1, WORD_BYTES, MOST_BYTES);
  words = m.bytes / WORD_BYTES;
  region_words = (words + PAGE_WORDS - 1) / PAGE_WORDS * PAGE_WORDS + PAGE_WORDS;
  unsigned rounds = (unsigned)m.count;
  if (!rounds) rounds = m.bytes > 25000 ? 16 : 400000u / (unsigned)m.bytes;

  write_message(receive_buffer, region_words, 0);
  set_receive_caching(&m, receive_buffer, region_words);
  peer = exchange_buffers(receive_buffer, region_words);
  map_send_region(&m, send_region, peer, region_words);

  play_checked(side, CHECKED_ROUNDS);
  const unsigned last = CHECKED_ROUNDS + rounds;
  const double start = now_us();
  play(side, CHECKED_ROUNDS + 1, last);
  const double elapsed = now_us() - start;
  unmap_send_region(&m, send_region, region_words);

  check_words(receive_buffer, words - 1, m.automatic ? last : CHECKED_ROUNDS);
  if (side == 0) {
    printf("pingpong %s bytes=%d policy=%s rounds=%u one_way_us=%.3f", m.automatic ? "au" : "du", m.bytes,
           policy_names[m.policy], rounds, elapsed / (2.0 * rounds));
    end_line();
  }
  return 0;
}
