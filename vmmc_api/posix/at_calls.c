/* SPDX-License-Identifier: MIT */
/* Calls with names that count from an open directory (POSIX.1-2008). */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "posix/at_path.h"

int openat(int directory, const char* path, int flags, ...) {
  struct whole_path room;
  mode_t mode = 0;
  if (flags & O_CREAT) {
    va_list more;
    va_start(more, flags);
    mode = va_arg(more, mode_t);
    va_end(more);
  }
  path = path_at(directory, path, &room);
  return path != NULL ? open(path, flags, mode) : -1;
}

int fstatat(int directory, const char* restrict path, struct stat* restrict to, int flags) {
  struct whole_path room;
  if (*path == 0 && (flags & AT_EMPTY_PATH)) return fstat(directory, to);
  path = path_at(directory, path, &room);
  if (path == NULL) return -1;
  return flags & AT_SYMLINK_NOFOLLOW ? lstat(path, to) : stat(path, to);
}
int unlinkat(int directory, const char* path, int flags) {
  struct whole_path room;
  path = path_at(directory, path, &room);
  if (path == NULL) return -1;
  return flags & AT_REMOVEDIR ? rmdir(path) : unlink(path);
}
int mkdirat(int directory, const char* path, mode_t mode) {
  struct whole_path room;
  path = path_at(directory, path, &room);
  return path != NULL ? mkdir(path, mode) : -1;
}
int renameat(int from_directory, const char* from, int to_directory, const char* to) {
  struct whole_path from_room, to_room;
  from = path_at(from_directory, from, &from_room);
  to = path_at(to_directory, to, &to_room);
  return from != NULL && to != NULL ? rename(from, to) : -1;
}
int faccessat(int directory, const char* path, int wanted, int flags) {
  struct whole_path room;
  (void)flags; /* one user only */
  path = path_at(directory, path, &room);
  return path != NULL ? access(path, wanted) : -1;
}
int fchmodat(int directory, const char* path, mode_t mode, int flags) {
  struct whole_path room;
  if (flags & AT_SYMLINK_NOFOLLOW) {
    errno = EOPNOTSUPP;
    return -1;
  }
  path = path_at(directory, path, &room);
  return path != NULL ? chmod(path, mode) : -1;
}
ssize_t readlinkat(int directory, const char* restrict path, char* restrict to, size_t bytes) {
  struct whole_path room;
  path = path_at(directory, path, &room);
  return path != NULL ? readlink(path, to, bytes) : -1;
}
int symlinkat(const char* what, int directory, const char* path) {
  struct whole_path room;
  path = path_at(directory, path, &room);
  return path != NULL ? symlink(what, path) : -1;
}
