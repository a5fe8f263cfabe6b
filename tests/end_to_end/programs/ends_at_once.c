/* SPDX-License-Identifier: MIT */
/* `ends_at_once WAY END`: process 0 sends a page of sevens to process 1 in this way and ends at once, by its
 * return or by a fault. Process 1 waits a while, then says how many words have come. */
#include <sbl.h>
#include <sbl_ext.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORDS = 1024 };
static Int32 buffer[WORDS] __attribute__((aligned(4096)));
static Int32 source[WORDS] __attribute__((aligned(4096)));

static void must(int status) {
  if (status == SBL_OK) return;
  SBL_Error(status, "ends_at_once");
  exit(1);
}

static void send(const char* way) {
  NodeID* nodes;
  int count, words;
  Int32* remote;
  must(SBL_Hosts(&count, &nodes));
  must(SBL_ImportRecvBuf(nodes[1], 100, 1, &remote, &words));
  if (strcmp(way, "automatic") == 0) must(SBL_AUMap(source, remote, WORDS, 0, AU_SingleWrite));
  if (strcmp(way, "combined") == 0) must(SBL_AUMap(source, remote, WORDS, 0, AU_BlockWrite));
  for (int i = 0; i < WORDS; ++i) source[i] = 7;
  if (strcmp(way, "deliberate") == 0) must(SBL_SendMsgStart(source, remote, WORDS));
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  if (atoi(getenv("SHRIMP_RANK")) == 0) {
    send(argv[1]);
    if (strcmp(argv[2], "fault") == 0) *(volatile int*)16 = 0;
    return 0;
  }
  must(SBL_ExportRecvBuf(buffer, WORDS, 1, NULL, 0));
  usleep(20000);
  int sevens = 0;
  for (int i = 0; i < WORDS; ++i) sevens += ((volatile Int32*)buffer)[i] == 7;
  printf("%d of %d words\n", sevens, WORDS);
  return 0;
}
