/* SPDX-License-Identifier: MIT */
/* sockatmark: a stream has no urgent data, hence never a mark. */
#include <sys/ioctl.h>
#include <sys/socket.h>

int sockatmark(int descriptor) {
  int is_at_mark;
  return ioctl(descriptor, SIOCATMARK, &is_at_mark) < 0 ? -1 : is_at_mark;
}
