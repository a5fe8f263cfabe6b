/* SPDX-License-Identifier: MIT */
/* The checked variants that compilers call under _FORTIFY_SOURCE. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

_Noreturn void __chk_fail(void);

static void check(size_t bytes, size_t room) {
  if (bytes > room) __chk_fail();
}

ssize_t __recv_chk(int descriptor, void* to, size_t bytes, size_t room, int flags) {
  check(bytes, room);
  return recv(descriptor, to, bytes, flags);
}
ssize_t __recvfrom_chk(int descriptor, void* restrict to, size_t bytes, size_t room, int flags,
                       struct sockaddr* restrict from, socklen_t* restrict length) {
  check(bytes, room);
  return recvfrom(descriptor, to, bytes, flags, from, length);
}
int __gethostname_chk(char* to, size_t bytes, size_t room) {
  check(bytes, room);
  return gethostname(to, bytes);
}
