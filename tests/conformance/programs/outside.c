/* SPDX-License-Identifier: MIT */
/* The sender's memory management keeps it inside the pages of the buffers that it has imported: a reference
 * beside them is a page fault. `outside before`, `outside behind`, and `outside stranger`: a process that has
 * imported nothing uses its neighbour's proxy. */
#include "conforms.h"

enum { WORDS = 2 * PAGE_WORDS };
static Int32 buffer[WORDS] PAGE_ALIGNED;

int main(int argc, char** argv) {
  const char* where = argc > 2 ? argv[1] : "";
  const char* id = argv[2];
  if (my_rank() == 1) {
    MUST(SBL_ExportRecvBuf(buffer, WORDS, 1, NULL, 0));
    usleep(100000); /* longer than the others live */
    for (int i = 0; i < WORDS; ++i)
      if (buffer[i] != 0) printf("breaks %s: word %d has changed\n", id, i);
    puts("unharmed");
    return 0;
  }
  if (my_rank() == 0) {
    Int32* const remote = import_from(1, 1);
    if (strcmp(where, "stranger") == 0) {
      usleep(90000);
      return 0;
    }
    printf("conforms %s\n", id);
    *(volatile Int32*)(strcmp(where, "before") == 0 ? remote - 1 : remote + WORDS) = 4;
    printf("survived %s\n", id);
    return 0;
  }
  /* Process 2, on node 0: every process has its imports from the same address on. */
  Int32* const neighbours = (Int32*)(((uintptr_t)buffer & ~(uintptr_t)0xffffffff) | 0x80001000u);
  usleep(50000);
  printf("conforms %s\n", id);
  *(volatile Int32*)neighbours = 4;
  printf("survived %s\n", id);
  return 0;
}
