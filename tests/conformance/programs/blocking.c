/* SPDX-License-Identifier: MIT */
/* SBL_BlockNotifications and SBL_UnblockNotifications: process 0 sends with notification when it is asked to,
 * process 1 blocks. */
#include "conforms.h"

enum { A = 1, B = 2, STOP = 100 };
static Int32 a[4], b[4];
static Int32* to_a;
static Int32* to_b;

static volatile int runs_a, runs_b, running, overlapped;
static volatile int in_handler_first, in_handler_second, in_handler_third, runs_during;

/* Asks process 0 for a message to each buffer, and gives them time to come. */
static void have_both_sent(void) {
  meet();
  meet();
  let_arrive();
}

static void count_a(unsigned int rbufid) {
  overlapped = overlapped || running;
  running = 1;
  ++runs_a;
  for (volatile int i = 0; i < 2000; ++i) continue; /* so that the second message comes while this runs */
  running = 0;
  (void)rbufid;
}
static void count_b(unsigned int rbufid) {
  overlapped = overlapped || running;
  ++runs_b;
  (void)rbufid;
}

/* What blocking and unblocking give inside a handler, where blocking is automatic: the counter is 1. */
static void unblocking(unsigned int rbufid) {
  (void)rbufid;
  ++runs_a;
  in_handler_first = SBL_UnblockNotifications(); /* would reach 0 */
  SBL_BlockNotifications();
  in_handler_second = SBL_UnblockNotifications(); /* 2 to 1 */
  in_handler_third = SBL_UnblockNotifications();
  for (volatile int i = 0; i < 20000; ++i) continue; /* 1 ms: another notification is waiting now */
  runs_during = runs_a;
}

static void send(void) {
  Int32 word = 1;
  to_a = import_from(1, A);
  to_b = import_from(1, B);
  for (int round = 0; round < 4; ++round) {
    meet();
    MUST(SBL_SendMsgWithNotify(&word, to_a, 1));
    MUST(SBL_SendMsgWithNotify(&word, round == 3 ? to_a : to_b, 1));
    meet();
  }
}

static void block(void) {
  /* At 0 there is nothing to lower. */
  CONFORMS("2.unblock.at_zero", SBL_UnblockNotifications() == 0);
  have_both_sent();
  CONFORMS("2.unblock.at_zero", runs_a == 1 && runs_b == 1); /* and no debt remains: notifications run */
  SBL_BlockNotifications();
  CONFORMS("2.unblock.at_zero", SBL_UnblockNotifications() > 0);

  SBL_BlockNotifications();
  SBL_BlockNotifications();
  have_both_sent();
  CONFORMS("2.block.all", a[0] == 1 && b[0] == 1 && runs_a == 1 && runs_b == 1);
  CONFORMS("2.block.nests", SBL_UnblockNotifications() == 0);
  CONFORMS("2.unblock.counts", runs_a == 1 && runs_b == 1);
  let_arrive();
  CONFORMS("2.block.nests", runs_a == 1 && runs_b == 1); /* one of two blocks is left */
  CONFORMS("2.unblock.unblocks", SBL_UnblockNotifications() > 0);
  let_arrive();
  CONFORMS("2.unblock.unblocks", runs_a == 2 && runs_b == 2);

  SBL_BlockNotifications();
  have_both_sent();
  SBL_UnblockNotifications();
  let_arrive();
  CONFORMS("1.notification.queued", runs_a == 3 && runs_b == 3);
  SBL_BlockNotifications();
  have_both_sent(); /* two to the same buffer */
  CONFORMS("2.block.queue", runs_a == 3);
  SBL_UnblockNotifications();
  let_arrive();
  CONFORMS("2.block.queue", runs_a == 5 && runs_b == 3);
  CONFORMS("2.block.automatic", !overlapped);
}

static void receive(void) {
  MUST(SBL_ExportRecvBuf(a, 4, A, count_a, 0));
  MUST(SBL_ExportRecvBuf(b, 4, B, count_b, 0));
  block();
}

int main(int argc, char** argv) {
  const int inside = argc > 1 && strcmp(argv[1], "inside") == 0;
  if (my_rank() == 0 && inside) {
    Int32 word = 1;
    to_a = import_from(1, A);
    meet();
    MUST(SBL_SendMsgWithNotify(&word, to_a, 1));
    MUST(SBL_SendMsgWithNotify(&word, to_a, 1));
    meet();
  } else if (inside) {
    MUST(SBL_ExportRecvBuf(a, 4, A, unblocking, 0));
    meet();
    meet();
    while (runs_a < 2) usleep(100);
    CONFORMS("2.unblock.in_handler", in_handler_first == SBL_ENotInHandler);
    CONFORMS("2.unblock.in_handler", in_handler_second == 0 && in_handler_third == SBL_ENotInHandler);
    CONFORMS("2.unblock.negative", in_handler_first < 0);
    CONFORMS("2.block.automatic", runs_during == 2);
  } else {
    my_rank() == 0 ? send() : receive();
  }
  return 0;
}
