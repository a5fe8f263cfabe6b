/* SPDX-License-Identifier: MIT */
/* A client's connection to a server that may not be there yet. */
#ifndef SHRIMP_WORKLOADS_DIAL_H
#define SHRIMP_WORKLOADS_DIAL_H
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static inline void fail(const char* what) {
  perror(what);
  exit(1);
}

static inline int dial(const char* program, const char* host, const char* port) {
  const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
  struct addrinfo* found;
  const int error = getaddrinfo(host, port, &hints, &found);
  if (error != 0) {
    fprintf(stderr, "%s: %s: %s\n", program, host, gai_strerror(error));
    exit(1);
  }
  for (int tries = 0; tries < 50; ++tries) {
    const int s = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
    if (connect(s, found->ai_addr, found->ai_addrlen) == 0) {
      freeaddrinfo(found);
      return s;
    }
    close(s);
    usleep(10000);
  }
  fail("connect");
  return -1;
}

#endif
