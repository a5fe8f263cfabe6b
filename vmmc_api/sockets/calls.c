/* SPDX-License-Identifier: MIT */
/* send, recv and their relatives. A stream has no use for the addresses that sendto and recvfrom take. */
#include <errno.h>

#include "socket.h"

static ssize_t answer(long result) {
  if (result >= 0) return result;
  errno = (int)-result;
  return -1;
}

ssize_t send(int descriptor, const void* from, size_t bytes, int flags) {
  struct socket* s = socket_of(descriptor);
  return s == NULL ? -1 : answer(send_bytes(s, from, bytes, flags));
}
ssize_t sendto(int descriptor, const void* from, size_t bytes, int flags, const struct sockaddr* to,
               socklen_t length) {
  (void)to, (void)length;
  return send(descriptor, from, bytes, flags);
}
ssize_t recv(int descriptor, void* to, size_t bytes, int flags) {
  struct socket* s = socket_of(descriptor);
  return s == NULL ? -1 : answer(receive_bytes(s, to, bytes, flags));
}
ssize_t recvfrom(int descriptor, void* to, size_t bytes, int flags, struct sockaddr* from,
                 socklen_t* length) {
  const ssize_t n = recv(descriptor, to, bytes, flags);
  if (n >= 0 && from != NULL && length != NULL) *length = 0;
  return n;
}
