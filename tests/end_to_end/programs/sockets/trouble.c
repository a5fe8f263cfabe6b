/* SPDX-License-Identifier: MIT */
/* Ends that do not behave.
 *   trouble dies HOW        a server that ends while its client is sending (fault, abort, _exit, exit, close)
 *   trouble sends HOST      its client: sends until it hears of that
 *   trouble waits HOST      another: waits for data
 *   trouble slow            a server that accepts four clients late, with room for two
 *   trouble calls HOST      one of them
 *   trouble leaves HOST     connects and ends by a fault
 *   trouble mourns          a server whose client leaves
 *   trouble silent SECONDS  a server that listens, with room for one, and never accepts
 *   trouble tries HOST      connects to it */
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char data[5000];

static const char* name_of(int error) {
  return error == EPIPE ? "EPIPE" : error == ECONNRESET ? "ECONNRESET" : strerror(error);
}
static int listening(int backlog) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(4900)};
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(s, (struct sockaddr*)&here, sizeof here) < 0 || listen(s, backlog) < 0) perror("listen");
  return s;
}
static int connected(const char* host) {
  struct addrinfo* found;
  if (getaddrinfo(host, "4900", &(struct addrinfo){.ai_socktype = SOCK_STREAM}, &found) != 0) exit(1);
  for (;;) {
    const int s = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(s, found->ai_addr, found->ai_addrlen) == 0) return s;
    if (errno != ECONNREFUSED) {
      perror("connect");
      exit(1);
    }
    close(s);
    usleep(5000);
  }
}

static void dies(const char* how) {
  const int listener = listening(5), a = accept(listener, NULL, NULL), b = accept(listener, NULL, NULL);
  for (size_t got = 0; got < 100000;) {
    struct pollfd files[2] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
    poll(files, 2, -1);
    for (int i = 0; i < 2; ++i)
      if (files[i].revents) got += (size_t)read(files[i].fd, data, sizeof data);
  }
  if (strcmp(how, "abort") == 0) abort();
  if (strcmp(how, "fault") == 0) *(volatile int*)8 = 1;
  if (strcmp(how, "_exit") == 0) _exit(0);
  if (strcmp(how, "exit") == 0) exit(0);
  close(a);
  close(b);
  sleep(1);
}
static void sends(const char* host) {
  const int s = connected(host);
  long sent = 0, n;
  signal(SIGPIPE, SIG_IGN);
  while ((n = write(s, data, sizeof data)) > 0) sent += n;
  printf("sender: %s after %s\n", name_of(errno), sent >= 100000 ? "enough" : "too little");
}
static void waits(const char* host) {
  const int s = connected(host);
  const ssize_t n = read(s, data, 1);
  printf("waiter: %s\n", n == 0 ? "end" : name_of(errno));
}
static void slow(void) {
  const int listener = listening(1);
  usleep(150000);
  for (int i = 0; i < 4; ++i) {
    const int s = accept(listener, NULL, NULL);
    if (read(s, data, 1) == 1) write(s, data, 1);
    close(s);
  }
  puts("served 4");
}
static void calls(const char* host) {
  const int s = connected(host);
  if (write(s, "x", 1) != 1 || read(s, data, 1) != 1 || read(s, data, 1) != 0) perror("call");
}
static void leaves(const char* host) {
  connected(host);
  usleep(20000);
  *(volatile int*)8 = 1;
}
static void mourns(void) {
  const int s = accept(listening(1), NULL, NULL);
  struct pollfd file = {s, POLLIN, 0};
  poll(&file, 1, -1);
  const ssize_t n = read(s, data, 1);
  printf("server: %x %s\n", file.revents, n < 0 ? name_of(errno) : "end");
}

static void silent(const char* seconds) {
  listening(0);
  sleep((unsigned)atoi(seconds));
}
static void tries(const char* host) {
  struct addrinfo* found;
  usleep(20000);
  if (getaddrinfo(host, "4900", &(struct addrinfo){.ai_socktype = SOCK_STREAM}, &found) != 0) exit(1);
  const int n = connect(socket(AF_INET, SOCK_STREAM, 0), found->ai_addr, found->ai_addrlen);
  puts(n == 0 ? "connected" : strerror(errno));
}

int main(int argc, char** argv) {
  const char *what = argv[1], *more = argc > 2 ? argv[2] : "";
  if (strcmp(what, "dies") == 0) dies(more);
  if (strcmp(what, "sends") == 0) sends(more);
  if (strcmp(what, "waits") == 0) waits(more);
  if (strcmp(what, "slow") == 0) slow();
  if (strcmp(what, "calls") == 0) calls(more);
  if (strcmp(what, "leaves") == 0) leaves(more);
  if (strcmp(what, "mourns") == 0) mourns();
  if (strcmp(what, "silent") == 0) silent(more);
  if (strcmp(what, "tries") == 0) tries(more);
  return 0;
}
