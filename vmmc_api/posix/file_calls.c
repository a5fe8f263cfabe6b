/* SPDX-License-Identifier: MIT */
/* Older names of calls on files. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <unistd.h>

int creat(const char* path, mode_t mode) {
  return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
int creat64(const char* path, mode_t mode) {
  return creat(path, mode);
}
int fdatasync(int descriptor) {
  return fsync(descriptor);
}

/* POSIX's, which cut the path. */
static char here[] = ".";
static char* cut_slashes(char* path) {
  char* end = path + strlen(path);
  while (end > path + 1 && end[-1] == '/') *--end = 0;
  return end;
}
char* __xpg_basename(char* path) {
  if (path == NULL || *path == 0) return here;
  char* end = cut_slashes(path);
  if (strcmp(path, "/") == 0) return path;
  while (end > path && end[-1] != '/') --end;
  return end;
}
char* dirname(char* path) {
  if (path == NULL || *path == 0) return here;
  char* end = cut_slashes(path);
  while (end > path && end[-1] != '/') --end;
  if (end == path) return *path == '/' ? path : here;
  *end = 0;
  cut_slashes(path);
  return path;
}

/* GNU's, of <string.h>. */
#undef basename
char* basename(const char* path) {
  const char* slash = strrchr(path, '/');
  return (char*)(slash != NULL ? slash + 1 : path);
}
