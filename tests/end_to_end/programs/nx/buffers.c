// SPDX-License-Identifier: MIT
// Where large messages go straight into the receiver's buffer, and where they cannot: buffers beside words,
// lengths beside words, memory that the program has exported itself, and more buffers than NX keeps. Two
// nodes; node 0 prints how many messages went straight in each case.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vmmc.h>

enum { PAGE = 4096, LARGE = 5 * PAGE, BUFFERS = 150 };

static char from[LARGE + 8] __attribute__((aligned(PAGE)));
static char to[LARGE + 2 * PAGE] __attribute__((aligned(PAGE)));
static char many[BUFFERS][2 * PAGE] __attribute__((aligned(PAGE)));

static void fail(const char* what) {
  printf("node %ld: %s\n", mynode(), what);
  exit(1);
}

/* One message from node 0 to 1; says on node 0 whether it went straight. */
static long move(const char* source, char* destination, long bytes) {
  struct nx_traffic before, after;
  nx_traffic(1 - mynode(), &before);
  if (mynode() == 0) {
    csend(1, (void*)source, bytes, 1, 0);
  } else {
    destination[-1] = destination[bytes] = 0x33;
    crecv(1, destination, bytes);
    if (memcmp(destination, source, (size_t)bytes) != 0) fail("a byte is wrong");
    if (destination[-1] != 0x33 || destination[bytes] != 0x33) fail("a byte beside the buffer is wrong");
  }
  gsync();
  nx_traffic(1 - mynode(), &after);
  return (long)(after.direct - before.direct);
}

int main(void) {
  for (int i = 0; i < LARGE + 8; ++i) from[i] = (char)(i * 5 + i / 300);
  char* const buffer = to + PAGE;
  long lengths = 0, places = 0, sources = 0, kept = 0, exported = 0;
  for (long more = 0; more < 4; ++more) lengths += move(from, buffer, LARGE - 8 + more);
  for (long at = 1; at < 8; ++at) places += move(from, buffer + at, LARGE - 8);
  for (long at = 1; at < 4; ++at) sources += move(from + at, buffer, LARGE - 8);
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < BUFFERS; ++i) kept += move(from, many[i] + 4, PAGE - 8 + i % 3);
  if (mynode() == 1 && vmmc_export(many[0] + PAGE, PAGE, 7, 0, 0, 0) < 0)
    fail("memory that NX gave up is not free");
  exported += move(from, many[0] + 4, 2 * PAGE - 8); /* its second page is the program's */
  if (mynode() == 0)
    printf("lengths %ld of 4, places %ld of 7, sources %ld of 3, many %ld of 300, exported %ld of 1\n",
           lengths, places, sources, kept, exported);
  return 0;
}
