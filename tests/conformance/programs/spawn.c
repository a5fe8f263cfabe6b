/* SPDX-License-Identifier: MIT */
/* SBL_Spawn: `spawn FILE` starts itself on the other node, with arguments, and imports from its child. */
#include "conforms.h"

enum { ID = 2 };
static Int32 mailbox[8];

/* The child: its arguments begin at argv[1]; argv[0] is its own name. */
static int child(int argc, char** argv) {
  CONFORMS("2.spawn.argv", argc == 4 && strcmp(argv[2], "two words") == 0 && strcmp(argv[3], "") == 0);
  CONFORMS("2.spawn.argv", argv[4] == NULL && strcmp(argv[0], "not this one") != 0);
  MUST(SBL_ExportRecvBuf(mailbox, 8, ID, NULL, 0));
  await(mailbox + 7, 42);
  CONFORMS("2.spawn.node", mailbox[0] == (Int32)node_of(1));
  CONFORMS("2.spawn.squid", mailbox[1] == getpid());
  return 0;
}

int main(int argc, char** argv) {
  if (argc > 1 && strcmp(argv[1], "child") == 0) return child(argc, argv);
  if (argc != 2) return 2;
  char* arguments[] = {"not this one", "child", "two words", "", NULL, "nor this"};
  SBL_Squid squid = 0;
  const NodeID node = node_of(1);
  CONFORMS("2.spawn.node", SBL_Spawn(argv[1], arguments, node, &squid) == 0);
  CONFORMS("2.spawn.squid", squid >= FIRST_PID);
  Int32* proxy;
  int words;
  CONFORMS("2.spawn.squid", SBL_ImportRecvBuf(node, squid, ID, &proxy, &words) == 0 && words == 8);
  Int32 letter[8] = {(Int32)node, squid, 0, 0, 0, 0, 0, 42};
  MUST(SBL_SendMsg(letter, proxy, 8));
  CONFORMS("2.spawn.errors", SBL_Spawn("no such program", NULL, node, &squid) < 0);
  CONFORMS("2.spawn.errors", SBL_Spawn(argv[1], arguments, node + 500, &squid) == SBL_ENoNode);
  return 0;
}
