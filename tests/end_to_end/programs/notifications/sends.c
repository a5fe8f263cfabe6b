/* The program sends message after message, and so do the handlers that interrupt it anywhere in that, to the
 * same receiver and from the same source page; they also ask whether the last one is done. Each message
 * arrives whole, and the messages of each in order. */
#include "notifying.h"

enum { DATA = 1, SINK = 2, STREAM = 2000, LENGTH = 20, FROM_HANDLER = 512, MARK = 1 << 20 };
static int32_t out[WORDS] __attribute__((aligned(4096)));
static vmmc_proxy sink;
static volatile int answers;

static int32_t word_of(int32_t message, int i) {
  return message * 100 + i;
}

static void fill(int at, int32_t message) {
  for (int i = 0; i < LENGTH; ++i) out[at + i] = word_of(message, i);
}

/* Each answer has a place of its own: the receiver looks at all of them in the end. */
static void handler(unsigned int id) {
  (void)id;
  static int32_t last;
  const int32_t now = received[0];
  expect(now >= last, 1, "data that only advance");
  last = now;
  vmmc_send_done(&out[FROM_HANDLER]);
  ++answers;
  fill(FROM_HANDLER, MARK + answers);
  must(vmmc_send(&out[FROM_HANDLER], vmmc_at(sink, (FROM_HANDLER + (size_t)answers % 16 * LENGTH) * 4),
                 LENGTH * 4),
       "send in a handler");
}

static void be_sender(void) {
  size_t bytes;
  must(vmmc_import(process_of(1), SINK, &sink, &bytes), "import");
  receive(DATA, handler);
  for (int32_t message = 1; message <= STREAM; ++message) {
    fill(0, message);
    must(vmmc_send(out, sink, LENGTH * 4), "send");
  }
  vmmc_block_notifications();
  out[0] = answers;
  must(vmmc_send(out, vmmc_at(sink, 4092), 4), "send of the end");
  printf("%d handlers\n", answers);
}

/* Looks at the message that arrives, backwards: what is there when its last word is was sent before. */
static void look(int32_t* newest) {
  const int32_t last = received[LENGTH - 1];
  const int32_t first = received[0];
  expect(last / 100 >= *newest, 1, "messages in order");
  expect(first / 100 >= last / 100, 1, "a message in order");
  *newest = last / 100;
}

static void be_sink(const char* how) {
  must(vmmc_export((void*)received, sizeof received, SINK, NULL, NULL, 0), "export");
  find_receiver(0, DATA, how);
  int32_t newest = 0;
  for (int32_t i = 1; !received[WORDS - 1]; ++i) {
    notify(0, i);
    for (int wait = 0; wait < 600; ++wait) look(&newest);
  }
  const int32_t count = received[WORDS - 1];
  usleep(1000);
  for (int i = 0; i < LENGTH; ++i) expect(received[i], word_of(STREAM, i), "the last message");
  for (int32_t n = count > 16 ? count - 15 : 1; n <= count; ++n)
    for (int i = 0; i < LENGTH; ++i)
      expect(received[FROM_HANDLER + n % 16 * LENGTH + i], word_of(MARK + n, i), "a message of a handler");
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() == 0)
    be_sender();
  else
    be_sink(argv[1]);
  return 0;
}
