/* SPDX-License-Identifier: MIT */
/* What an option is set to is told back, whether it changes anything or not. */
#include "report.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

static int s;

static void look(const char* name, int level, int option) {
  int value = -1;
  socklen_t bytes = sizeof value;
  const int result = getsockopt(s, level, option, &value, &bytes);
  if (result < 0)
    printf("%s: %s\n", name, error_name(errno));
  else
    printf("%s: %d, %d bytes\n", name, value, (int)bytes);
}

static void set(const char* name, int level, int option, int value) {
  const int result = setsockopt(s, level, option, &value, sizeof value);
  printf("%s = %d: %s\n", name, value, result < 0 ? error_name(errno) : "");
  look(name, level, option);
}

static void try(const char* name, int level, int option, const int* values, int count) {
  for (int i = 0; i < count; ++i) set(name, level, option, values[i]);
}

/* As bytes, of which there may be too few. */
static void set_bytes(const char* name, int level, int option, unsigned char value, socklen_t bytes) {
  const unsigned char v[4] = {value, 0, 0, 0};
  const int result = setsockopt(s, level, option, v, bytes);
  printf("%s = %d in %d: %s\n", name, value, (int)bytes, result < 0 ? error_name(errno) : "");
  look(name, level, option);
  unsigned char got[4] = {9, 9, 9, 9};
  socklen_t room = 1;
  SAY(getsockopt(s, level, option, got, &room));
  printf("%d %d %d\n", got[0], got[1], (int)room);
}

#define LOOK(level, option) look(#option, level, option)

/* Not what it is at first, which an administrator may have chosen. */
#define TRY(level, option, ...)                                          \
  do {                                                                   \
    static const int values[] = {__VA_ARGS__};                           \
    try(#option, level, option, values, sizeof values / sizeof *values); \
  } while (0)

static void connection(void) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t bytes = sizeof here;
  const int l = socket(AF_INET, SOCK_STREAM, 0);
  const int one = 1, seconds = 42;
  setsockopt(l, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one);
  setsockopt(l, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
  setsockopt(l, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  bind(l, (struct sockaddr*)&here, sizeof here);
  listen(l, 1);
  getsockname(l, (struct sockaddr*)&here, &bytes);
  const int c = socket(AF_INET, SOCK_STREAM, 0);
  SAY(connect(c, (struct sockaddr*)&here, sizeof here));
  s = accept(l, NULL, NULL);
  look("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE);
  look("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE);
  look("TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY);
  TRY(IPPROTO_TCP, TCP_CORK, 1, 0);
  char text[8];
  int number = -1;
  SAY(sockatmark(s));
  SAY((ioctl(s, SIOCATMARK, &number), number));
  SAY((ioctl(s, TIOCOUTQ, &number), number));
  SAY(send(c, "abc", 3, 0));
  SAY(recv(s, text, 3, MSG_WAITALL));
  SAY(sockatmark(s));
  SAY((ioctl(c, TIOCOUTQ, &number), number));
  SAY(ioctl(l, SIOCATMARK, &number));
  SAY(ioctl(l, TIOCOUTQ, &number));
  SAY(ioctl(s, 0x8999, &number));
  SAY(close(s) + close(c) + close(l));
}

int main(void) {
  s = socket(AF_INET, SOCK_STREAM, 0);
  LOOK(SOL_SOCKET, SO_REUSEADDR);
  LOOK(SOL_SOCKET, SO_KEEPALIVE);
  LOOK(SOL_SOCKET, SO_RCVLOWAT);
  LOOK(SOL_SOCKET, SO_SNDLOWAT);
  LOOK(IPPROTO_TCP, TCP_NODELAY);
  LOOK(IPPROTO_TCP, TCP_CORK);
  LOOK(IPPROTO_TCP, TCP_QUICKACK);
  LOOK(IPPROTO_TCP, TCP_USER_TIMEOUT);
  LOOK(IPPROTO_IP, IP_TOS);
  TRY(SOL_SOCKET, SO_DEBUG, 0);
  TRY(SOL_SOCKET, SO_REUSEADDR, 5, 0);
  TRY(SOL_SOCKET, SO_KEEPALIVE, 1, 0);
  TRY(SOL_SOCKET, SO_BROADCAST, 1, 0);
  TRY(SOL_SOCKET, SO_REUSEPORT, 7, 0);
  TRY(SOL_SOCKET, SO_OOBINLINE, 1, 0);
  TRY(SOL_SOCKET, SO_DONTROUTE, 1, 0);
  TRY(SOL_SOCKET, SO_PRIORITY, 0, 3, 6);
  TRY(SOL_SOCKET, SO_RCVLOWAT, 1, 100, 0);
  TRY(SOL_SOCKET, SO_SNDLOWAT, 1, 5);
  TRY(SOL_SOCKET, SO_TIMESTAMP, 1, 0);
  TRY(SOL_SOCKET, SO_SNDBUF, 5000, 1, 100000);
  TRY(SOL_SOCKET, SO_TYPE, 1);
  TRY(SOL_SOCKET, SO_DOMAIN, 1);
  TRY(SOL_SOCKET, SO_PROTOCOL, 1);
  TRY(SOL_SOCKET, SO_ERROR, 1);
  TRY(SOL_SOCKET, SO_ACCEPTCONN, 1);
  TRY(SOL_SOCKET, 7777, 1);
  TRY(IPPROTO_TCP, TCP_NODELAY, 1, 8, 0);
  TRY(IPPROTO_TCP, TCP_CORK, 1, 0);
  TRY(IPPROTO_TCP, TCP_KEEPIDLE, 10, 0, 32767, 32768);
  TRY(IPPROTO_TCP, TCP_KEEPINTVL, 10, 0, 32767, 32768);
  TRY(IPPROTO_TCP, TCP_KEEPCNT, 10, 0, 127, 128);
  TRY(IPPROTO_TCP, TCP_SYNCNT, 3, 0, 127, 128);
  TRY(IPPROTO_TCP, TCP_LINGER2, 10, -1);
  TRY(IPPROTO_TCP, TCP_DEFER_ACCEPT, 0);

  TRY(IPPROTO_TCP, TCP_QUICKACK, 1);
  TRY(IPPROTO_TCP, TCP_USER_TIMEOUT, 5000, 0, -1);
  TRY(IPPROTO_TCP, 7777, 1);
  TRY(IPPROTO_IP, IP_TOS, 0x10, 0x08, 0, 3);
  TRY(IPPROTO_IP, IP_TTL, 10, 255, 0, 256);
  TRY(IPPROTO_IP, IP_RECVTTL, 1);
  TRY(IPPROTO_IP, 7777, 1);
  TRY(7777, 1, 1);
  set_bytes("IP_TOS", IPPROTO_IP, IP_TOS, 0x10, 1);
  set_bytes("IP_TTL", IPPROTO_IP, IP_TTL, 20, 1);
  set_bytes("TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1, 1);
  set_bytes("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, 1, 1);
  set_bytes("IP_TOS", IPPROTO_IP, IP_TOS, 0x10, 0);
  connection();
  return 0;
}
