/* SPDX-License-Identifier: MIT */
/* Symbolic links of the host. What the host writes is copied, so that its bytes arrive by stores. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "posix/host_side.h"

_Noreturn void __chk_fail(void);

static long answer(long result) {
  if (result >= 0) return result;
  errno = (int)-result;
  return -1;
}

int lstat(const char* restrict path, struct stat* restrict to) {
  struct stat status = {0};
  const int result = shrimp_host_link_status(path, &status);
  if (result == 0) *to = status;
  return (int)answer(result);
}
int lstat64(const char* restrict path, struct stat64* restrict to) {
  return lstat(path, (struct stat*)to);
}

ssize_t readlink(const char* restrict path, char* restrict to, size_t bytes) {
  char text[PATH_MAX];
  if (bytes == 0) return answer(-EINVAL);
  const long length = shrimp_host_read_link(path, text, bytes < sizeof text ? bytes : sizeof text);
  if (length > 0) memcpy(to, text, (size_t)length);
  return answer(length);
}

char* realpath(const char* restrict path, char* restrict to) {
  char whole[PATH_MAX];
  const long length = answer(shrimp_host_real_path(path, whole, sizeof whole));
  if (length < 0) return NULL;
  if (to == NULL && (to = malloc((size_t)length)) == NULL) return NULL;
  return strcpy(to, whole);
}
char* __realpath_chk(const char* restrict path, char* restrict to, size_t room) {
  if (room < PATH_MAX) __chk_fail();
  return realpath(path, to);
}
