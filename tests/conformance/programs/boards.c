/* SPDX-License-Identifier: MIT */
/* A program that uses each call, on either board: only automatic update may be missing, and then says so. */
#include "conforms.h"

enum { ID = 1 };
static Int32 buffer[PAGE_WORDS] PAGE_ALIGNED, source[PAGE_WORDS] PAGE_ALIGNED;
static volatile int notified;

static void handler(unsigned int rbufid) {
  notified += rbufid == ID;
}

int main(void) {
  const char* id = "2.boards";
  CONFORMS(id, SBL_ExportRecvBuf(buffer, PAGE_WORDS, ID, handler, 0) == 0);
  Int32* const remote = import_from(1 - my_rank(), ID);
  source[0] = 1;
  source[1] = 2;
  CONFORMS(id, SBL_SendMsg(source, remote, 1) == 0);
  CONFORMS(id, SBL_SendMsgWithNotify(source + 1, remote + 1, 1) == 0);
  while (!notified) usleep(100);
  CONFORMS(id, buffer[0] == 1 && buffer[1] == 2);
  SBL_BlockNotifications();
  CONFORMS(id, SBL_UnblockNotifications() > 0);
  SBL_Squid* pid;
  NodeID* node;
  int importers;
  CONFORMS(id, SBL_Importers(ID, &importers, &pid, &node) == 0 && importers == 1);
  const int status = SBL_AUMap(source, remote, PAGE_WORDS, 0, AU_TimerWrite);
  CONFORMS(id, status == 0 || status == SBL_EUnsupported);
  source[2] = 3;
  let_arrive();
  meet();
  CONFORMS(id, buffer[2] == (status == 0 ? 3 : 0));
  meet();
  return 0;
}
