/* SPDX-License-Identifier: MIT */
/* Options of sockets. SO_RCVBUF is the ring of the connections made afterwards, rounded up to a power of two
 * pages; SO_SNDBUF is remembered only, since what is sent lies in the other end's ring; Linux tells its
 * double. The options in the table are remembered, too, and told as Linux tells them; nothing is delayed,
 * sent again or routed here, so there is nothing for them to change. */
#include <errno.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <sys/time.h>

#include "socket.h"

enum { ANY = 0x7fffffff };
enum { LEAST_SENT_BYTES = 4608, MOST_SENT_BYTES = 212992 }; /* SOCK_MIN_SNDBUF, wmem_max [A] */

static uint32_t told_send_bytes(int wanted) {
  const uint32_t bytes = wanted < 0 || wanted > MOST_SENT_BYTES ? MOST_SENT_BYTES : (uint32_t)wanted;
  return 2 * bytes > LEAST_SENT_BYTES ? 2 * bytes : LEAST_SENT_BYTES;
}

static const struct remembered {
  short level, option;
  int usual, least, most; /* 0 to 1: a switch, which any number but zero sets */
} remembered[REMEMBERED_OPTIONS] = {
    {SOL_SOCKET, SO_DEBUG, 0, 0, 1},
    {SOL_SOCKET, SO_REUSEADDR, 0, 0, 1},
    {SOL_SOCKET, SO_REUSEPORT, 0, 0, 1},
    {SOL_SOCKET, SO_KEEPALIVE, 0, 0, 1},
    {SOL_SOCKET, SO_BROADCAST, 0, 0, 1},
    {SOL_SOCKET, SO_OOBINLINE, 0, 0, 1},
    {SOL_SOCKET, SO_DONTROUTE, 0, 0, 1},
    {SOL_SOCKET, SO_TIMESTAMP, 0, 0, 1},
    {SOL_SOCKET, SO_PRIORITY, 0, 0, ANY},
    {SOL_SOCKET, SO_RCVLOWAT, 1, 1, ANY},
    {IPPROTO_TCP, TCP_NODELAY, 0, 0, 1},
    {IPPROTO_TCP, TCP_CORK, 0, 0, 1},
    {IPPROTO_TCP, TCP_QUICKACK, 1, 0, 1},
    {IPPROTO_TCP, TCP_MAXSEG, 536, 88, 32767}, /* RFC 879 */
    {IPPROTO_TCP, TCP_KEEPIDLE, 7200, 1, 32767},
    {IPPROTO_TCP, TCP_KEEPINTVL, 75, 1, 32767},
    {IPPROTO_TCP, TCP_KEEPCNT, 9, 1, 127},
    {IPPROTO_TCP, TCP_SYNCNT, 6, 1, 127},
    {IPPROTO_TCP, TCP_LINGER2, 60, -1, ANY},
    {IPPROTO_TCP, TCP_DEFER_ACCEPT, 0, 0, ANY},
    {IPPROTO_TCP, TCP_USER_TIMEOUT, 0, 0, ANY},
    {IPPROTO_IP, IP_TOS, 0, 0, 255},
    {IPPROTO_IP, IP_TTL, IPDEFTTL, 1, 255},
    {IPPROTO_IP, IP_RECVTOS, 0, 0, 1},
    {IPPROTO_IP, IP_RECVTTL, 0, 0, 1},
};

static const struct remembered* find(int level, int option) {
  for (int i = 0; i < REMEMBERED_OPTIONS; ++i)
    if (remembered[i].level == level && remembered[i].option == option) return &remembered[i];
  return NULL;
}

/* What Linux makes of a number before it looks whether it is in range. */
static int as_remembered(const struct remembered* r, int number) {
  enum { CONGESTION_BITS = 3 }; /* of the type of service: the kernel's own */
  if (r->least == 0 && r->most == 1) return number != 0;
  if (r->level == SOL_SOCKET && r->option == SO_RCVLOWAT) return number == 0 ? 1 : number < 0 ? ANY : number;
  if (r->level == IPPROTO_IP && r->option == IP_TOS) return number & 0xff & ~CONGESTION_BITS;
  if (r->level == IPPROTO_TCP && r->option == TCP_LINGER2) return number < 0 ? -1 : number;
  if (r->level == IPPROTO_IP && r->option == IP_TTL && number == -1) return r->usual;
  return number;
}

static int remember(struct socket* s, const struct remembered* r, int number) {
  const int value = as_remembered(r, number);
  if (value < r->least || value > r->most) return -EINVAL;
  s->options.changed[r - remembered] = value - r->usual;
  return 0;
}
static int told(const struct socket* s, const struct remembered* r) {
  return r->usual + s->options.changed[r - remembered];
}

