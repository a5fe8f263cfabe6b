/* SPDX-License-Identifier: MIT */
/* Files and directories under names that nobody has. The names come from a fixed sequence, as all of a run.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LETTERS = 6, TRIES = 1000 };

static int make_file(const char* name, int flags) {
  return open(name, O_RDWR | O_CREAT | O_EXCL | flags, 0600);
}
static int make_directory(const char* name, int flags) {
  (void)flags;
  return mkdir(name, 0700);
}

/* Only finds that nobody has it. */
static int make_nothing(const char* name, int flags) {
  struct stat status;
  (void)flags;
  if (lstat(name, &status) == 0) errno = EEXIST;
  return errno == ENOENT ? 0 : -1;
}

static int make(char* name, int suffix, int (*make_one)(const char* name, int flags), int flags) {
  static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
  static unsigned state = 1;
  const size_t length = strlen(name);
  char* place = name + length - suffix - LETTERS;
  if (suffix < 0 || length < (size_t)suffix + LETTERS || strncmp(place, "XXXXXX", LETTERS) != 0) {
    errno = EINVAL;
    return -1;
  }
  for (int i = 0; i < TRIES; ++i) {
    for (int j = 0; j < LETTERS; ++j)
      place[j] = letters[(state = state * 1103515245 + 12345) / 65536 % (sizeof letters - 1)];
    const int made = make_one(name, flags);
    if (made >= 0 || errno != EEXIST) return made;
  }
  return -1;
}

int mkostemps(char* name, int suffix, int flags) {
  return make(name, suffix, make_file, flags);
}
int mkstemps(char* name, int suffix) {
  return mkostemps(name, suffix, 0);
}
int mkstemp(char* name) {
  return mkostemps(name, 0, 0);
}
int mkstemp64(char* name) {
  return mkstemp(name);
}
int mkostemp(char* name, int flags) {
  return mkostemps(name, 0, flags);
}
char* mkdtemp(char* name) {
  return make(name, 0, make_directory, 0) < 0 ? NULL : name;
}

/* ---- Names alone, which somebody else may take before they are used; empty if there is none ---- */

char* mktemp(char* name) {
  if (make(name, 0, make_nothing, 0) < 0) *name = 0;
  return name;
}
char* tmpnam(char to[L_tmpnam]) {
  static char own[L_tmpnam];
  char* name = strcpy(to != NULL ? to : own, P_tmpdir "/fileXXXXXX");
  return *mktemp(name) != 0 ? name : NULL;
}
char* tmpnam_r(char to[L_tmpnam]) {
  return to != NULL ? tmpnam(to) : NULL;
}
char* tempnam(const char* folder, const char* prefix) {
  char name[PATH_MAX];
  snprintf(name, sizeof name, "%s/%.5sXXXXXX", folder != NULL ? folder : P_tmpdir,
           prefix != NULL ? prefix : "file");
  return *mktemp(name) != 0 ? strdup(name) : NULL;
}
