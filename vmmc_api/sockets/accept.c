/* SPDX-License-Identifier: MIT */
/* The server's side: listen, and accept what setup.c has answered. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "socket.h"

static int answer(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

int listen(int descriptor, int backlog) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (s->state != FRESH && s->state != LISTENING) return answer(-EINVAL);
  const int status = s->port == 0 ? own_port(s, 0) : 0;
  if (status < 0) return answer(status);
  s->backlog = backlog < 0 || backlog > SOMAXCONN ? SOMAXCONN : backlog;
  s->state = LISTENING;
  return 0;
}

struct socket* next_client(struct socket* s) {
  struct socket* client = s->first_waiting;
  if (client == NULL) return NULL;
  s->first_waiting = client->next_waiting;
  if (s->first_waiting == NULL) s->last_waiting = NULL;
  --s->waiting;
  return client;
}

static int take_client(struct socket* s, int flags, struct socket** client) {
  const int64_t deadline = s->options.receive_timeout != 0 ? time_now() + s->options.receive_timeout : 0;
  if (s->state != LISTENING) return -EINVAL;
  reap_connections();
  if (s->first_waiting == NULL) serve_datagrams();
  while (s->first_waiting == NULL) {
    if (s->description.flags & O_NONBLOCK) return -EAGAIN;
    const int status = wait_for_change(s, deadline);
    if (status < 0) return status;
  }
  const int descriptor =
      shrimp_new_descriptor(&s->first_waiting->description, 0, (flags & SOCK_CLOEXEC) != 0);
  if (descriptor < 0) return descriptor;
  *client = next_client(s);
  (*client)->description.flags = O_RDWR | (flags & SOCK_NONBLOCK ? O_NONBLOCK : 0);
  return descriptor;
}

int accept4(int descriptor, struct sockaddr* name, socklen_t* bytes, int flags) {
  struct socket *s = socket_of(descriptor), *client = NULL;
  if (s == NULL) return -1;
  if (flags & ~(SOCK_NONBLOCK | SOCK_CLOEXEC)) return answer(-EINVAL);
  const int accepted = take_client(s, flags, &client);
  if (accepted < 0) return answer(accepted);
  if (name != NULL) {
    const int status = give_name(&client->peer, name, bytes);
    if (status < 0) {
      close(accepted);
      return answer(status);
    }
  }
  return accepted;
}

int accept(int descriptor, struct sockaddr* name, socklen_t* bytes) {
  return accept4(descriptor, name, bytes, 0);
}
