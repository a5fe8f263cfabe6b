/* SPDX-License-Identifier: MIT */
/* Sockets as descriptors: making them, giving them names, closing them. */
#include "socket.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>

#include "datagram.h"

struct socket* all_sockets;

int64_t time_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

uint32_t own_address(void) {
  static uint32_t address;
  if (address == 0) address = vmmc_self().node;
  return address;
}
int is_own_address(uint32_t address) {
  return address >> 24 == IN_LOOPBACKNET || address == INADDR_ANY || address == own_address();
}

static int answer(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

/* ---- The kind of description ---- */

/* As Linux: to read nothing is never to wait; to receive nothing may be. */
static long read_socket(struct shrimp_description* d, void* to, size_t bytes) {
  if (bytes == 0) return 0;
  return receive_bytes((struct socket*)d, to, bytes, 0);
}
static long write_socket(struct shrimp_description* d, const void* from, size_t bytes) {
  return send_bytes((struct socket*)d, from, bytes, 0);
}
static long read_parts(struct shrimp_description* d, const struct iovec* parts, int count) {
  return receive_parts((struct socket*)d, parts, count, 0);
}
static long write_parts(struct shrimp_description* d, const struct iovec* parts, int count) {
  return send_parts((struct socket*)d, parts, count, 0);
}
static int status_of_socket(struct shrimp_description* d, struct stat* to) {
  (void)d;
  to->st_mode = S_IFSOCK | 0777;
  to->st_blksize = 4096;
  return 0;
}
static int control_socket(struct shrimp_description* d, unsigned long request, void* argument) {
  struct socket* s = (struct socket*)d;
  int* const to = argument;
  switch (request) {
    case SIOCATMARK: /* there are no urgent data, hence no mark */
      *to = 0;
      return 0;
    case FIONREAD:
      if (s->state == LISTENING) return -EINVAL;
      *to = s->state == CONNECTED ? (int)bytes_to_read(s) : 0;
      return 0;
    case TIOCOUTQ: /* what is sent lies in the other end's memory, as what TCP has had acknowledged */
      if (s->state == LISTENING) return -EINVAL;
      *to = 0;
      return 0;
    default:
      return -ENOTTY;
  }
}

const struct shrimp_kind socket_kind = {
    .read = read_socket,
    .write = write_socket,
    .read_parts = read_parts,
    .write_parts = write_parts,
    .status = status_of_socket,
    .control = control_socket,
    .close = close_socket,
    .ready = socket_ready,
    .watch = watch_socket,
    .wait = wait_for_sockets,
    .resting = is_resting,
};

/* ---- Their life ---- */

/* Whoever ends closes what it has open: the other ends read what was sent, and then the end. */
static void close_all(void) {
  for (struct socket* s = all_sockets; s != NULL; s = s->next)
    if (s->state == CONNECTED) shut_connection(s);
}
static void close_all_at_exit(void) {
  fflush(NULL); /* streams on sockets */
  close_all();
}

struct socket* new_socket(int flags) {
  if (shrimp_before_end == NULL) {
    shrimp_before_end = close_all;
    atexit(close_all_at_exit);
  }
  struct socket* s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->description =
      (struct shrimp_description){&socket_kind, 0, O_RDWR | (flags & SOCK_NONBLOCK ? O_NONBLOCK : 0)};
  s->options.receive_bytes = s->options.send_bytes = USUAL_RING;
  s->local.sin_family = s->peer.sin_family = AF_INET;
  s->next = all_sockets;
  all_sockets = s;
  return s;
}

void free_socket(struct socket* s) {
  for (struct socket** link = &all_sockets; *link != NULL; link = &(*link)->next)
    if (*link == s) {
      *link = s->next;
      break;
    }
  release_connection(s);
  if (s->port != 0) vmmc_port_close(s->port);
  free(s);
}

struct socket* socket_of(int descriptor) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d != NULL && d->kind == &socket_kind) return (struct socket*)d;
  errno = d == NULL ? EBADF : ENOTSOCK;
  return NULL;
}

int close_socket(struct shrimp_description* d) {
  struct socket* s = (struct socket*)d;
  if (s->state == LISTENING) stop_listening(s);
  if (s->state == CONNECTED) shut_connection(s);
  if (s->state == FRESH) {
    free_socket(s);
    return 0;
  }
  if (s->state == CONNECTED && s->port != 0) {
    vmmc_port_close(s->port);
    s->port = 0;
  }
  if (s->state == CONNECTED &&
      s->transport == NULL) { /* its other end was gone before it could be imported */
    free_socket(s);
    return 0;
  }
  s->state = CLOSING; /* the other end may still import our region */
  return 0;
}