static int answer(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

static struct timeval time_of(int64_t nanoseconds) {
  return (struct timeval){nanoseconds / 1000000000, nanoseconds % 1000000000 / 1000};
}
static int nanoseconds_of(const struct timeval* t, int64_t* to) {
  if (t->tv_usec < 0 || t->tv_usec >= 1000000) return -EDOM;
  *to = t->tv_sec < 0 ? 0 : t->tv_sec * 1000000000 + t->tv_usec * 1000;
  return 0;
}

static int set_socket_option(struct socket* s, int option, const void* value, socklen_t bytes) {
  struct options* o = &s->options;
  if (option == SO_RCVTIMEO || option == SO_SNDTIMEO) {
    if (bytes < sizeof(struct timeval)) return -EINVAL;
    return nanoseconds_of(value, option == SO_RCVTIMEO ? &o->receive_timeout : &o->send_timeout);
  }
  if (bytes < sizeof(int)) return -EINVAL;
  const int number = *(const int*)value;
  switch (option) {
    case SO_LINGER:
      if (bytes < sizeof(struct linger)) return -EINVAL;
      o->linger = ((const struct linger*)value)->l_onoff != 0;
      o->linger_seconds = ((const struct linger*)value)->l_linger;
      return 0;
    case SO_RCVBUF:
      o->receive_bytes = number < 0 || number > MOST_RING ? MOST_RING : (uint32_t)number;
      return 0;
    case SO_SNDBUF:
      o->send_bytes = told_send_bytes(number);
      return 0;
    default:
      return -ENOPROTOOPT;
  }
}

/* The options of IP may come in one byte, and do if they fit. */
static int number_in(int level, const void* value, socklen_t bytes, int* number) {
  *number = 0;
  if (bytes >= sizeof(int))
    *number = *(const int*)value;
  else if (level != IPPROTO_IP)
    return -EINVAL;
  else if (bytes != 0)
    *number = *(const unsigned char*)value;
  return 0;
}

int setsockopt(int descriptor, int level, int option, const void* value, socklen_t bytes) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if ((int)bytes < 0) return answer(-EINVAL);
  const struct remembered* r = find(level, option);
  if (r == NULL)
    return answer(level == SOL_SOCKET ? set_socket_option(s, option, value, bytes) : -ENOPROTOOPT);
  int number;
  const int status = number_in(level, value, bytes, &number);
  return answer(status < 0 ? status : remember(s, r, number));
}

static int give(const void* from, socklen_t size, void* to, socklen_t* bytes) {
  if ((int)*bytes < 0) return -EINVAL;
  if (*bytes > size) *bytes = size;
  for (socklen_t i = 0; i < *bytes; ++i) ((char*)to)[i] = ((const char*)from)[i];
  return 0;
}

static int number_of(struct socket* s, int option) {
  const struct options* o = &s->options;
  switch (option) {
    case SO_ERROR:
      return take_error(s);
    case SO_TYPE:
      return SOCK_STREAM;
    case SO_DOMAIN:
      return AF_INET;
    case SO_PROTOCOL:
      return IPPROTO_TCP;
    case SO_ACCEPTCONN:
      return s->state == LISTENING;
    case SO_RCVBUF:
      return s->region != NULL ? (int)s->region->ring_bytes : (int)o->receive_bytes;
    case SO_SNDBUF:
      return (int)o->send_bytes;
    case SO_SNDLOWAT: /* which nobody can set */
      return 1;
    default:
      return -ENOPROTOOPT;
  }
}

static int give_number(int level, int number, void* to, socklen_t* bytes) {
  const unsigned char byte = (unsigned char)number;
  const int is_short = level == IPPROTO_IP && (int)*bytes > 0 && *bytes < sizeof number && byte == number;
  return is_short ? give(&byte, sizeof byte, to, bytes) : give(&number, sizeof number, to, bytes);
}

int getsockopt(int descriptor, int level, int option, void* value, socklen_t* bytes) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  const struct remembered* r = find(level, option);
  if (r != NULL) return answer(give_number(level, told(s, r), value, bytes));
  if (level != SOL_SOCKET)
    return answer(level == IPPROTO_TCP || level == IPPROTO_IP ? -ENOPROTOOPT : -EOPNOTSUPP);
  if (option == SO_RCVTIMEO || option == SO_SNDTIMEO) {
    const struct timeval t =
        time_of(option == SO_RCVTIMEO ? s->options.receive_timeout : s->options.send_timeout);
    return answer(give(&t, sizeof t, value, bytes));
  }
  if (option == SO_LINGER) {
    const struct linger l = {s->options.linger, s->options.linger_seconds};
    return answer(give(&l, sizeof l, value, bytes));
  }
  const int number = number_of(s, option);
  return answer(number < 0 ? number : give(&number, sizeof number, value, bytes));
}
