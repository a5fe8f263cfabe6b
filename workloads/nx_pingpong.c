/* SPDX-License-Identifier: MIT */
/* One-way time of NX messages over their size: half a ping-pong between nodes 0 and 1.
 *
 *   nx_pingpong [BYTES...] [rounds=N]
 *
 * Without sizes: 0, 4, 64, 1 KB, 4 KB, 64 KB, 1 MB. Each message is checked before the clock starts. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 20, TYPE = 1, WARM = 40 };

static char out[MOST] __attribute__((aligned(4096)));
static char in[MOST] __attribute__((aligned(4096)));

static void fail(const char* sentence, const char* word) {
  fprintf(stderr, sentence, word);
  exit(1);
}

static long number(const char* text, long most) {
  char* end;
  const long value = strtol(text, &end, 10);
  if (end == text || *end || value < 0 || value > most) fail("'%s' is no size from 0 to 1048576.\n", text);
  return value;
}

static void play(long bytes, long rounds) {
  const long other = 1 - mynode();
  for (long i = 0; i < rounds; ++i) {
    if (mynode() == 0) csend(TYPE, out, bytes, other, 0);
    crecv(TYPE, in, bytes);
    if (mynode() == 1) csend(TYPE, out, bytes, other, 0);
  }
}

static void measure(long bytes, long rounds) {
  for (long i = 0; i < bytes; ++i) {
    out[i] = (char)(i * 7 + i / 256 + bytes);
    in[i] = 0;
  }
  /* The rings of buffers have gone round, and large buffers have met their addresses. */
  play(bytes, bytes > 65536 ? 2 : WARM);
  if (memcmp(in, out, (size_t)bytes) != 0) fail("A message of %s came with other bytes.\n", "this size");
  const double start = dclock();
  play(bytes, rounds);
  const double us = (dclock() - start) * 1e6 / (2.0 * (double)rounds);
  if (mynode() == 0)
    printf("nx_pingpong bytes=%ld rounds=%ld one_way_us=%.3f MB_per_s=%.3f\n", bytes, rounds, us,
           (double)bytes / us);
}

int main(int argc, char** argv) {
  static const long usual[] = {0, 4, 64, 1024, 4096, 65536, MOST};
  long rounds = 0, sizes = 0;
  if (numnodes() != 2) fail("%s", "nx_pingpong is for two nodes.\n");
  for (int i = 1; i < argc; ++i)
    if (strncmp(argv[i], "rounds=", 7) == 0) rounds = number(argv[i] + 7, MOST);
  for (int i = 1; i < argc; ++i) {
    if (strncmp(argv[i], "rounds=", 7) == 0) continue;
    const long bytes = number(argv[i], MOST);
    measure(bytes, rounds ? rounds : bytes > 65536 ? 4 : bytes > 4096 ? 20 : 200);
    ++sizes;
  }
  for (size_t i = 0; !sizes && i < sizeof usual / sizeof *usual; ++i)
    measure(usual[i], rounds ? rounds : usual[i] > 65536 ? 4 : usual[i] > 4096 ? 20 : 200);
  return 0;
}
