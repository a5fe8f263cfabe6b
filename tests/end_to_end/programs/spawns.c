/* SPDX-License-Identifier: MIT */
/* Starts copies of itself on all nodes and hears from each. A copy gets what it was told as argument, and
 * sends it back as a word. */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAILBOX = 7, MOST_NODES = 16 };

static volatile Int32 mailbox[MOST_NODES];

static void must(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

static int child(int argc, char** argv, NodeID* nodes) {
  static Int32 letter;
  Int32* proxy;
  int words;
  const int index = atoi(argv[2]);
  letter = atoi(argv[3]);
  must(SBL_ImportRecvBuf(nodes[0], 100, MAILBOX, &proxy, &words), "importing");
  must(SBL_SendMsg(&letter, proxy + index, 1), "sending");
  printf("%d arguments for %s, '%s', pid %d\n", argc, argv[0], argv[4], (int)getpid());
  return getenv("SHRIMP_RANK") != NULL;
}

int main(int argc, char** argv) {
  int count;
  NodeID* nodes;
  must(SBL_Hosts(&count, &nodes), "listing the nodes");
  if (argc > 1 && strcmp(argv[1], "child") == 0) return child(argc, argv, nodes);
  must(SBL_ExportRecvBuf((Int32*)mailbox, MOST_NODES, MAILBOX, NULL, 0), "exporting");
  for (int i = 0; i < count; ++i) {
    char index[12], letter[12];
    sprintf(index, "%d", i);
    sprintf(letter, "%d", 1000 + i);
    char* arguments[] = {"not this", "child", index, letter, "two words", NULL};
    SBL_Squid pid;
    must(SBL_Spawn(argv[1], arguments, nodes[i], &pid), "starting a process");
    while (mailbox[i] != 1000 + i) continue;
    printf("node %d answered, pid %d\n", i, pid);
  }
  SBL_Squid pid;
  char* none[] = {"", NULL};
  SBL_Error(SBL_Spawn("quux", none, nodes[0], &pid), "nonsense");
  SBL_Error(SBL_Spawn(argv[1], none, 12345, &pid), "nowhere");
  return 0;
}
