/* Calls of the library that must be refused, each with its own error. */
#include <sbl.h>
#include <sbl_ext.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { WORDS = 2048 };
static Int32 source[WORDS] __attribute__((aligned(4096)));
static Int32 buffer[WORDS] __attribute__((aligned(4096)));

static int wrong;
static void expect(int got, int want, const char* what) {
  if (got == want) return;
  printf("%s: %d instead of %d\n", what, got, want);
  wrong = 1;
}

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  expect(SBL_ExportRecvBuf((Int32*)((char*)buffer + 2), 4, 1, 0, 0), SBL_EAlignment, "unaligned export");
  expect(SBL_ExportRecvBuf(buffer, WORDS, 1, 0, 0), 0, "export");
  expect(SBL_ExportRecvBuf(source, WORDS, 1, 0, 0), SBL_EDuplicateId, "second export of an id");
  expect(SBL_ExportRecvBuf(buffer + 5, 4, 2, 0, 0), SBL_EOverlap, "overlapping export");
  expect(SBL_ImportRecvBuf(node[0] + 1000, 100, 1, &proxy, &words), SBL_ENoNode, "import from no node");
  expect(SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words), 0, "import");
  expect(words, WORDS, "size");
  expect(SBL_SendMsg((Int32*)((char*)source + 1), proxy, 1), SBL_EAlignment, "unaligned source");
  expect(SBL_SendMsg(source, (Int32*)((char*)proxy + 1), 1), SBL_EAlignment, "unaligned destination");
  expect(SBL_SendMsg(source, proxy + 1, WORDS), SBL_ERange, "send past the end");
  expect(SBL_SendMsg(source, source, 1), SBL_ENotImported, "send to own memory");
  expect(SBL_AUMap(source + 1, proxy, 1024, 0, AU_SingleWrite), SBL_EAlignment, "map off a page boundary");
  expect(SBL_AUMap(source, proxy + 1, 1024, 0, AU_SingleWrite), SBL_EAlignment, "map to off a page boundary");
  expect(SBL_AUMap(source, proxy, WORDS + 1, 0, AU_SingleWrite), SBL_ENotImported, "map past the end");
  /* Proxies are no memory. */
  expect(SBL_AUMap(proxy, proxy, 1024, 0, AU_SingleWrite), SBL_ERange, "map from a proxy");
  expect(SBL_CachePolicy(proxy, 4096, SBL_WriteBack), SBL_ERange, "caching of a proxy");
  expect((int)write(1, proxy, 4), -1, "output from a proxy");
  if (!wrong) puts("all refused");
  return wrong;
}
