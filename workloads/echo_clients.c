/* SPDX-License-Identifier: MIT */
/* Clients of an echo server: opens CLIENTS connections at once, then sends lines over them in turn and checks
 * what comes back.
 *
 *   echo_clients HOST [PORT [CLIENTS [ROUNDS]]] */
#include "dial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_CLIENTS = 64 };

static void read_all(int s, char* to, size_t bytes) {
  for (size_t got = 0; got < bytes;) {
    const ssize_t n = read(s, to + got, bytes - got);
    if (n <= 0) fail("read");
    got += (size_t)n;
  }
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: echo_clients HOST [PORT [CLIENTS [ROUNDS]]]\n");
    return 2;
  }
  const char* port = argc > 2 ? argv[2] : "7";
  const int clients = argc > 3 ? atoi(argv[3]) : 4, rounds = argc > 4 ? atoi(argv[4]) : 10;
  int sockets[MOST_CLIENTS];
  char line[64], answer[64];
  if (clients < 1 || clients > MOST_CLIENTS) {
    fprintf(stderr, "echo_clients: CLIENTS is 1 to %d\n", MOST_CLIENTS);
    return 2;
  }
  for (int i = 0; i < clients; ++i) sockets[i] = dial("echo_clients", argv[1], port);
  for (int round = 0; round < rounds; ++round) {
    for (int i = 0; i < clients; ++i) {
      const int n = snprintf(line, sizeof line, "client %d round %d\n", i, round);
      if (write(sockets[i], line, (size_t)n) != n) fail("write");
    }
    for (int i = 0; i < clients; ++i) {
      const int n = snprintf(line, sizeof line, "client %d round %d\n", i, round);
      read_all(sockets[i], answer, (size_t)n);
      if (memcmp(line, answer, (size_t)n) == 0) continue;
      printf("client %d round %d: wrong answer\n", i, round);
      return 1;
    }
  }
  for (int i = 0; i < clients; ++i) close(sockets[i]);
  printf("%d clients, %d rounds: all answers right\n", clients, rounds);
  return 0;
}
