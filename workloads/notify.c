/* SPDX-License-Identifier: MIT */
/* One-way time of a message with notification: half a ping-pong in which the handlers of the receive buffers
 * answer. The main program sleeps until there is a notification (`wait`), or works on (`work`).
 *
 *   notify [wait|work] [rounds]
 */
#include "vmmc_pair.h"

#include <string.h>

static vmmc_proxy peer;
static volatile int32_t received; /* the receive buffer: the number of the last message */
static int32_t message;           /* the number of the message to send */
static volatile int handled;
static int last;

static void send_message(void) {
  ++message;
  must(vmmc_send_notify(&message, peer, sizeof message), "sending a message");
}

/* A handler may send [P]. */
static void answer(unsigned int id) {
  (void)id;
  ++handled;
  if (received != handled) fail("Notification %d came with message %d.", handled, (int)received);
  if (message < last) send_message();
}

static void await_messages(int sleep) {
  /* Blocked while it looks, a program that then waits misses nothing. */
  vmmc_block_notifications();
  while (handled < last) {
    if (sleep) {
      must(vmmc_wait_notification(), "waiting for a notification");
    } else {
      must(vmmc_unblock_notifications(), "unblocking");
      for (volatile int work = 0; work < 100; ++work) continue;
      vmmc_block_notifications();
    }
  }
  must(vmmc_unblock_notifications(), "unblocking at the end");
}

int main(int argc, char** argv) {
  const int side = my_side();
  const int sleep = argc <= 1 || strcmp(argv[1], "work") != 0;
  if (argc > 1 && sleep && strcmp(argv[1], "wait") != 0) fail("'%s' is neither wait nor work.", argv[1]);
  last = argc > 2 ? atoi(argv[2]) : 1000;
  if (last < 1) fail("The number of rounds is positive, unlike '%s'.", argv[2]);

  /* The partner may send as soon as the buffer is exported; its first message waits until ours can be
   * answered. */
  vmmc_block_notifications();
  export_to_partner((void*)&received, sizeof received, answer);
  peer = import_from_partner();
  const double start = now_us();
  if (side == 0) send_message();
  must(vmmc_unblock_notifications(), "unblocking");
  await_messages(sleep);
  const double elapsed = now_us() - start;
  if (side == 0) {
    printf("notify %s rounds=%d one_way_us=%.3f", sleep ? "wait" : "work", last, elapsed / (2.0 * last));
    end_line();
  }
  return 0;
}
