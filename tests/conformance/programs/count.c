/* SPDX-License-Identifier: MIT */
/* What the list counts: `count WHAT N` does N of one thing, and everything else just as often for any N. */
#include "conforms.h"

enum { ID = 1, MANY = 100, WORDS = PAGE_WORDS };
static Int32 buffer[WORDS] PAGE_ALIGNED, source[WORDS] PAGE_ALIGNED, small[200];

static void messages(Int32* remote, int n) {
  for (int i = 1; i <= n; ++i) {
    source[0] = i;
    MUST(SBL_SendMsg(source, remote, 1));
  }
}

/* One store a word. */
static int stores(Int32* remote, int n) {
  if (SBL_AUMap(source, remote, WORDS, 0, AU_TimerWrite) == SBL_EUnsupported) return 0;
  for (volatile Int32* word = source; word < source + n; ++word) *word = n;
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const char* what = argv[1];
  const int n = atoi(argv[2]);
  const char* id = argv[3];
  int supported = 1;
  MUST(SBL_ExportRecvBuf(buffer, WORDS, ID, NULL, 0));
  Int32* const remote = import_from(1 - my_rank(), ID);
  for (int i = 0; strcmp(what, "exports") == 0 && i < n; ++i)
    MUST(SBL_ExportRecvBuf(small + i, 1, MANY + i, NULL, 0));
  meet();
  for (int i = 0; strcmp(what, "imports") == 0 && i < n; ++i) import_from(1 - my_rank(), ID);
  if (my_rank() == 0 && strcmp(what, "messages") == 0) messages(remote, n);
  if (my_rank() == 0 && strcmp(what, "stores") == 0) supported = stores(remote, n);
  let_arrive();
  meet();
  if (my_rank() == 0) printf("%s %s\n", supported ? "conforms" : "unsupported", id);
  if (my_rank() == 1 && strcmp(what, "messages") == 0) CONFORMS(id, buffer[0] == n);
  return 0;
}
