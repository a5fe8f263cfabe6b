/* SPDX-License-Identifier: MIT */
/* Names that count from an open directory: the host finds what lies under its own descriptor. */
#ifndef SHRIMP_VMMC_API_POSIX_AT_PATH_H
#define SHRIMP_VMMC_API_POSIX_AT_PATH_H
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>

#include "descriptor.h"

struct whole_path {
  char text[PATH_MAX];
};

/* The path as the host finds it. Null, with errno: there is no such directory, or the name is too long. */
static inline const char* path_at(int directory, const char* path, struct whole_path* room) {
  if (directory == AT_FDCWD || *path == '/') return path;
  const int host = shrimp_host_file_of(directory);
  if (host < 0) {
    errno = shrimp_description_of(directory) != NULL ? ENOTDIR : EBADF;
    return NULL;
  }
  const int length = snprintf(room->text, sizeof room->text, "/proc/self/fd/%d/%s", host, path);
  if (length < (int)sizeof room->text) return room->text;
  errno = ENAMETOOLONG;
  return NULL;
}

#endif
