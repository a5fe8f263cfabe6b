/* Many senders, one receiver with a buffer for each; and with more processes than nodes several receivers
 * take turns on a node. Each receiver (the second argument says how many) is sent to by all that are none. */
#include "notifying.h"

enum { FIRST_ID = 10, EACH = 40, MOST = 16 };
static volatile int32_t buffers[MOST][WORDS] __attribute__((aligned(4096)));
static int seen[MOST];

/* Notifications of one sender come in order. A buffer may be written again before its handler has run. */
static void handler(unsigned int id) {
  const int sender = (int)id - FIRST_ID;
  ++seen[sender];
  expect(buffers[sender][0] >= seen[sender], 1, "data before the handler");
  expect(buffers[sender][seen[sender]], seen[sender], "data of this notification");
}

static void be_receiver(int senders) {
  vmmc_block_notifications();
  for (int i = 0; i < senders; ++i)
    must(vmmc_export((void*)buffers[i], sizeof buffers[i], FIRST_ID + (unsigned)i, handler, NULL, 0),
         "export");
  int left = senders * EACH;
  for (int i = 0; left > 0; ++i) {
    if (i % 3 == 0) {
      left -= must(vmmc_wait_notification(), "wait");
      continue;
    }
    int before = 0, after = 0;
    for (int s = 0; s < senders; ++s) before += seen[s];
    must(vmmc_unblock_notifications(), "unblock");
    for (volatile int work = 0; work < 1000; ++work) continue;
    vmmc_block_notifications();
    for (int s = 0; s < senders; ++s) after += seen[s];
    left -= after - before;
  }
  for (int s = 0; s < senders; ++s) expect(seen[s], EACH, "notifications of a sender");
  printf("process %d: all %d\n", my_rank(), senders * EACH);
}

static void be_sender(int index, int receivers) {
  vmmc_proxy to[MOST];
  size_t bytes;
  int32_t message[2];
  for (int r = 0; r < receivers; ++r)
    must(vmmc_import(process_of(r), FIRST_ID + (unsigned)index, &to[r], &bytes), "import");
  for (int i = 1; i <= EACH; ++i)
    for (int r = 0; r < receivers; ++r) {
      message[0] = message[1] = i;
      must(vmmc_send(&message[1], vmmc_at(to[r], (size_t)i * 4), 4), "send");
      must(vmmc_send_notify(message, to[r], 4), "send with notification");
      for (volatile int work = 0; work < 100 * (index + 1); ++work) continue;
    }
}

int main(int argc, char** argv) {
  (void)argc;
  const int receivers = atoi(argv[1]);
  const int senders = number_of("SHRIMP_SIZE") - receivers;
  if (my_rank() < receivers)
    be_receiver(senders);
  else
    be_sender(my_rank() - receivers, receivers);
  return 0;
}
