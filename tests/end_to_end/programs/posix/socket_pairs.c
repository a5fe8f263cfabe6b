/* SPDX-License-Identifier: MIT */
/* socketpair; reading nothing; what a connection is when both ends have finished. */
#include "report.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

static void connect_to_self(int pair[2]) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t bytes = sizeof here;
  const int l = socket(AF_INET, SOCK_STREAM, 0);
  bind(l, (struct sockaddr*)&here, sizeof here);
  listen(l, 1);
  getsockname(l, (struct sockaddr*)&here, &bytes);
  pair[0] = socket(AF_INET, SOCK_STREAM, 0);
  connect(pair[0], (struct sockaddr*)&here, sizeof here);
  pair[1] = accept(l, NULL, NULL);
  close(l);
}

static void name_peer(int s, socklen_t bytes) {
  struct sockaddr_in name;
  const int result = getpeername(s, (struct sockaddr*)&name, &bytes);
  report("getpeername", result);
  if (result == 0) printf("%d\n", (int)bytes);
}

int main(void) {
  char text[32] = "";
  int p[2];
  signal(SIGPIPE, SIG_IGN);
  SAY(socketpair(AF_INET, SOCK_STREAM, 0, p));
  SAY(socketpair(99, SOCK_STREAM, 0, p));
  SAY(socketpair(AF_UNIX, SOCK_STREAM, 7, p));
  SAY(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, p));
  printf("%d %d\n", p[0], p[1]);
  SAY((fcntl(p[0], F_GETFL) & O_NONBLOCK) != 0);
  SAY((fcntl(p[1], F_GETFL) & O_NONBLOCK) != 0);
  SAY(read(p[0], text, 1));
  SAY(read(p[0], text, 0));
  SAY(write(p[0], "there", 5));
  SAY(write(p[1], "back", 4));
  struct pollfd file = {p[1], POLLIN, 0};
  SAY(poll(&file, 1, 1000));
  SAY(read(p[1], text, sizeof text));
  file.fd = p[0];
  SAY(poll(&file, 1, 1000));
  SAY(read(p[0], text, sizeof text));
  puts(text);
  SAY(shutdown(p[0], SHUT_WR));
  SAY(poll(&file, 1, 0));
  SAY(close(p[0]) + close(p[1]));

  connect_to_self(p);
  name_peer(p[0], 16);
  name_peer(p[0], 3);
  name_peer(p[0], -1);
  SAY(fsync(p[0]));
  SAY(fcntl(p[0], F_SETFL, O_NONBLOCK));
  SAY(read(p[0], text, 0));
  SAY(readv(p[0], (struct iovec[]){{text, 0}, {text, 0}}, 2));
  SAY(recv(p[0], text, 0, 0));
  SAY(send(p[1], "x", 1, 0));
  SAY(shutdown(p[0], SHUT_WR));
  name_peer(p[0], 16);
  SAY(read(p[1], text, 1));
  SAY(shutdown(p[1], SHUT_WR));
  usleep(20000);
  name_peer(p[0], 16);
  name_peer(p[1], 16);
  SAY(shutdown(p[0], SHUT_RD));
  SAY(shutdown(p[1], SHUT_WR));
  SAY(read(p[0], text, 5));
  SAY(read(p[0], text, 5));
  SAY(write(p[0], text, 5));
  SAY(close(p[0]) + close(p[1]));

  /* A file by a socket. */
  connect_to_self(p);
  char name[] = "/tmp/pairs-XXXXXX";
  const int from = mkstemp(name);
  unlink(name);
  for (int i = 0; i < 3000; ++i) write(from, "0123456789\n", 11);
  off_t offset = 11;
  long sent = 0, got = 0, n;
  while (sent < 20000 && (n = sendfile(p[0], from, &offset, 20000 - (size_t)sent)) > 0) sent += n;
  shutdown(p[0], SHUT_WR);
  while ((n = read(p[1], text, 22)) > 0) got += n;
  printf("%ld %ld %ld\n", sent, got, (long)offset);
  SAY(sendfile(p[0], p[1], NULL, 10));
  return 0;
}
