/* SPDX-License-Identifier: MIT */
/* Limits of a process, and of names. RLIMIT_NOFILE is held to: it can be lowered, and raised up to the size
 * of the table. The others are remembered and told back; nothing is ever short by them. */
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <sys/resource.h>
#include <unistd.h>

#include "descriptor.h"

enum { STACK_BYTES = 8 << 20 };

/* Which of them there are; the others are without a limit. */
static struct rlimit limits[RLIM_NLIMITS] = {
    [RLIMIT_STACK] = {STACK_BYTES, STACK_BYTES},
    [RLIMIT_NOFILE] = {SHRIMP_MOST_DESCRIPTORS, SHRIMP_MOST_DESCRIPTORS}};
static unsigned is_set = 1U << RLIMIT_STACK | 1U << RLIMIT_NOFILE;

int shrimp_descriptor_limit = SHRIMP_MOST_DESCRIPTORS;

static int fail(int error) {
  errno = error;
  return -1;
}

int getrlimit(__rlimit_resource_t resource, struct rlimit* to) {
  if ((unsigned)resource >= RLIM_NLIMITS) return fail(EINVAL);
  *to = is_set >> resource & 1 ? limits[resource] : (struct rlimit){RLIM_INFINITY, RLIM_INFINITY};
  return 0;
}

int setrlimit(__rlimit_resource_t resource, const struct rlimit* wanted) {
  if ((unsigned)resource >= RLIM_NLIMITS || wanted->rlim_cur > wanted->rlim_max) return fail(EINVAL);
  if (resource == RLIMIT_NOFILE) {
    if (wanted->rlim_max > SHRIMP_MOST_DESCRIPTORS) return fail(EPERM);
    shrimp_descriptor_limit = (int)wanted->rlim_cur;
  }
  limits[resource] = *wanted;
  is_set |= 1U << resource;
  return 0;
}

int getrlimit64(__rlimit_resource_t resource, struct rlimit64* to) {
  return getrlimit(resource, (struct rlimit*)to);
}
int setrlimit64(__rlimit_resource_t resource, const struct rlimit64* wanted) {
  return setrlimit(resource, (const struct rlimit*)wanted);
}

long pathconf(const char* path, int name) {
  (void)path;
  switch (name) {
    case _PC_NAME_MAX:
      return NAME_MAX;
    case _PC_PATH_MAX:
      return PATH_MAX;
    case _PC_PIPE_BUF:
      return PIPE_BUF;
    default:
      return fail(EINVAL);
  }
}
long fpathconf(int descriptor, int name) {
  return shrimp_description_of(descriptor) != NULL ? pathconf("", name) : fail(EBADF);
}

int getdtablesize(void) {
  return shrimp_descriptor_limit;
}
