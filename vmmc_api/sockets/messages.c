/* SPDX-License-Identifier: MIT */
/* sendmsg and recvmsg: parts in one call. Descriptors and other ancillary data cannot travel. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <sys/uio.h>

#include "socket.h"

static ssize_t answer(long result) {
  if (result >= 0) return result;
  errno = (int)-result;
  return -1;
}

ssize_t sendmsg(int descriptor, const struct msghdr* message, int flags) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (message->msg_iovlen > IOV_MAX) return answer(-EMSGSIZE);
  if (shrimp_has_negative_part(message->msg_iov, message->msg_iovlen)) return answer(-EINVAL);
  if (message->msg_controllen != 0) return answer(-EINVAL);
  return answer(send_parts(s, message->msg_iov, (int)message->msg_iovlen, flags));
}

ssize_t recvmsg(int descriptor, struct msghdr* message, int flags) {
  struct socket* s = socket_of(descriptor);
  if (s == NULL) return -1;
  if (message->msg_iovlen > IOV_MAX) return answer(-EMSGSIZE);
  if (shrimp_has_negative_part(message->msg_iov, message->msg_iovlen)) return answer(-EINVAL);
  const long n = receive_parts(s, message->msg_iov, (int)message->msg_iovlen, flags);
  if (n < 0) return answer(n);
  message->msg_flags = 0;
  message->msg_controllen = 0;
  if (message->msg_name != NULL) message->msg_namelen = 0;
  return n;
}
