/* SPDX-License-Identifier: MIT */
/* Terminals: there are none. */
#define _GNU_SOURCE
#include <errno.h>
#include <termios.h>
#include <unistd.h>

static int is_none(int descriptor) {
  isatty(descriptor); /* sets errno: ENOTTY or EBADF */
  return -1;
}
int tcgetattr(int descriptor, struct termios* to) {
  (void)to;
  return is_none(descriptor);
}
int tcsetattr(int descriptor, int when, const struct termios* wanted) {
  (void)when, (void)wanted;
  return is_none(descriptor);
}
char* ttyname(int descriptor) {
  is_none(descriptor);
  return NULL;
}
