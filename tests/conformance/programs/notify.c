/* SPDX-License-Identifier: MIT */
/* Notifications: process 0 sends with and without them, process 1 has buffers with and without handlers. */
#include "conforms.h"

enum { WITH = 1, WITHOUT = 2, OTHER = 3, BACK = 4, WORDS = 1500 };
static Int32 with[WORDS], without[8], other[8], back[8];
static Int32 message[WORDS];

static volatile int runs_of[5], words_were_there, on_stack_of_process, sent_back;
static Int32* remote_back;

static void handler(unsigned int rbufid) {
  int here;
  ++runs_of[rbufid];
  const intptr_t distance = (char*)&here - (char*)__builtin_frame_address(0);
  on_stack_of_process = distance > -65536 && distance < 65536;
  if (rbufid == WITH) words_were_there = look(&with[0]) == 5 && look(&with[WORDS - 1]) == 5;
}

static void answering_handler(unsigned int rbufid) {
  Int32 answer = 4711;
  ++runs_of[rbufid];
  sent_back = SBL_SendMsg(&answer, remote_back, 1) == 0;
}

static void send(void) {
  MUST(SBL_ExportRecvBuf(back, 8, BACK, NULL, 0));
  Int32* const to_with = import_from(1, WITH);
  Int32* const to_without = import_from(1, WITHOUT);
  Int32* const to_other = import_from(1, OTHER);
  for (int i = 0; i < WORDS; ++i) message[i] = 5;
  meet();
  /* Plain messages, to a buffer with a handler and to one without. */
  MUST(SBL_SendMsg(message, to_with + 1, 3));
  MUST(SBL_SendMsg(message, to_without, 1));
  let_arrive();
  meet();
  /* With notification, to a buffer without a handler. */
  CONFORMS("2.notify.no_handler", SBL_SendMsgWithNotify(message, to_without + 1, 3) == 0);
  let_arrive();
  meet();
  /* With notification, to a buffer with a handler; 1,500 words in at least two transfers. */
  CONFORMS("2.notify.sends", SBL_SendMsgWithNotify(message, to_with, WORDS) == 0);
  let_arrive();
  meet();
  meet(); /* the receiver has counted */
  /* The handler of this one sends. */
  MUST(SBL_SendMsgWithNotify(message, to_other, 1));
  while (look(back) == 0) continue;
  CONFORMS("2.send.handler", back[0] == 4711);
  meet();
}

static int runs(void) {
  return runs_of[WITH] + runs_of[WITHOUT] + runs_of[OTHER] + runs_of[0];
}

static void receive(void) {
  MUST(SBL_ExportRecvBuf(with, WORDS, WITH, handler, 0));
  CONFORMS("2.export.no_handler", SBL_ExportRecvBuf(without, 8, WITHOUT, NULL, 0) == 0);
  MUST(SBL_ExportRecvBuf(other, 8, OTHER, answering_handler, 0));
  remote_back = import_from(0, BACK);
  meet();
  meet();
  CONFORMS("1.notification.sender", with[1] == 5 && with[3] == 5 && runs() == 0);
  CONFORMS("1.notification.neither", without[0] == 5 && runs() == 0);
  meet();
  CONFORMS("2.export.no_handler", without[3] == 5 && runs() == 0);
  CONFORMS("2.notify.no_handler", without[1] == 5 && without[3] == 5 && runs() == 0);
  CONFORMS("1.notification.receiver", runs() == 0);
  meet();
  CONFORMS("2.notify.sends", with[0] == 5 && with[WORDS - 1] == 5);
  CONFORMS("1.notification.runs", runs_of[WITH] == 1 && on_stack_of_process);
  CONFORMS("1.notification.after", words_were_there);
  CONFORMS("2.notify.handler", runs_of[WITH] == 1 && runs() == 1); /* once, of that buffer, with its number */
  meet();
  meet();
  CONFORMS("2.send.handler", sent_back && runs_of[OTHER] == 1);
}

int main(void) {
  my_rank() == 0 ? send() : receive();
  return 0;
}
