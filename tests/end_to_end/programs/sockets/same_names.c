/* SPDX-License-Identifier: MIT */
/* A program whose own functions have the names of the libraries' inner ones, and of ones of the C library. */
#include <arpa/inet.h>
#include <err.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int calls;

int open_connection(const char* host, int port) {
  (void)host;
  ++calls;
  return port;
}
int new_socket(int number) {
  ++calls;
  return number;
}
void say(const char* text) {
  ++calls;
  puts(text);
}
void tell_peer(void) {
  ++calls;
}
long time_now(void) {
  ++calls;
  return 5;
}
int own_port, remember, ring_open; /* not functions at all */

/* Its own instead of the C library's; others of the same file of that come from there. */
int inet_aton(const char* text, struct in_addr* to) {
  ++calls;
  to->s_addr = (in_addr_t)strlen(text);
  return 1;
}
void warn(const char* format, ...) {
  ++calls;
  puts(format);
}

int main(void) {
  struct in_addr address;
  int pair[2];
  char text[8] = "";
  inet_aton("12345", &address);
  printf("%d %s\n", (int)address.s_addr, inet_ntoa((struct in_addr){htonl(INADDR_LOOPBACK)}));
  warn("own warning");
  dup2(1, 2);
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 || write(pair[0], "here", 4) != 4) err(1, "pair");
  printf("%d %s\n", (int)read(pair[1], text, 4), text);
  say("done");
  tell_peer();
  return new_socket((int)time_now()) + open_connection("", 2) + own_port + remember + ring_open == 7 &&
                 calls == 7
             ? 0
             : 1;
}
