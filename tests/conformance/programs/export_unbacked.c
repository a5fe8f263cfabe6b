/* SPDX-License-Identifier: MIT */
/* Exporting an address at which the process has no memory is a page fault. */
#include "conforms.h"

static Int32 last_page[PAGE_WORDS] PAGE_ALIGNED;

int main(void) {
  Int32* const nowhere = last_page + 0x1000000; /* 64 MB on: neither image nor heap */
  puts("conforms 2.export.backed");
  SBL_ExportRecvBuf(nowhere, 4, 1, NULL, 0);
  puts("survived 2.export.backed");
  return 0;
}
