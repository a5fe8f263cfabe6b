/* SPDX-License-Identifier: MIT */
/* After the import the two references of a user-level DMA suffice, made here without the library: no check in
 * software, no call of the kernel. And what a proxy is: a name of a place in the remote buffer, no memory. */
#include "conforms.h"

enum { WORDS = 500, FIRST = 300, PROXY_OFFSET = 0x40000000, INITIATION = 1 }; /* docs/architecture.md */
static Int32 space[FIRST + WORDS], word;

/* STORE the size to the destination, LOAD from PROXY(source), again until the LOAD says that it has begun. */
static void transfer(Int32* source, Int32* destination, Int32 bytes) {
  Int32 status;
  do {
    *(volatile Int32*)destination = bytes;
    status = *(volatile Int32*)((char*)source + PROXY_OFFSET);
  } while (status & INITIATION);
}

static void send(Int32* remote) {
  const uint32_t first = (uint32_t)(uintptr_t)remote;
  const uint32_t last = (uint32_t)(uintptr_t)(remote + WORDS - 1);
  CONFORMS("1.proxy.range", first >= 0x80000000u && last < 0xc0000000u && first <= last);
  meet();
  static const int places[] = {0, 1, 250, WORDS - 1};
  for (int i = 0; i < 4; ++i) {
    word = 1000 + places[i];
    transfer(&word, remote + places[i], sizeof word);
    let_arrive();
  }
  meet();
  /* No load from the proxy sees the remote memory, no store to it alone changes it. */
  Int32 status = *(volatile Int32*)(remote + 250);
  CONFORMS("1.proxy.no_memory", status != 1250);
  *(volatile Int32*)(remote + 1) = 4444;
  *(volatile Int32*)(remote + 1) = -1; /* takes the STORE back */
  let_arrive();
  meet();
  /* Nor is it memory to the library. */
  Int32* const page = (Int32*)((uintptr_t)remote & ~(uintptr_t)(PAGE_BYTES - 1));
  CONFORMS("1.proxy.no_memory", SBL_CachePolicy(page, PAGE_BYTES, SBL_Uncached) == SBL_ERange);
}

static void receive(void) {
  meet();
  meet();
  Int32* const b = space + FIRST;
  CONFORMS("1.no_check", b[0] == 1000 && b[250] == 1250);
  CONFORMS("1.proxy.offset",
           b[0] == 1000 && b[1] == 1001 && b[250] == 1250 && b[WORDS - 1] == 1000 + WORDS - 1);
  CONFORMS("1.proxy.offset", b[2] == 0 && b[-1] == 0);
  meet();
  CONFORMS("1.proxy.no_memory", b[1] == 1001 && b[250] == 1250);
}

int main(void) {
  MUST(SBL_ExportRecvBuf(space + FIRST, WORDS, 1, NULL, 0));
  Int32* const remote = import_from(1 - my_rank(), 1);
  my_rank() == 0 ? send(remote) : receive();
  return 0;
}
