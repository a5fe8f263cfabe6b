/* SPDX-License-Identifier: MIT */
/* Pairs of processes exchange messages of random sizes, places and ways, and check every word.
 *
 *   checked_exchange [seed] [messages]
 *
 * Both of a pair send and receive at the same time, one message each in turn, into one half of the partner's
 * buffer and then the other, so that neither overwrites what the other still checks. A message goes by
 * deliberate update, or by automatic update if the machine can. At the end the whole buffer must hold what
 * was sent to it and nothing else, and the memory around it what it held before.
 *
 * Nothing is taken on trust: a process that waits looks at the clock, and says what did not come. Exit status
 * 0: all was right; 1: a word is wrong; 2: a message has not come; 3: a call failed; 4: the partner's daemon
 * does not answer; 5: one of the first three, and the kernel has said that the network lost data. */
#include "vmmc_pair.h"

enum { WRONG_WORD = 1, NO_MESSAGE = 2, FAILED_CALL = 3, NO_ANSWER = 4, TOLD_OF_LOSS = 5 };
enum {
  HALF_WORDS = 2 * PAGE_WORDS,
  FLAGS = 2 * HALF_WORDS,
  CLOSING_WORD = FLAGS + 16, /* not behind a flag, with which it would be combined */
  BUFFER_WORDS = FLAGS + PAGE_WORDS
};
/* Many times what the longest message takes, also between slow nodes. */
enum { PATIENCE_US = 200000, PATIENCE_AT_START_US = 4000000 };
enum { LOOKS_BEFORE_SLEEP = 200, SLEEP_US = 20 };

static const int32_t untouched = 0x5afe5afe;

/* Memory that nobody may send to lies before and behind the receive buffer. */
static struct {
  int32_t before[PAGE_WORDS];
  volatile int32_t words[BUFFER_WORDS];
  int32_t behind[PAGE_WORDS];
} received __attribute__((aligned(PAGE_BYTES)));

static int32_t expected[BUFFER_WORDS];                                   /* what the buffer must hold */
static int32_t bound[BUFFER_WORDS] __attribute__((aligned(PAGE_BYTES))); /* source of automatic update */
static int32_t source[HALF_WORDS + PAGE_WORDS]
    __attribute__((aligned(PAGE_BYTES))); /* of deliberate update */

static vmmc_proxy peer;
static int automatic; /* the machine has automatic update */
static enum vmmc_update_mode mode;

/* ---- Messages, which both sides know in advance ---- */

struct message {
  int number; /* from 1 */
  int automatic;
  int place; /* in the buffer, in words */
  int words;
  int from; /* deliberate update: the place in the source */
  uint64_t contents;
};

static uint64_t scramble(uint64_t x) {
  x += 0x9e3779b97f4a7c15u;
  x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
  x = (x ^ x >> 27) * 0x94d049bb133111ebu;
  return x ^ x >> 31;
}

static uint64_t next_random(uint64_t* state) {
  return scramble((*state)++ * 0x2545f4914f6cdd1du);
}

static uint64_t stream_of(int rank, unsigned seed) {
  return scramble((uint64_t)seed << 32 | (unsigned)rank);
}

static struct message next_message(uint64_t* random, int number) {
  struct message m;
  const int most = next_random(random) % 4 == 0 ? HALF_WORDS : 64;
  m.number = number;
  m.automatic = automatic && next_random(random) % 2 == 0;
  m.words = 1 + (int)(next_random(random) % (unsigned)most);
  m.place = number % 2 * HALF_WORDS + (int)(next_random(random) % (unsigned)(HALF_WORDS - m.words + 1));
  m.from = (int)(next_random(random) % PAGE_WORDS);
  m.contents = next_random(random);
  return m;
}

static int32_t word_of(const struct message* m, int index) {
  return (int32_t)scramble(m->contents + (unsigned)index);
}

/* ---- What can go wrong ---- */

static void end(int status, const char* sentence, ...) {
  va_list arguments;
  va_start(arguments, sentence);
  fprintf(stderr, "Process %d: ", my_rank());
  vfprintf(stderr, sentence, arguments);
  va_end(arguments);
  const int state = vmmc_export_state(BUFFER_ID);
  if (state == VMMC_ERROR_LOST) {
    fprintf(stderr, " Of the receive buffer the kernel says: %s", vmmc_error_text(state));
    status = TOLD_OF_LOSS;
  }
  fputc('\n', stderr);
  exit(status);
}

static void need(int status, const char* what) {
  if (status >= 0) return;
  end(status == VMMC_ERROR_UNREACHABLE ? NO_ANSWER
      : status == VMMC_ERROR_LOST      ? TOLD_OF_LOSS
                                       : FAILED_CALL,
      "%s failed: %s.", what, vmmc_error_text(status));
}

