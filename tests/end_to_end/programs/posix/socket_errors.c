/* SPDX-License-Identifier: MIT */
/* Calls on sockets that fail, and sockets that are not connected. */
#include "report.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

static struct sockaddr_in at(uint32_t address, int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(address)}};
}
static int option(int s, int level, int name) {
  int value = -1;
  socklen_t bytes = sizeof value;
  return getsockopt(s, level, name, &value, &bytes) == 0 ? value : -1;
}
static int ready(int s) {
  struct pollfd file = {s, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
  poll(&file, 1, 0);
  return file.revents;
}
#define A(name) (struct sockaddr*)&name, sizeof name

int main(void) {
  char text[64];
  signal(SIGPIPE, SIG_IGN);
  SAY(socket(AF_INET, SOCK_STREAM, 99));
  SAY(socket(AF_INET, 77, 0));
  SAY(socket(99, SOCK_STREAM, 0));
  SAY(socket(-1, SOCK_STREAM, 0));

  struct sockaddr_in nobody = at(INADDR_LOOPBACK, 4799), here = at(INADDR_LOOPBACK, 4712), name;
  struct sockaddr_in elsewhere = at(0x01020304, 4712), any = at(INADDR_ANY, 0);
  socklen_t bytes = sizeof name;
  const int s = SAY(socket(AF_INET, SOCK_STREAM, 0));
  SAY(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP));
  SAY((fcntl(4, F_GETFL) & O_NONBLOCK) != 0);
  SAY((fcntl(4, F_GETFL) & O_ACCMODE) == O_RDWR);
  SAY(fcntl(4, F_GETFD));
  SAY(close(4));
  struct stat status;
  SAY(fstat(s, &status));
  SAY(S_ISSOCK(status.st_mode) != 0);
  SAY(lseek(s, 0, SEEK_SET));
  SAY(ready(s));
  SAY(option(s, SOL_SOCKET, SO_TYPE));
  SAY(option(s, SOL_SOCKET, SO_DOMAIN));
  SAY(option(s, SOL_SOCKET, SO_PROTOCOL));
  SAY(option(s, SOL_SOCKET, SO_ACCEPTCONN));
  SAY(option(s, SOL_SOCKET, SO_ERROR));
  SAY(option(s, SOL_SOCKET, SO_KEEPALIVE));
  SAY(option(s, SOL_SOCKET, 7777));
  SAY(option(s, IPPROTO_TCP, TCP_NODELAY));
  const int one = 1;
  SAY(setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one));
  SAY(option(s, SOL_SOCKET, SO_REUSEADDR));
  SAY(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one));
  SAY(option(s, SOL_SOCKET, SO_KEEPALIVE));
  SAY(setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one));
  SAY(option(s, IPPROTO_TCP, TCP_NODELAY));
  SAY(setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, &one, 2));
  SAY(setsockopt(s, SOL_SOCKET, 7777, &one, sizeof one));
  struct timeval time = {1, 500000};
  SAY(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
  time.tv_usec = 1000000;
  SAY(setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
  bytes = sizeof time;
  SAY(getsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &time, &bytes));
  printf("%ld %ld\n", (long)time.tv_sec, (long)time.tv_usec);
  struct linger linger = {1, 5};
  SAY(setsockopt(s, SOL_SOCKET, SO_LINGER, &linger, sizeof linger));
  bytes = sizeof linger;
  SAY(getsockopt(s, SOL_SOCKET, SO_LINGER, &linger, &bytes));
  printf("%d %d\n", linger.l_onoff, linger.l_linger);

  /* Not connected. */
  SAY(read(s, text, 1));
  SAY(recv(s, text, 1, MSG_DONTWAIT));
  SAY(write(s, text, 1));
  SAY(send(s, text, 1, MSG_NOSIGNAL));
  SAY(shutdown(s, SHUT_WR));
  SAY(shutdown(s, 77));
  bytes = sizeof name;
  SAY(getpeername(s, (struct sockaddr*)&name, &bytes));
  SAY(getsockname(s, (struct sockaddr*)&name, &bytes));
  printf("%s %d %d %d\n", inet_ntoa(name.sin_addr), ntohs(name.sin_port), name.sin_family, bytes);
  SAY(accept(s, NULL, NULL));

  /* Names. */
  SAY(bind(s, (struct sockaddr*)&here, 4));
  SAY(bind(s, A(elsewhere)));
  struct sockaddr_in unknown = here;
  unknown.sin_family = AF_INET6;
  SAY(bind(s, A(unknown)));
  SAY(bind(s, A(here)));
  SAY(bind(s, A(here)));
  const int t = SAY(socket(AF_INET, SOCK_STREAM, 0));
  SAY(listen(s, 1));
  SAY(bind(t, A(here)));
  SAY(option(s, SOL_SOCKET, SO_ACCEPTCONN));
  SAY(listen(s, 2));
  SAY(ready(s));
  SAY(read(s, text, 1));
  SAY(recv(s, text, 1, MSG_ERRQUEUE));
  SAY(recv(t, text, 1, MSG_ERRQUEUE));
  SAY(write(s, text, 1));
  SAY(connect(s, A(nobody)));
  int number;
  SAY(ioctl(s, FIONREAD, &number));
  SAY(fcntl(s, F_SETFL, O_NONBLOCK));
  SAY(accept(s, NULL, NULL));
  SAY(accept4(s, NULL, NULL, 12345));
  SAY(shutdown(s, SHUT_RD));
  SAY(close(s));
  SAY(bind(t, A(any)));
  bytes = sizeof name;
  SAY(getsockname(t, (struct sockaddr*)&name, &bytes));
  SAY(ntohs(name.sin_port) >= 32768);

  /* Nobody there. */
  SAY(connect(t, (struct sockaddr*)&nobody, 4));
  unknown.sin_port = htons(4799);
  SAY(connect(t, A(unknown)));
  SAY(connect(t, A(nobody)));
  SAY(option(t, SOL_SOCKET, SO_ERROR));
  SAY(ready(t));
  SAY(read(t, text, 1));
  SAY(connect(t, A(nobody)));
  const int u = SAY(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  const long started = connect(u, A(nobody));
  printf("%ld %d\n", started, errno == EINPROGRESS || errno == ECONNREFUSED);
  struct pollfd file = {u, POLLIN | POLLOUT, 0};
  SAY(poll(&file, 1, 5000));
  SAY(file.revents);
  SAY(option(u, SOL_SOCKET, SO_ERROR));
  SAY(option(u, SOL_SOCKET, SO_ERROR));
  SAY(ready(u));

  /* No sockets at all. */
  const int file_descriptor = open("/dev/null", O_RDWR);
  SAY(file_descriptor);
  SAY(bind(file_descriptor, A(here)));
  SAY(send(file_descriptor, text, 1, 0));
  SAY(recv(file_descriptor, text, 1, 0));
  SAY(listen(file_descriptor, 1));
  SAY(accept(file_descriptor, NULL, NULL));
  SAY(connect(file_descriptor, A(here)));
  SAY(shutdown(file_descriptor, SHUT_RD));
  SAY(setsockopt(file_descriptor, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one));
  bytes = sizeof name;
  SAY(getsockname(file_descriptor, (struct sockaddr*)&name, &bytes));
  SAY(listen(99, 1));
  SAY(accept(99, NULL, NULL));
  SAY(recv(99, text, 1, 0));
  SAY(getpeername(99, (struct sockaddr*)&name, &bytes));
  return 0;
}
