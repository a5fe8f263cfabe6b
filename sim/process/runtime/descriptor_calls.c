/* SPDX-License-Identifier: MIT */
/* The calls on descriptors, by the C library's convention: -1 and errno. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"

long shrimp_answer(long result) {
  if (result >= 0) return result;
  errno = (int)-result;
  return -1;
}

ssize_t write(int descriptor, const void* from, size_t bytes) {
  return shrimp_answer(shrimp_write(descriptor, from, bytes));
}
ssize_t read(int descriptor, void* to, size_t bytes) {
  return shrimp_answer(shrimp_read(descriptor, to, bytes));
}
int close(int descriptor) {
  return (int)shrimp_answer(shrimp_close(descriptor));
}
off_t lseek(int descriptor, off_t offset, int whence) {
  return shrimp_answer(shrimp_seek(descriptor, offset, whence));
}
off64_t lseek64(int descriptor, off64_t offset, int whence) {
  return lseek(descriptor, offset, whence);
}

/* Part by part, until one is not moved whole. */
static long write_each(int descriptor, const struct iovec* parts, int count) {
  long written = 0;
  for (int i = 0; i < count; ++i) {
    const long n = shrimp_write(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (n < 0) return written != 0 ? written : n;
    written += n;
    if ((size_t)n < parts[i].iov_len) break;
  }
  return written;
}
static long read_each(int descriptor, const struct iovec* parts, int count) {
  long got = 0;
  for (int i = 0; i < count; ++i) {
    const long n = shrimp_read(descriptor, parts[i].iov_base, parts[i].iov_len);
    if (n < 0) return got != 0 ? got : n;
    got += n;
    if ((size_t)n < parts[i].iov_len) break;
  }
  return got;
}

/* No more parts than Linux takes. */
static int parts_are_sensible(const struct iovec* parts, int count) {
  return count >= 0 && count <= IOV_MAX && !shrimp_has_negative_part(parts, (size_t)count);
}

ssize_t writev(int descriptor, const struct iovec* parts, int count) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (!parts_are_sensible(parts, count)) return shrimp_answer(d != NULL ? -EINVAL : -EBADF);
  const int at_once = d != NULL && d->kind->write_parts != NULL;
  return shrimp_answer(at_once ? d->kind->write_parts(d, parts, count)
                               : write_each(descriptor, parts, count));
}
ssize_t readv(int descriptor, const struct iovec* parts, int count) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (!parts_are_sensible(parts, count)) return shrimp_answer(d != NULL ? -EINVAL : -EBADF);
  const int at_once = d != NULL && d->kind->read_parts != NULL;
  return shrimp_answer(at_once ? d->kind->read_parts(d, parts, count) : read_each(descriptor, parts, count));
}

/* The bytes of the status are copied, so that they arrive by stores. */
int fstat(int descriptor, struct stat* to) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  struct stat status = {0};
  const int result = d == NULL ? -EBADF : d->kind->status(d, &status);
  *to = status;
  return (int)shrimp_answer(result);
}
int fstat64(int descriptor, struct stat64* to) {
  return fstat(descriptor, (struct stat*)to);
}

int isatty(int descriptor) {
  errno = shrimp_description_of(descriptor) != NULL ? ENOTTY : EBADF;
  return 0;
}
/* Nothing of a socket or a pipe can be made permanent. */
int fsync(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) < 0) return -1;
  return (int)shrimp_answer(S_ISSOCK(status.st_mode) || S_ISFIFO(status.st_mode) ? -EINVAL : 0);
}

static long request(int descriptor, unsigned long number, void* argument) {
  struct shrimp_description* d = shrimp_description_of(descriptor);
  if (d == NULL) return -EBADF;
  if (number == FIONBIO) {
    d->flags = (d->flags & ~O_NONBLOCK) | (*(const int*)argument != 0 ? O_NONBLOCK : 0);
    return 0;
  }
  return d->kind->control != NULL ? d->kind->control(d, number, argument) : -ENOTTY;
}
int ioctl(int descriptor, unsigned long number, ...) {
  va_list arguments;
  va_start(arguments, number);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  return (int)shrimp_answer(request(descriptor, number, argument));
}