static int checked_type(int domain, int type, int protocol) {
  const int flags = SOCK_NONBLOCK | SOCK_CLOEXEC, kind = type & ~flags;
  if (domain < 0 || domain >= AF_MAX) return -EAFNOSUPPORT;
  if (kind < 0 || kind > SOCK_PACKET) return -EINVAL;
  if (domain != AF_INET) return -EAFNOSUPPORT;
  if (protocol < 0 || protocol > IPPROTO_MAX) return -EINVAL;
  if (kind != SOCK_STREAM) return kind == SOCK_DGRAM ? -EPROTONOSUPPORT : -ESOCKTNOSUPPORT;
  return protocol == 0 || protocol == IPPROTO_TCP ? 0 : -EPROTONOSUPPORT;
}

int socket(int domain, int type, int protocol) {
  const int status = checked_type(domain, type, protocol);
  if (status < 0) return answer(status);
  struct socket* s = new_socket(type);
  if (s == NULL) return answer(-ENOMEM);
  const int descriptor = shrimp_new_descriptor(&s->description, 0, (type & SOCK_CLOEXEC) != 0);
  if (descriptor < 0) free_socket(s);
  return answer(descriptor);
}

/* ---- Names ---- */

int own_port(struct socket* s, int port) {
  const int opened = vmmc_port_open(port);
  if (opened < 0) return opened == VMMC_ERROR_DUPLICATE_ID ? -EADDRINUSE : -EADDRNOTAVAIL;
  vmmc_port_attend(opened, serve_datagrams);
  s->port = opened;
  s->local.sin_port = htons((uint16_t)opened);
  return 0;
}

int bind(int descriptor, const struct sockaddr* name, socklen_t bytes) {
  const struct sockaddr_in* n = (const struct sockaddr_in*)name;
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (bytes < sizeof *n) return answer(-EINVAL);
  if (n->sin_family != AF_INET && !(n->sin_family == AF_UNSPEC && n->sin_addr.s_addr == INADDR_ANY))
    return answer(-EAFNOSUPPORT);
  if (!is_own_address(ntohl(n->sin_addr.s_addr))) return answer(-EADDRNOTAVAIL);
  if (s->state != FRESH || s->port != 0) return answer(-EINVAL);
  const int status = own_port(s, ntohs(n->sin_port));
  if (status == 0) s->local.sin_addr = n->sin_addr;
  return answer(status);
}

int give_name(const struct sockaddr_in* from, struct sockaddr* to, socklen_t* bytes) {
  const char* source = (const char*)from;
  if ((int)*bytes < 0) return -EINVAL;
  const socklen_t fits = *bytes < sizeof *from ? *bytes : sizeof *from;
  for (socklen_t i = 0; i < fits; ++i) ((char*)to)[i] = source[i];
  *bytes = sizeof *from;
  return 0;
}

int getsockname(int descriptor, struct sockaddr* name, socklen_t* bytes) {
  struct socket* s = socket_of(descriptor);
  return s == NULL ? -1 : answer(give_name(&s->local, name, bytes));
}

/* TCP's state is CLOSED as soon as both ends have finished. */
static int is_connected(struct socket* s) {
  if (s->state != CONNECTED || (has_reset(s) && s->reset_seen)) return 0;
  return !s->writes_shut || !(said(s) & SAID_FINISHED);
}

int getpeername(int descriptor, struct sockaddr* name, socklen_t* bytes) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (!is_connected(s)) return answer(-ENOTCONN);
  return answer(give_name(&s->peer, name, bytes));
}

int shutdown(int descriptor, int how) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (how < SHUT_RD || how > SHUT_RDWR) return answer(-EINVAL);
  if (s->state == LISTENING && how != SHUT_WR) {
    stop_listening(s);
    return 0;
  }
  if (!is_connected(s)) return answer(-ENOTCONN);
  if (how != SHUT_WR) s->reads_shut = 1;
  if (how == SHUT_RD) return 0;
  s->writes_shut = 1;
  say(s, SAID_FINISHED);
  return 0;
}
