/* SPDX-License-Identifier: MIT */
/* An echo server of one process for many clients, by select, as servers without fork were written.
 *
 *   echo_server [PORT [CLIENTS]]   CLIENTS: ends when it has served so many (0: never) */
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

static void fail(const char* what) {
  perror(what);
  exit(1);
}

/* Sends back what has come; 0: the client has closed. */
static int echo(int s) {
  static char text[4096];
  const ssize_t n = read(s, text, sizeof text);
  for (ssize_t done = 0; done < n;) {
    const ssize_t m = write(s, text + done, (size_t)(n - done));
    if (m < 0) return 0;
    done += m;
  }
  return n > 0;
}

int main(int argc, char** argv) {
  const int port = argc > 1 ? atoi(argv[1]) : 7, most = argc > 2 ? atoi(argv[2]) : 0;
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  const int listener = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr*)&here, sizeof here) < 0 || listen(listener, 64) < 0) fail("listen");
  fd_set open_sockets, ready;
  FD_ZERO(&open_sockets);
  FD_SET(listener, &open_sockets);
  int highest = listener, served = 0, at_once = 0, most_at_once = 0;
  while (most == 0 || served < most) {
    ready = open_sockets;
    if (select(highest + 1, &ready, NULL, NULL, NULL) < 0) fail("select");
    if (FD_ISSET(listener, &ready)) {
      const int s = accept(listener, NULL, NULL);
      if (s < 0) fail("accept");
      FD_SET(s, &open_sockets);
      if (s > highest) highest = s;
      if (++at_once > most_at_once) most_at_once = at_once;
    }
    for (int s = listener + 1; s <= highest; ++s) {
      if (!FD_ISSET(s, &ready) || echo(s)) continue;
      close(s);
      FD_CLR(s, &open_sockets);
      --at_once;
      ++served;
    }
  }
  printf("served %d clients, %d at once\n", served, most_at_once);
  return 0;
}
