/* SPDX-License-Identifier: MIT */
/* A chat: what one client says all hear. The server has a pipe to itself among its descriptors, by which a
 * signal handler wakes its loop. serve; or: NAME NODE */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORT = 6667, CLIENTS = 2 };

static int self[2];

static void wake(int number) {
  const int error = errno;
  write(self[1], &number, 1);
  errno = error;
}

static void serve(void) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(PORT)};
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sigaction action = {.sa_handler = wake};
  int wakes = 0, gone = 0;
  char text[256];
  sigaction(SIGUSR1, &action, NULL);
  if (pipe2(self, O_NONBLOCK) < 0) err(1, "pipe2");
  if (bind(listener, (struct sockaddr*)&here, sizeof here) < 0) err(1, "bind");
  listen(listener, CLIENTS);
  fd_set all, clients;
  FD_ZERO(&all);
  FD_ZERO(&clients);
  FD_SET(listener, &all);
  FD_SET(self[0], &all);
  for (;;) { /* at the end it rests: nobody is left who could be its client */
    fd_set ready = all;
    if (select(FD_SETSIZE, &ready, NULL, NULL, NULL) < 0 && errno != EINTR) err(1, "select");
    if (FD_ISSET(self[0], &ready))
      while (read(self[0], text, sizeof text) > 0) ++wakes;
    if (FD_ISSET(listener, &ready)) {
      const int client = accept(listener, NULL, NULL);
      FD_SET(client, &all);
      FD_SET(client, &clients);
      raise(SIGUSR1);
    }
    for (int from = 0; from < FD_SETSIZE; ++from) {
      if (!FD_ISSET(from, &clients) || !FD_ISSET(from, &ready)) continue;
      const ssize_t n = recv(from, text, sizeof text, 0);
      if (n <= 0) {
        close(from);
        FD_CLR(from, &all);
        FD_CLR(from, &clients);
        if (++gone == CLIENTS) {
          printf("%d clients, %d wakes\n", gone, wakes);
          fflush(stdout);
        }
        continue;
      }
      for (int to = 0; to < FD_SETSIZE; ++to)
        if (FD_ISSET(to, &clients)) send(to, text, (size_t)n, MSG_NOSIGNAL);
    }
  }
}

int main(int argc, char** argv) {
  char text[256];
  if (argc < 3) serve();
  const struct hostent* host = gethostbyname(argv[2]);
  struct sockaddr_in there = {.sin_family = AF_INET, .sin_port = htons(PORT)};
  memcpy(&there.sin_addr, host->h_addr_list[0], sizeof there.sin_addr);
  const int s = socket(AF_INET, SOCK_STREAM, 0);
  usleep(20000);
  if (connect(s, (struct sockaddr*)&there, sizeof there) < 0) err(1, "connect");
  dprintf(s, "hello from %s\n", argv[1]);
  return read(s, text, sizeof text) > 0 ? 0 : 1;
}
