/* SPDX-License-Identifier: MIT */
/* The table of descriptors of a process: each stands for an open description, several may stand for the same
 * one. At the start 0 to 2 are the standard streams. Each process has a table of its
 * own, so that a wrong descriptor reaches nobody else's file.
 *
 * Output to 1 and 2 goes straight to the kernel, which refuses it once one of them has been closed or stands
 * for something else; only then does write look into the table. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <unistd.h>

#include "sim/process/runtime/descriptors.h"
#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"

static unsigned char close_on_exec[SHRIMP_MOST_DESCRIPTORS];

struct shrimp_description* shrimp_description_of(int descriptor) {
  return (unsigned)descriptor < SHRIMP_MOST_DESCRIPTORS ? shrimp_descriptors[descriptor] : NULL;
}

/* Writes to 1 and 2 ask the kernel first: it has to know what they stand for now. */
static void tell_kernel(int descriptor) {
  if (descriptor != 1 && descriptor != 2) return;
  const int is_own = shrimp_descriptors[descriptor] == shrimp_standard_stream(descriptor);
  shrimp_trap3(SHRIMP_TRAP_REDIRECT, descriptor, !is_own, 0);
}

static void enter(int descriptor, struct shrimp_description* d, int closes_on_exec) {
  ++d->references;
  shrimp_descriptors[descriptor] = d;
  close_on_exec[descriptor] = closes_on_exec != 0;
  tell_kernel(descriptor);
}

int shrimp_new_descriptor(struct shrimp_description* d, int lowest, int closes_on_exec) {
  const int limit = shrimp_most_descriptors();
  int descriptor = lowest;
  while (descriptor < limit && shrimp_descriptors[descriptor] != NULL) ++descriptor;
  if (descriptor >= limit) return -EMFILE;
  enter(descriptor, d, closes_on_exec);
  return descriptor;
}

int shrimp_close(int descriptor) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL) return -EBADF;
  shrimp_descriptors[descriptor] = NULL;
  tell_kernel(descriptor);
  if (--d->references > 0 || d->kind->close == NULL) return 0;
  return d->kind->close(d);
}

static __attribute__((noinline)) long write_description(int descriptor, const void* from, size_t bytes) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL || (d->flags & O_ACCMODE) == O_RDONLY || d->kind->write == NULL) return -EBADF;
  return d->kind->write(d, from, bytes);
}

/* In the form that costs a process's own output least: nothing else is looked at on its way. */
long shrimp_write(int descriptor, const void* from, size_t bytes) {
  if (descriptor != 1 && descriptor != 2) return write_description(descriptor, from, bytes);
  if (bytes != 0 && shrimp_trap3(SHRIMP_TRAP_OUTPUT, descriptor, (long)from, (long)bytes) < 0)
    return write_description(descriptor, from, bytes);
  return (long)bytes;
}

long shrimp_read(int descriptor, void* to, size_t bytes) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL || (d->flags & O_ACCMODE) == O_WRONLY || d->kind->read == NULL) return -EBADF;
  return d->kind->read(d, to, bytes);
}

long shrimp_seek(int descriptor, long offset, int whence) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL) return -EBADF;
  return d->kind->seek != NULL ? d->kind->seek(d, offset, whence) : -ESPIPE;
}

/* ---- dup and fcntl ---- */

int dup(int descriptor) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  return (int)shrimp_answer(d != NULL ? shrimp_new_descriptor(d, 0, 0) : -EBADF);
}

static int duplicate_to(int from, int to, int closes_on_exec) {
  struct shrimp_description* d = shrimp_description_of(from);
  if (d == NULL || to < 0 || to >= shrimp_most_descriptors()) return -EBADF;
  if (from == to) return to;
  ++d->references; /* so that closing `to` cannot end it */
  shrimp_close(to);
  --d->references;
  enter(to, d, closes_on_exec);
  return to;
}
int dup2(int from, int to) {
  return (int)shrimp_answer(duplicate_to(from, to, 0));
}
int dup3(int from, int to, int flags) {
  const int is_wrong = from == to || (flags & ~O_CLOEXEC) != 0;
  return (int)shrimp_answer(is_wrong ? -EINVAL : duplicate_to(from, to, (flags & O_CLOEXEC) != 0));
}

static long control(int descriptor, int command, long argument) {
  const int can_change = O_APPEND | O_NONBLOCK;
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL) return -EBADF;
  switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      if (argument < 0 || argument >= shrimp_most_descriptors()) return -EINVAL;
      return shrimp_new_descriptor(d, (int)argument, command == F_DUPFD_CLOEXEC);
    case F_GETFD:
      return close_on_exec[descriptor] ? FD_CLOEXEC : 0;
    case F_SETFD:
      close_on_exec[descriptor] = (argument & FD_CLOEXEC) != 0;
      return 0;
    case F_GETFL:
      return d->flags;
    case F_SETFL:
      if (argument & O_ASYNC) return -EINVAL; /* no arrival raises SIGIO */
      d->flags = (d->flags & ~can_change) | ((int)argument & can_change);
      return 0;
    case F_GETLK:
    case F_SETLK:
    case F_SETLKW:
      return -ENOLCK; /* nobody keeps locks (vmmc_api/posix/locks.c) */
    default:
      return -EINVAL;
  }
}

#define FCNTL(name)                                                    \
  int name(int descriptor, int command, ...) {                         \
    va_list arguments;                                                 \
    va_start(arguments, command);                                      \
    const long argument = va_arg(arguments, long);                     \
    va_end(arguments);                                                 \
    return (int)shrimp_answer(control(descriptor, command, argument)); \
  }
FCNTL(fcntl)
FCNTL(fcntl64)
