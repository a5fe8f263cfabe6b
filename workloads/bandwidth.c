/* SPDX-License-Identifier: MIT */
/* Bandwidth of a stream of messages in one direction, from process 0 to process 1 (and from 2 to 3, and so
 * on, if there are more).
 *
 *   bandwidth [au|du] [bytes] [messages] [single|block|timer] [stream|each]
 *             [write-through|uncached|write-back]
 *
 * The published value to hold it against is 23 MB/s (MB = 10^6 bytes) for large deliberate updates. The
 * receive buffer is a ring of slots, one message each, every slot starting a page. The receiver acknowledges
 * by a message of one word that tells how many it has seen: with `stream` so early that the sender need not
 * wait, with `each` after every message, and the sender waits for it. The clock stops at the last
 * acknowledgement. The first round of the ring is not timed and checked word by word, what the ring holds at
 * the end is checked as well, and in between the last word of each message. Deliberate update changes only
 * that word from round to round. */
#include "measurement.h"
#include "message.h"

enum {
  MOST_BYTES = 1 << 20,
  RING_BYTES = 2 * MOST_BYTES,
  RING_WORDS = RING_BYTES / WORD_BYTES,
  MOST_SLOTS = 16
};

/* The page behind the ring takes the store that closes a packet in block mode. */
static Int32 send_ring[RING_WORDS + PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));
static Int32 receive_ring[RING_WORDS + PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));
static volatile Int32 acknowledged; /* at the sender: how many messages the receiver has seen */

static struct measurement m;
static Int32* peer;
static int words, slot_words, slots, region_words;

static int place_of(int index) {
  return index % slots * slot_words;
}
static unsigned number_of(int index) {
  return (unsigned)index + 1;
}

static void send_message(int index) {
  Int32* slot = send_ring + place_of(index);
  if (m.automatic) {
    write_message(slot, words, number_of(index));
    if (m.mode == AU_BlockWrite) *(volatile Int32*)&send_ring[region_words - 1] = index;
  } else {
    slot[words - 1] = message_word(number_of(index), words - 1);
    must(SBL_SendMsg(slot, peer + place_of(index), words), "sending a message");
  }
}

/* Sends messages first to last - 1, at most `window` ahead of the receiver, and waits for the last. */
static void send_all(int first, int last, int window) {
  for (int i = first; i < last; ++i) {
    while (i - acknowledged >= window) continue;
    send_message(i);
  }
  while (acknowledged < last) continue;
}

static void acknowledge(int count) {
  static Int32 seen;
  seen = count;
  must(SBL_SendMsg(&seen, peer, 1), "acknowledging");
}

static void receive_all(int first, int last, int every, int check) {
  for (int i = first; i < last; ++i) {
    await_message(receive_ring + place_of(i), words, number_of(i));
    if (check) check_words(receive_ring + place_of(i), words, number_of(i));
    if ((i + 1) % every == 0 || i + 1 == last) acknowledge(i + 1);
  }
}

/* What the ring holds at the end: deliberate update has written all but the last words in the first round. */
static void check_ring(int last) {
  for (int i = last - slots; i < last; ++i) {
    check_words(receive_ring + place_of(i), words - 1, number_of(m.automatic ? i : i % slots));
  }
}

static void lay_out_ring(void) {
  words = m.bytes / WORD_BYTES;
  slot_words = (words + PAGE_WORDS - 1) / PAGE_WORDS * PAGE_WORDS;
  slots = RING_WORDS / slot_words < MOST_SLOTS ? RING_WORDS / slot_words : MOST_SLOTS;
  region_words = slots * slot_words + PAGE_WORDS;
}

static void run_sender(int total) {
  peer = exchange_buffers((Int32*)&acknowledged, 1);
  map_send_region(&m, send_ring, peer, region_words);
  for (int i = 0; i < slots; ++i) {
    if (!m.automatic) write_message(send_ring + place_of(i), words, number_of(i));
  }
  send_all(0, slots, slots);
  const double start = now_us();
  send_all(slots, total, m.each ? 1 : slots);
  const double elapsed = now_us() - start;
  unmap_send_region(&m, send_ring, region_words);
  const int messages = total - slots;
  printf("bandwidth %s bytes=%d %s messages=%d mb_per_s=%.3f", m.automatic ? "au" : "du", m.bytes,
         m.each ? "each" : "stream", messages, (double)m.bytes * messages / elapsed);
  end_line();
}

static void run_receiver(int total) {
  write_message(receive_ring, region_words, 0);
  set_receive_caching(&m, receive_ring, region_words);
  peer = exchange_buffers(receive_ring, region_words);
  receive_all(0, slots, slots, 1);
  receive_all(slots, total, m.each ? 1 : slots / 2, 0);
  check_ring(total);
}

int main(int argc, char** argv) {
  const int side = my_side();
  m = parse_measurement(argc, argv, 0, 65536, MOST_BYTES);
  lay_out_ring();
  int messages = m.count;
  if (!messages) messages = 2000000 / m.bytes < 4 * slots ? 4 * slots : 2000000 / m.bytes;
  if (!m.count && messages > 20000) messages = 20000;
  if (side == 0)
    run_sender(slots + messages);
  else
    run_receiver(slots + messages);
  return 0;
}
