/* SPDX-License-Identifier: MIT */
/* Open files of the host: their length and mode. */
#define _GNU_SOURCE
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "posix/host_side.h"

static int answer(int result) {
  if (result >= 0) return result;
  errno = -result;
  return -1;
}

/* The host's descriptor, or -errno: the one for what is no file. */
static int file_of(int descriptor, int otherwise) {
  if (shrimp_description_of(descriptor) == NULL) return -EBADF;
  const int file = shrimp_host_file_of(descriptor);
  return file < 0 ? -otherwise : file;
}

int ftruncate(int descriptor, off_t bytes) {
  const int file = file_of(descriptor, EINVAL);
  return answer(file < 0 ? file : shrimp_host_truncate(file, bytes));
}
int ftruncate64(int descriptor, off64_t bytes) {
  return ftruncate(descriptor, bytes);
}
int fchmod(int descriptor, mode_t mode) {
  const int file = file_of(descriptor, EPERM);
  return answer(file < 0 ? file : shrimp_host_change_mode(file, mode));
}
