/* More notifications than the queue takes (os.notification_queue = 4): the data come all the same, the rest
 * of the handlers never; the process is told so once, by its next unblock or wait. */
#include "notifying.h"

enum { DATA = 1, SENT = 10, ROOM = 4 };
static volatile int handlers;

static void handler(unsigned int id) {
  (void)id;
  ++handlers;
}

static void await(int32_t value) {
  while (received[0] != value) continue;
  usleep(1000);
}

static void be_flooded(void) {
  vmmc_block_notifications();
  receive(DATA, handler);
  await(SENT);
  expect(handlers, 0, "handlers while blocked");
  vmmc_block_notifications();
  expect(vmmc_unblock_notifications(), VMMC_ERROR_NOTIFICATIONS_LOST, "unblock after an overflow");
  expect(handlers, 0, "handlers after a partial unblock");
  expect(vmmc_unblock_notifications(), 1, "unblock after it has been told");
  expect(handlers, ROOM, "handlers that had room");
  puts("unblock tells");
  vmmc_block_notifications();
  await(2 * SENT);
  expect(vmmc_wait_notification(), VMMC_ERROR_NOTIFICATIONS_LOST, "wait after an overflow");
  expect(handlers, ROOM, "handlers before a wait");
  expect(vmmc_wait_notification(), ROOM, "wait for what had room");
  puts("wait tells");
  await(3 * SENT);
  expect(vmmc_unblock_notifications(), VMMC_ERROR_NOTIFICATIONS_LOST, "unblock after another overflow");
  expect(handlers, 3 * ROOM, "handlers: what was asked has happened");
  expect(vmmc_unblock_notifications(), 0, "nothing is blocked");
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() == 0) {
    be_flooded();
    return 0;
  }
  find_receiver(0, DATA, argv[1]);
  for (int i = 1; i <= 3 * SENT; ++i) {
    notify(0, i);
    usleep(i % SENT == 0 ? 20000 : 50);
  }
  return 0;
}
