/* SPDX-License-Identifier: MIT */
/* Bandwidth of a stream of NX messages from node 0 to node 1.
 *
 *   nx_bandwidth [BYTES [MESSAGES]]       (65536 bytes, 32 messages)
 *
 * The receiver has two receives posted at any time, the sender two sends under way; the clock stops when an
 * empty message says that all have come. Every message carries its number, and its last byte is checked. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1 << 20, DATA = 1, END = 2, WARM = 4 };

static char buffer[2][MOST] __attribute__((aligned(4096)));

static char mark(long message) {
  return (char)(message % 127 + 1);
}

static void send_all(long bytes, long messages) {
  long mid[2] = {-1, -1};
  for (long i = 0; i < messages; ++i) {
    if (mid[i % 2] >= 0) msgwait(mid[i % 2]);
    buffer[i % 2][bytes - 1] = mark(i);
    mid[i % 2] = isend(DATA, buffer[i % 2], bytes, 1, 0);
  }
  for (int i = 0; i < 2; ++i)
    if (mid[i] >= 0) msgwait(mid[i]);
  crecv(END, NULL, 0);
}

static void receive_all(long bytes, long messages) {
  long mid[2];
  for (long i = 0; i < 2 && i < messages; ++i) mid[i] = irecv(DATA, buffer[i], bytes);
  for (long i = 0; i < messages; ++i) {
    msgwait(mid[i % 2]);
    if (infocount() != bytes || buffer[i % 2][bytes - 1] != mark(i)) {
      fprintf(stderr, "Message %ld came with %ld bytes and mark %d.\n", i, infocount(),
              buffer[i % 2][bytes - 1]);
      exit(1);
    }
    if (i + 2 < messages) mid[i % 2] = irecv(DATA, buffer[i % 2], bytes);
  }
  csend(END, NULL, 0, 0, 0);
}

static void run(long bytes, long messages) {
  if (mynode() == 0)
    send_all(bytes, messages);
  else
    receive_all(bytes, messages);
}

int main(int argc, char** argv) {
  const long bytes = argc > 1 ? atol(argv[1]) : 65536, messages = argc > 2 ? atol(argv[2]) : 32;
  if (numnodes() != 2 || bytes < 1 || bytes > MOST || messages < 1) {
    fprintf(stderr, "nx_bandwidth [BYTES [MESSAGES]]: two nodes, 1 to %d bytes, at least one message.\n",
            MOST);
    return 1;
  }
  run(bytes, WARM);
  const double start = dclock();
  run(bytes, messages);
  const double us = (dclock() - start) * 1e6;
  if (mynode() == 0)
    printf("nx_bandwidth bytes=%ld messages=%ld MB_per_s=%.3f\n", bytes, messages,
           (double)(bytes * messages) / us);
  return 0;
}
