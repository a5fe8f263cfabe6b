/* SPDX-License-Identifier: MIT */
/* The parameters of the LogP model (Culler et al. 1993) that a ping-pong does not tell, for one-word
 * messages.
 *
 *   overheads [au|du] [bytes, always 4] [messages]
 *
 * o_send: how long the sender's processor is busy with one message, with time to spare before and behind it:
 * the store (au), or SBL_SendMsgStart up to its status (du). o_recv: how long the receiver's processor is
 * busy taking a message that lies in memory already: a load that misses, and the comparison; a flag that was
 * sent behind the message tells that it is there. g: the time from one message to the next when they are sent
 * back to back, from two runs of different length, so that what happens once falls out. The cost of reading
 * the clock is measured the same way and taken off. */
#include "measurement.h"
#include "message.h"

enum { FLAG = PAGE_WORDS, REGION_WORDS = 2 * PAGE_WORDS, SHORT_RUN = 2000, LONG_RUN = 6000 };

static Int32 send_region[REGION_WORDS] __attribute__((aligned(PAGE_BYTES)));
static Int32 receive_buffer[REGION_WORDS] __attribute__((aligned(PAGE_BYTES)));

static struct measurement m;
static Int32* peer;

/* Until all buffers between the processes are empty again. The processor is kept, and so what its caches and
 * its TLB hold: a process that slept would pay for their misses, which are no part of a message. */
static void rest(void) {
  const double end = now_us() + 50;
  while (now_us() < end) continue;
}

static inline void await_word(int index, Int32 value) {
  while (*(volatile Int32*)&receive_buffer[index] != value) continue;
}

static inline void send_word(int index, Int32 value) {
  *(volatile Int32*)&send_region[index] = value;
  if (!m.automatic) must(SBL_SendMsg(&send_region[index], peer + index, 1), "sending a word");
}

/* Also of a process that has bound nothing for automatic update. */
static void acknowledge(Int32 value) {
  static Int32 word;
  word = value;
  must(SBL_SendMsg(&word, peer + FLAG, 1), "acknowledging");
}

static double clock_us(int count) {
  double total = 0;
  for (int i = 0; i < count; ++i) {
    const double before = now_us();
    total += now_us() - before;
  }
  return total / count;
}

static double send_overhead_us(int count) {
  double total = 0;
  for (int i = 0; i < count; ++i) {
    rest();
    int status = SBL_OK;
    const double before = now_us();
    if (m.automatic)
      *(volatile Int32*)send_region = 0;
    else
      status = SBL_SendMsgStart(send_region, peer, 1);
    total += now_us() - before;
    must(status, "starting a transfer");
    while (!m.automatic && SBL_SendMsgDone(send_region) == 0) continue;
  }
  return total / count - clock_us(count);
}

static void send_for_receiver(int count) {
  for (int i = 1; i <= count; ++i) {
    rest();
    send_word(0, i);
    send_word(FLAG, i);
  }
}

static double receive_overhead_us(int count) {
  double total = 0;
  for (int i = 1; i <= count; ++i) {
    await_word(FLAG, i);
    const double before = now_us();
    await_word(0, i);
    total += now_us() - before;
  }
  return total / count - clock_us(count);
}

static double run_us(int messages) {
  rest();
  const double start = now_us();
  for (int i = 0; i < messages; ++i) send_word(i % PAGE_WORDS, i);
  send_word(FLAG, -messages);
  await_word(FLAG, -messages);
  return now_us() - start;
}

static void answer_run(int messages) {
  await_word(FLAG, -messages);
  acknowledge(-messages);
}

static void run_sender(int count) {
  map_send_region(&m, send_region, peer, REGION_WORDS);
  const double overhead = send_overhead_us(count);
  send_for_receiver(count);
  const double first = run_us(SHORT_RUN);
  const double second = run_us(LONG_RUN);
  unmap_send_region(&m, send_region, REGION_WORDS);
  printf("overheads %s o_send_us=%.4f g_us=%.4f", m.automatic ? "au" : "du", overhead,
         (second - first) / (LONG_RUN - SHORT_RUN));
  end_line();
}

static void run_receiver(int count) {
  const double overhead = receive_overhead_us(count);
  answer_run(SHORT_RUN);
  answer_run(LONG_RUN);
  printf("overheads %s o_recv_us=%.4f", m.automatic ? "au" : "du", overhead);
  end_line();
}

int main(int argc, char** argv) {
  const int side = my_side();
  m = parse_measurement(argc, argv, 1, WORD_BYTES, WORD_BYTES);
  const int count = m.count ? m.count : 200;
  write_message(receive_buffer, REGION_WORDS, 0);
  set_receive_caching(&m, receive_buffer, REGION_WORDS);
  peer = exchange_buffers(receive_buffer, REGION_WORDS);
  if (side == 0)
    run_sender(count);
  else
    run_receiver(count);
  return 0;
}
