/* SPDX-License-Identifier: MIT */
/* SBL_SendMsg with a bad address: `bad_send source`, `bad_send destination`. */
#include "conforms.h"

static Int32 buffer[PAGE_WORDS] PAGE_ALIGNED;

int main(int argc, char** argv) {
  const int source = argc > 1 && strcmp(argv[1], "source") == 0;
  const char* id = source ? "2.send.fault.source" : "2.send.fault.destination";
  MUST(SBL_ExportRecvBuf(buffer, PAGE_WORDS, 1, NULL, 0));
  Int32* const remote = import_from(1 - my_rank(), 1);
  meet();
  if (my_rank() == 1) return 0;
  if (source) {
    printf("conforms %s\n", id);
    SBL_SendMsg(buffer + 0x1000000, remote, 1); /* 64 MB on: no memory */
    printf("survived %s\n", id);
    return 0;
  }
  /* In the destination space, but nothing was imported there; and outside of it. */
  const int inside = SBL_SendMsg(buffer, remote + 0x1000000, 1);
  const int outside = SBL_SendMsg(buffer, buffer, 1);
  printf("%s %s\n", inside == SBL_ENotImported && outside == SBL_ENotImported ? "error" : "survived", id);
  return 0;
}
