/* Handlers run after the data are in memory: once for each message of a deliberate update, of whatever
 * length; once for each word that automatic update brings, whether it comes alone or in a packet of many. */
#include "notifying.h"

enum { ID = 7, MESSAGES = 20, LONGEST = 1000 };
static int seen;

static int length_of(int message) {
  return 1 + message * 131 % LONGEST;
}

static void message_handler(unsigned int id) {
  expect((int)id, ID, "id");
  const int words = length_of(seen);
  for (int i = 0; i < words; ++i) expect(received[i], seen * 10000 + i, "a word of a message");
  ++seen;
}

static void word_handler(unsigned int id) {
  expect((int)id, ID, "id");
  expect(received[seen], seen + 1, "a word that has arrived");
  ++seen;
}

static void wait_until(int count) {
  while (seen < count) must(vmmc_wait_notification(), "wait");
}

static void send_messages(void) {
  static int32_t message[LONGEST];
  for (int m = 0; m < MESSAGES; ++m) {
    for (int i = 0; i < LONGEST; ++i) message[i] = m * 10000 + i;
    must(vmmc_send_notify(message, peer, (size_t)length_of(m) * 4), "send");
    usleep(2000); /* until the handler has looked */
  }
}

/* Single stores, then a run that the board combines, then halves and bytes of words. */
static void write_words(void) {
  for (int i = 0; i < 10; ++i) bound[i] = i + 1;
  usleep(2000);
  must(vmmc_bind((void*)bound, peer, sizeof bound, VMMC_TIMER_WRITE, 1), "bind with combining");
  for (int i = 10; i < 100; ++i) bound[i] = i + 1;
}

int main(int argc, char** argv) {
  (void)argc;
  const int by_message = strcmp(argv[1], "du") == 0;
  const int count = by_message ? MESSAGES : 100;
  if (my_rank() == 0) {
    vmmc_block_notifications();
    receive(ID, by_message ? message_handler : word_handler);
    wait_until(count);
    printf("%d handlers\n", seen);
  } else {
    find_receiver(0, ID, argv[1]);
    if (by_message)
      send_messages();
    else
      write_words();
  }
  return 0;
}
