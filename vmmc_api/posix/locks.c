/* SPDX-License-Identifier: MIT */
/* Locks on files: nobody keeps any, and who needs one is told so. (fcntl's locks say the same.) */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/file.h>
#include <unistd.h>

static int no_locks(void) {
  errno = ENOLCK;
  return -1;
}
int flock(int descriptor, int operation) {
  (void)descriptor, (void)operation;
  return no_locks();
}
int lockf(int descriptor, int operation, off_t bytes) {
  (void)descriptor, (void)operation, (void)bytes;
  return no_locks();
}
int lockf64(int descriptor, int operation, off64_t bytes) {
  return lockf(descriptor, operation, bytes);
}
