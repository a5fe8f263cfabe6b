/* SPDX-License-Identifier: MIT */
/* A process without memory for messages that it has not asked for, which hold back the one that it waits for.
 *   no_memory never   it waits for ever
 *   no_memory other   another node sends what it waits for, 2 s later */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FLOOD = 1, WANTED = 2, MESSAGES = 2000 };

static char data[2000];

static void use_all_memory(void) {
  for (size_t bytes = 1 << 20; bytes >= 1024; bytes /= 2)
    while (malloc(bytes) != NULL) continue;
}

int main(int argc, char** argv) {
  const int other_sends = argc > 1 && strcmp(argv[1], "other") == 0;
  if (mynode() == 0) {
    for (int i = 0; i < MESSAGES; ++i) csend(FLOOD, data, sizeof data, 1, 0);
    if (!other_sends) csend(WANTED, data, 4, 1, 0);
  } else if (mynode() == 2 && other_sends) {
    sleep(2);
    csend(WANTED, data, 4, 1, 0);
  } else if (mynode() == 1) {
    use_all_memory();
    crecv(WANTED, data, sizeof data);
    puts("got it");
    for (int i = 0; i < MESSAGES; ++i) crecv(FLOOD, data, sizeof data);
    puts("got all");
  }
  return 0;
}