static void check_buffer(int first, int words, const char* when) {
  for (int i = first; i < first + words; ++i)
    if (received.words[i] != expected[i])
      end(WRONG_WORD, "Word %d of the receive buffer is 0x%08x, but 0x%08x was sent (%s).", i,
          (unsigned)received.words[i], (unsigned)expected[i], when);
}

static void check_surroundings(void) {
  for (int i = 0; i < PAGE_WORDS; ++i)
    if (received.before[i] != untouched || received.behind[i] != untouched)
      end(WRONG_WORD, "Word %d beside the receive buffer was changed.", i);
}

/* ---- Sending and receiving ---- */

static vmmc_proxy place_of(int word) {
  return vmmc_at(peer, (size_t)word * WORD_BYTES);
}

static void send_automatically(const struct message* m) {
  volatile int32_t* to = bound;
  for (int i = 0; i < m->words; ++i) to[m->place + i] = word_of(m, i);
  to[FLAGS + m->number % 2] = m->number;
  if (mode == VMMC_BLOCK_WRITE) to[CLOSING_WORD] = 0; /* nobody looks at it; it sends what is combined */
}

static void send_deliberately(const struct message* m) {
  static int32_t flag;
  for (int i = 0; i < m->words; ++i) source[m->from + i] = word_of(m, i);
  need(vmmc_send(source + m->from, place_of(m->place), (size_t)m->words * WORD_BYTES), "Sending a message");
  flag = m->number;
  need(vmmc_send(&flag, place_of(FLAGS + m->number % 2), WORD_BYTES), "Sending the end of a message");
}

static void await_message(const struct message* m, double patience_us) {
  const volatile int32_t* flag = &received.words[FLAGS + m->number % 2];
  for (int i = 0; i < LOOKS_BEFORE_SLEEP; ++i)
    if (*flag == m->number) return;
  const double start = now_us();
  const struct timespec pause = {0, SLEEP_US * 1000L};
  while (*flag != m->number) {
    if (now_us() - start > patience_us) {
      end(NO_MESSAGE, "Message %d of %d words by %s update has not come after %.0f ms.", m->number, m->words,
          m->automatic ? "automatic" : "deliberate", patience_us / 1000);
    }
    nanosleep(&pause, NULL);
  }
}

static void receive(const struct message* m, double patience_us) {
  char when[64];
  await_message(m, patience_us);
  for (int i = 0; i < m->words; ++i) expected[m->place + i] = word_of(m, i);
  expected[FLAGS + m->number % 2] = m->number;
  snprintf(when, sizeof when, "message %d by %s update", m->number,
           m->automatic ? "automatic" : "deliberate");
  check_buffer(m->place, m->words, when);
}

static void exchange(unsigned seed, int messages) {
  uint64_t ours = stream_of(my_rank(), seed), theirs = stream_of(my_rank() ^ 1, seed);
  for (int number = 1; number <= messages; ++number) {
    const struct message out = next_message(&ours, number), in = next_message(&theirs, number);
    if (out.automatic)
      send_automatically(&out);
    else
      send_deliberately(&out);
    receive(&in, number == 1 ? PATIENCE_AT_START_US : PATIENCE_US);
  }
}

/* ---- The buffers ---- */

static void set_up(unsigned seed) {
  const struct vmmc_process admitted = partner();
  vmmc_proxy proxy;
  size_t bytes;
  for (int i = 0; i < PAGE_WORDS; ++i) received.before[i] = received.behind[i] = untouched;
  need(vmmc_export((void*)received.words, sizeof received.words, BUFFER_ID, NULL, &admitted, 1),
       "Exporting the receive buffer");
  need(vmmc_import(admitted, BUFFER_ID, &proxy, &bytes), "Importing the partner's buffer");
  peer = proxy;
  mode = (enum vmmc_update_mode)(VMMC_SINGLE_WRITE + scramble(seed) % 3);
  const int status = vmmc_bind(bound, peer, sizeof bound, mode, 0);
  automatic = status != VMMC_ERROR_UNSUPPORTED;
  if (automatic) need(status, "Binding memory");
}

static void take_down(void) {
  if (automatic) need(vmmc_unbind(bound, sizeof bound), "Unbinding memory");
  need(vmmc_unimport(peer), "Giving up the partner's buffer");
  need(vmmc_unexport(BUFFER_ID), "Taking the receive buffer back");
}

int main(int argc, char** argv) {
  const unsigned seed = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 1;
  const int messages = argc > 2 ? atoi(argv[2]) : 20;
  if (messages < 1) fail("The number of messages is positive, unlike '%s'.", argv[2]);
  set_up(seed);
  exchange(seed, messages);
  take_down();
  expected[CLOSING_WORD] = received.words[CLOSING_WORD];
  check_buffer(0, BUFFER_WORDS, "at the end");
  check_surroundings();
  return 0;
}
