/* SPDX-License-Identifier: MIT */
/* Import: four processes on two nodes. Processes 0 and 2 share node 0, 1 and 3 share node 1. */
#include "conforms.h"

enum { WORDS = 1300, ID = 5, LATE = 6, LATER = 8, NEVER = 9 };
static Int32 buffer[WORDS], late[10], later[20];
static const int late_us = 20000, later_us = 40000;

static void export_in_time(void) {
  MUST(SBL_ExportRecvBuf(buffer, WORDS + my_rank() - 3, ID, NULL, 0));
  if (my_rank() != 0) return;
  usleep(late_us);
  MUST(SBL_ExportRecvBuf(late, 10, LATE, NULL, 0));
  usleep(later_us - late_us);
  MUST(SBL_ExportRecvBuf(later, 20, LATER, NULL, 0));
}

static void import_and_wait(void) {
  Int32* proxy = NULL;
  int words = 0;
  MUST(SBL_ImportRecvBuf(node_of(0), FIRST_PID, LATE, &proxy, &words));
  CONFORMS("2.import.blocks", now_us() >= late_us);
  CONFORMS("2.import.words", words == 10);
  CONFORMS("2.import.proxy", proxy != NULL);
}

static void import_without_waiting(void) {
  static Int32* proxy;
  static volatile int words = 77;
  const double before = now_us();
  CONFORMS("2.importreq.at_once",
           SBL_ImportRecvBufReq(node_of(0), FIRST_PID, LATER, &proxy, (int*)&words, 0) == 0);
  CONFORMS("2.importreq.at_once", words == 0 && now_us() < later_us && now_us() - before < 1000);
  while (words == 0) continue;
  CONFORMS("2.importreq.later", now_us() >= later_us);
  CONFORMS("2.importreq.later", words == 20 && proxy != NULL);
  Int32 word = 99;
  CONFORMS("2.importreq.later", SBL_SendMsg(&word, proxy + 19, 1) == 0);
  Int32* ignored;
  int none;
  CONFORMS("2.importreq.reserved",
           SBL_ImportRecvBufReq(node_of(0), FIRST_PID, ID, &ignored, &none, 1) == SBL_EArgument);
}

/* All four export the same number, of different sizes: node and pid tell them apart. */
static void import_from_each(void) {
  for (int r = 0; r < processes(); ++r) {
    if (r == my_rank()) continue;
    Int32* proxy;
    int words;
    MUST(SBL_ImportRecvBuf(node_of(r), pid_of(r), ID, &proxy, &words));
    CONFORMS("2.processes", words == WORDS + r - 3);
    Int32 greeting = 1000 * r + my_rank();
    CONFORMS("2.processes", SBL_SendMsg(&greeting, proxy + my_rank(), 1) == 0);
  }
}

int main(void) {
  export_in_time();
  if (my_rank() == 1) {
    import_and_wait();
    import_without_waiting();
  }
  import_from_each();
  meet();
  for (int r = 0; r < processes(); ++r)
    if (r != my_rank()) CONFORMS("2.processes", buffer[r] == 1000 * my_rank() + r);
  if (my_rank() == 0) CONFORMS("2.importreq.later", later[19] == 99);
  Int32* proxy;
  int words;
  CONFORMS("2.import.node",
           SBL_ImportRecvBuf(node_of(0) + 500, FIRST_PID, ID, &proxy, &words) == SBL_ENoNode);
  meet();
  return 0;
}
