/* SPDX-License-Identifier: MIT */
/* What a program may ask about itself and its machine, and what the C++ library refers to but never calls in
 * a program of one thread: such a call ends the process with a sentence. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/process/runtime/descriptors.h"
#include "sim/process/runtime/runtime.h"

pid_t getpid(void) {
  return (pid_t)shrimp_trap0(SHRIMP_TRAP_GETPID);
}
pid_t getppid(void) {
  return 1;
}
pid_t gettid(void) {
  return getpid();
}
uid_t getuid(void) {
  return 0;
}
uid_t geteuid(void) {
  return 0;
}
gid_t getgid(void) {
  return 0;
}
gid_t getegid(void) {
  return 0;
}

int getpagesize(void) {
  return 4096;
}
long sysconf(int name) {
  switch (name) {
    case _SC_PAGESIZE:
      return 4096;
    case _SC_NPROCESSORS_CONF:
    case _SC_NPROCESSORS_ONLN:
      return 1;
    case _SC_CLK_TCK:
      return 100;
    case _SC_OPEN_MAX:
      return shrimp_most_descriptors();
    default:
      errno = EINVAL;
      return -1;
  }
}
int get_nprocs(void) {
  return 1;
}

char* getcwd(char* to, size_t bytes) {
  if (to == NULL && (to = malloc(bytes = 2)) == NULL) return NULL;
  if (bytes < 2) {
    errno = ERANGE;
    return NULL;
  }
  to[0] = '/', to[1] = 0;
  return to;
}

/* Atomic waits and guards contended between threads. */
long syscall(long number, ...) {
  (void)number;
  shrimp_fail("syscall: a simulated process makes no system calls of the host", "");
}
