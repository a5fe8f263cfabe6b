/* SPDX-License-Identifier: MIT */
/* socketpair: two sockets of the process that are connected to each other, by way of the node itself. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "socket.h"

static int fail(int error) {
  errno = error;
  return -1;
}

/* Under a high number, so that the pair gets the lowest. */
static int new_listener(void) {
  const int low = socket(AF_INET, SOCK_STREAM, 0);
  const int high = low < 0 ? -1 : fcntl(low, F_DUPFD, SHRIMP_MOST_DESCRIPTORS / 2);
  if (high < 0) return low; /* none is free */
  close(low);
  return high;
}

/* A connection to oneself; the errno of what failed is kept. */
static int connect_pair(int listener, int flags, int pair[2]) {
  struct sockaddr_in name = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  struct sockaddr* const n = (struct sockaddr*)&name;
  socklen_t bytes = sizeof name;
  if (bind(listener, n, bytes) < 0 || listen(listener, 1) < 0 || getsockname(listener, n, &bytes) < 0)
    return -1;
  if ((pair[0] = socket(AF_INET, SOCK_STREAM | (flags & SOCK_CLOEXEC), 0)) < 0) return -1;
  const int is_connected = connect(pair[0], n, bytes) == 0;
  pair[1] = is_connected ? accept4(listener, NULL, NULL, flags) : -1;
  if (pair[1] < 0) {
    const int error = errno;
    close(pair[0]);
    return fail(error);
  }
  socket_of(pair[0])->description.flags |= flags & SOCK_NONBLOCK;
  return 0;
}

int socketpair(int domain, int type, int protocol, int descriptors[2]) {
  const int flags = type & (SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (domain == AF_INET) return fail(EOPNOTSUPP); /* as on Linux */
  if (domain != AF_UNIX) return fail(EAFNOSUPPORT);
  if ((type & ~flags) != SOCK_STREAM) return fail(ESOCKTNOSUPPORT);
  if (protocol != 0 && protocol != PF_UNIX) return fail(EPROTONOSUPPORT);
  const int listener = new_listener();
  if (listener < 0) return -1;
  const int status = connect_pair(listener, flags, descriptors), error = errno;
  close(listener);
  errno = error;
  return status;
}
