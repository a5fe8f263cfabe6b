/* Imports that wait, that can never be served, and within a node. */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS = 1024, FIRST_PID = 100 };
static Int32 buffer[WORDS] __attribute__((aligned(4096)));
static Int32 message[WORDS];

static void expect(int got, int want, const char* what) {
  if (got == want) return;
  printf("%s: %d instead of %d\n", what, got, want);
  exit(1);
}

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (rank == 1) {
    usleep(8000);
    expect(SBL_ExportRecvBuf(buffer, WORDS, 5, 0, 0), 0, "late export");
    while (!((volatile Int32*)buffer)[WORDS - 1]) continue;
    usleep(8000);
    return 0; /* without the export that process 0 waits for */
  }
  /* To itself: the daemon of the node serves it alone. */
  expect(SBL_ExportRecvBuf(buffer, WORDS, 6, 0, 0), 0, "export");
  expect(SBL_ImportRecvBuf(node[0], FIRST_PID, 6, &proxy, &words), 0, "import within the node");
  message[3] = 33;
  expect(SBL_SendMsg(message, proxy, 4), 0, "send to itself");
  while (((volatile Int32*)buffer)[3] != 33) continue;

  expect(SBL_ImportRecvBuf(node[1], FIRST_PID - 1, 5, &proxy, &words), SBL_ENoProcess, "no such process");
  int late_words;
  Int32* late_proxy;
  expect(SBL_ImportRecvBufReq(node[1], FIRST_PID, 99, &late_proxy, &late_words, 0), 0, "import request");
  expect(SBL_ImportRecvBuf(node[1], FIRST_PID, 5, &proxy, &words), 0, "import that waits");
  expect(words, WORDS, "its size");
  expect(late_words, 0, "an import whose export has not come");
  message[WORDS - 1] = 1;
  expect(SBL_SendMsg(message, proxy, WORDS), 0, "send");
  expect(SBL_ImportRecvBuf(node[1], FIRST_PID, 99, &proxy, &words), SBL_ENoProcess, "exporter ends");
  while (*(volatile int*)&late_words == 0) continue;
  expect(late_words, SBL_ENoProcess, "exporter of a request ends");
  expect(SBL_ImportRecvBuf(node[1], FIRST_PID, 5, &proxy, &words), SBL_ENoProcess, "exporter has ended");
  puts("all as said");
  return 0;
}
