/* SPDX-License-Identifier: MIT */
/* The client's side. */
#include <errno.h>
#include <fcntl.h>

#include "socket.h"

static int answer(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

/* A connection that is under way, or has just failed. */
static int finish(struct socket* s) {
  const int64_t deadline = s->options.send_timeout != 0 ? time_now() + s->options.send_timeout : 0;
  while (s->state == CONNECTING) {
    if (s->description.flags & O_NONBLOCK) return -EINPROGRESS;
    const int status = wait_for_change(s, deadline);
    if (status < 0) return status == -EINTR ? -EINTR : -EINPROGRESS;
  }
  if (s->state == CONNECTED) {
    s->connect_told = 1;
    return 0;
  }
  const int error = take_error(s);
  s->reads_shut = s->writes_shut = 0; /* as new */
  return error != 0 ? -error : -ECONNABORTED;
}

static int start(struct socket* s, const struct sockaddr_in* to) {
  uint32_t address = ntohl(to->sin_addr.s_addr);
  if (address == INADDR_ANY) address = INADDR_LOOPBACK;
  if (s->port == 0) {
    const int status = own_port(s, 0);
    if (status < 0) return status;
  }
  if (ntohl(s->local.sin_addr.s_addr) == INADDR_ANY)
    s->local.sin_addr.s_addr = htonl(address >> 24 == IN_LOOPBACKNET ? INADDR_LOOPBACK : own_address());
  s->peer = *to;
  s->peer.sin_addr.s_addr = htonl(address);
  s->reads_shut = s->writes_shut = s->connect_told = 0;
  return start_connecting(s);
}

/* AF_UNSPEC: no longer connected. */
static int disconnect(struct socket* s) {
  if (s->state == LISTENING) stop_listening(s);
  if (s->state == CONNECTED) {
    s->options.linger = 1, s->options.linger_seconds = 0; /* a reset */
    shut_connection(s);
    release_connection(s);
  }
  s->state = FRESH;
  return 0;
}

static int connect_to(struct socket* s, const struct sockaddr_in* to, socklen_t bytes) {
  if (bytes < sizeof to->sin_family) return -EINVAL;
  if (to->sin_family == AF_UNSPEC) return disconnect(s);
  if (bytes < sizeof *to) return -EINVAL;
  if (to->sin_family != AF_INET) return -EAFNOSUPPORT;
  serve_datagrams();
  switch (s->state) {
    case CONNECTING:
      return s->description.flags & O_NONBLOCK ? -EALREADY : finish(s);
    case CONNECTED:
      if (s->connect_told) return -EISCONN;
      s->connect_told = 1;
      return 0;
    case LISTENING:
      return -EISCONN;
    default:
      break;
  }
  if (s->error != 0) return finish(s);
  const int status = start(s, to);
  return status < 0 ? status : finish(s);
}

int connect(int descriptor, const struct sockaddr* to, socklen_t bytes) {
  struct socket* s = socket_of(descriptor);
  return s == NULL ? -1 : answer(connect_to(s, (const struct sockaddr_in*)to, bytes));
}
