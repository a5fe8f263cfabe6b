/* A receive buffer that is taken back takes its notifications along; those of another one run. Two buffers
 * share a page, and each has its own. */
#include "notifying.h"

enum { FIRST = 1, SECOND = 2, HALF = WORDS / 2 };
static volatile int handlers[3];

static void handler(unsigned int id) {
  ++handlers[id];
}

static void be_receiver(void) {
  vmmc_block_notifications();
  must(vmmc_export((void*)received, HALF * 4, FIRST, handler, NULL, 0), "export");
  must(vmmc_export((void*)&received[HALF], HALF * 4, SECOND, handler, NULL, 0), "export");
  while (received[WORDS - 1] != 3) continue;
  usleep(1000);
  must(vmmc_unexport(FIRST), "unexport");
  expect(vmmc_unblock_notifications(), 1, "unblock");
  expect(handlers[FIRST], 0, "handlers of what was taken back");
  expect(handlers[SECOND], 3, "handlers of the other");
  puts("withdrawn");
}

static void be_sender(void) {
  vmmc_proxy to[3];
  size_t bytes;
  must(vmmc_import(process_of(0), FIRST, &to[FIRST], &bytes), "import");
  must(vmmc_import(process_of(0), SECOND, &to[SECOND], &bytes), "import");
  static int32_t message;
  for (message = 1; message <= 3; ++message) {
    must(vmmc_send_notify(&message, to[FIRST], 4), "send");
    must(vmmc_send_notify(&message, vmmc_at(to[SECOND], HALF * 4 - 4), 4), "send");
  }
}

int main(void) {
  if (my_rank() == 0)
    be_receiver();
  else
    be_sender();
  return 0;
}
