/* SPDX-License-Identifier: MIT */
/* Calls of NX that never wait: what they cost in instructions.
 *
 *   nx_overhead send|receive [messages]
 *
 * Node 0 sends 4-byte messages for which there is room, or receives some that have come already; its
 * instructions are counted from outside, in two runs of different length. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TYPE = 1, REST_US = 5000 };

static void send_all(int messages, long to) {
  for (int i = 0; i < messages; ++i) csend(TYPE, (char*)&i, sizeof i, to, 0);
}

static void receive_all(int messages) {
  for (int i = 0; i < messages; ++i) {
    int word = -1;
    crecv(TYPE, (char*)&word, sizeof word);
    if (word != i) {
      fprintf(stderr, "message %d came as number %d\n", word, i);
      exit(1);
    }
  }
}

int main(int argc, char** argv) {
  const int sends = argc < 2 || strcmp(argv[1], "receive") != 0;
  const int messages = argc > 2 ? atoi(argv[2]) : 4;
  gsync();
  if ((mynode() == 0) == sends) {
    send_all(messages, 1 - mynode());
  } else {
    usleep(REST_US);
    receive_all(messages);
  }
  if (mynode() == 0) printf("nx_overhead %s messages=%d\n", sends ? "send" : "receive", messages);
  return 0;
}
