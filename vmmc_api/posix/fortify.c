/* SPDX-License-Identifier: MIT */
/* The checked variants that compilers call under _FORTIFY_SOURCE. */
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <unistd.h>

_Noreturn void __chk_fail(void);

static void check(size_t bytes, size_t room) {
  if (bytes > room) __chk_fail();
}

int __poll_chk(struct pollfd* files, nfds_t count, int timeout, size_t room) {
  check(count, room / sizeof *files);
  return poll(files, count, timeout);
}
int __ppoll_chk(struct pollfd* files, nfds_t count, const struct timespec* timeout, const sigset_t* mask,
                size_t room) {
  check(count, room / sizeof *files);
  return ppoll(files, count, timeout, mask);
}
ssize_t __pread_chk(int descriptor, void* to, size_t bytes, off_t offset, size_t room) {
  check(bytes, room);
  return pread(descriptor, to, bytes, offset);
}
ssize_t __pread64_chk(int descriptor, void* to, size_t bytes, off_t offset, size_t room) {
  return __pread_chk(descriptor, to, bytes, offset, room);
}
ssize_t __readlink_chk(const char* restrict path, char* restrict to, size_t bytes, size_t room) {
  check(bytes, room);
  return readlink(path, to, bytes);
}
