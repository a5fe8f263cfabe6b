/* SPDX-License-Identifier: MIT */
/* Files of the host by their names. Each status is copied, so that its bytes arrive by stores. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"

#define OPEN(name)                                             \
  int name(const char* path, int flags, ...) {                 \
    va_list arguments;                                         \
    va_start(arguments, flags);                                \
    const int creates = (flags & (O_CREAT | O_TMPFILE)) != 0;  \
    const int mode = creates ? va_arg(arguments, int) : 0;     \
    va_end(arguments);                                         \
    return (int)shrimp_answer(shrimp_open(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

int stat(const char* restrict path, struct stat* restrict to) {
  struct stat host_status = {0};
  const int result = shrimp_host.status_of_path(path, &host_status);
  *to = host_status;
  return (int)shrimp_answer(result);
}
int stat64(const char* restrict path, struct stat64* restrict to) {
  return stat(path, (struct stat*)to);
}
int remove(const char* path) {
  return (int)shrimp_answer(shrimp_host.unlink(path));
}
int rename(const char* from, const char* to) {
  return (int)shrimp_answer(shrimp_host.rename(from, to));
}
