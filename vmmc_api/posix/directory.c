/* SPDX-License-Identifier: MIT */
/* Directories of the host, read whole when they are opened. Entries come in the order of their names. */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posix/at_path.h"
#include "posix/host_side.h"

struct __dirstream {
  char* names; /* as shrimp_host_directory gives them */
  long bytes, next;
  int descriptor; /* -1: none yet */
  struct dirent entry;
  char path[]; /* for rewinddir */
};

/* Its names as they are now: the bytes, or -errno. */
static long read_names(DIR* d) {
  for (long wanted = shrimp_host_directory(d->path, NULL, 0);;) { /* it may grow meanwhile */
    if (wanted < 0) return wanted;
    char* names = malloc((size_t)wanted + 1);
    if (names == NULL) return -ENOMEM;
    const long got = shrimp_host_directory(d->path, names, (unsigned long)wanted);
    if (got >= 0 && got <= wanted) {
      free(d->names);
      d->names = names;
      d->bytes = got;
      d->next = 0;
      return got;
    }
    free(names);
    wanted = got;
  }
}

DIR* opendir(const char* path) {
  DIR* d = calloc(1, sizeof *d + strlen(path) + 1);
  if (d == NULL) return NULL;
  strcpy(d->path, path);
  d->descriptor = -1;
  const long status = read_names(d);
  if (status >= 0) return d;
  free(d);
  errno = (int)-status;
  return NULL;
}

struct dirent* readdir(DIR* d) {
  if (d->next >= d->bytes) return NULL;
  const char* record = d->names + d->next;
  struct dirent* e = &d->entry;
  memcpy(&e->d_ino, record, sizeof(uint64_t));
  e->d_type = (unsigned char)record[sizeof(uint64_t)];
  strcpy(e->d_name, record + sizeof(uint64_t) + 1);
  d->next += (long)(sizeof(uint64_t) + 2 + strlen(e->d_name));
  e->d_off = d->next;
  e->d_reclen = sizeof *e;
  return e;
}
struct dirent64* readdir64(DIR* d) {
  return (struct dirent64*)readdir(d);
}
int readdir_r(DIR* restrict d, struct dirent* restrict entry, struct dirent** restrict result) {
  const struct dirent* e = readdir(d);
  if (e != NULL) *entry = *e;
  *result = e != NULL ? entry : NULL;
  return 0;
}

void rewinddir(DIR* d) {
  if (read_names(d) < 0) d->next = d->bytes = 0;
}
long telldir(DIR* d) {
  return d->next;
}
void seekdir(DIR* d, long where) {
  d->next = where;
}
DIR* fdopendir(int descriptor) {
  struct whole_path room;
  if (shrimp_description_of(descriptor) == NULL) {
    errno = EBADF;
    return NULL;
  }
  const char* path = path_at(descriptor, ".", &room);
  DIR* d = path != NULL ? opendir(path) : NULL;
  if (d != NULL) d->descriptor = descriptor;
  return d;
}
int dirfd(DIR* d) {
  if (d->descriptor < 0) d->descriptor = open(d->path, O_RDONLY | O_DIRECTORY);
  return d->descriptor;
}
int closedir(DIR* d) {
  if (d->descriptor >= 0) close(d->descriptor);
  free(d->names);
  free(d);
  return 0;
}

/* ---- All of it at once ---- */

int alphasort(const struct dirent** a, const struct dirent** b) {
  return strcmp((*a)->d_name, (*b)->d_name);
}

static struct dirent* copy_of(const struct dirent* e) {
  struct dirent* copy = malloc(sizeof *copy);
  if (copy != NULL) *copy = *e;
  return copy;
}

int scandir(const char* restrict path, struct dirent*** restrict result, int (*chosen)(const struct dirent*),
            int (*order)(const struct dirent**, const struct dirent**)) {
  DIR* d = opendir(path);
  struct dirent** list = NULL;
  int count = 0, failed = d == NULL;
  for (const struct dirent* e; !failed && (e = readdir(d)) != NULL;) {
    if (chosen != NULL && !chosen(e)) continue;
    struct dirent** longer = realloc(list, ((size_t)count + 1) * sizeof *list);
    struct dirent* copy = longer != NULL ? copy_of(e) : NULL;
    if (longer != NULL) list = longer;
    failed = copy == NULL;
    if (!failed) list[count++] = copy;
  }
  if (d != NULL) closedir(d);
  if (failed) {
    while (count > 0) free(list[--count]);
    free(list);
    return -1;
  }
  if (order != NULL && count > 1)
    qsort(list, (size_t)count, sizeof *list, (int (*)(const void*, const void*))order);
  *result = list;
  return count;
}
