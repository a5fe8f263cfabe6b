/* Blocking nests, is automatic in a handler, and a handler cannot unblock itself; a wait unblocks for its
 * time; handlers may send. */
#include "notifying.h"

enum { DATA = 1, ECHO = 2 };
static volatile int handlers, in_handler;
static vmmc_proxy echo;
static int32_t answer;

static void handler(unsigned int id) {
  (void)id;
  expect(in_handler, 0, "a handler in a handler");
  in_handler = 1;
  ++handlers;
  expect(vmmc_unblock_notifications(), VMMC_ERROR_IN_HANDLER, "unblock in a handler");
  expect(vmmc_wait_notification(), VMMC_ERROR_IN_HANDLER, "wait in a handler");
  vmmc_block_notifications();
  expect(vmmc_unblock_notifications(), 0, "unblock of a handler's own block");
  answer = received[0];
  must(vmmc_send(&answer, echo, sizeof answer), "send in a handler");
  usleep(300); /* the next one arrives */
  in_handler = 0;
}

static void await(int word, int32_t value) {
  while (received[word] != value) continue;
}

static void be_notified(void) {
  vmmc_block_notifications();
  receive(DATA, handler);
  size_t bytes;
  must(vmmc_import(process_of(1), ECHO, &echo, &bytes), "import");
  vmmc_block_notifications();
  await(0, 3);
  usleep(1000);
  expect(handlers, 0, "handlers while blocked");
  expect(vmmc_unblock_notifications(), 0, "inner unblock");
  expect(handlers, 0, "handlers while blocked once");
  expect(vmmc_unblock_notifications(), 1, "outer unblock");
  expect(handlers, 3, "handlers once unblocked");
  expect(vmmc_unblock_notifications(), 0, "unblock of nothing");
  puts("nested");
  vmmc_block_notifications();
  vmmc_block_notifications();
  expect(vmmc_wait_notification(), 1, "a wait for one");
  await(0, 5);
  usleep(1000);
  expect(handlers, 4, "handlers after a wait");
  expect(vmmc_wait_notification(), 1, "a wait for what is there");
  expect(handlers, 5, "handlers after two waits");
  expect(vmmc_unblock_notifications(), 0, "inner unblock after a wait");
  expect(vmmc_unblock_notifications(), 1, "outer unblock after a wait");
  puts("waited");
}

/* Each notification is a step; three come while the receiver has blocked. */
static void step(int32_t value) {
  notify(0, value);
  usleep(100);
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() == 0) {
    be_notified();
    return 0;
  }
  must(vmmc_export((void*)received, sizeof received, ECHO, NULL, NULL, 0), "export");
  find_receiver(0, DATA, argv[1]);
  usleep(20000);
  for (int i = 1; i <= 3; ++i) step(i);
  await(0, 3);
  usleep(5000);
  step(4);
  await(0, 4);
  usleep(5000);
  step(5);
  await(0, 5);
  return 0;
}
